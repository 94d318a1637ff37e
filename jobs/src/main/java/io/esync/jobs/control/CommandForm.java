package io.esync.jobs.control;

import io.esync.operators.control.Command.Action;
import io.esync.operators.control.CommandRow;
import io.esync.operators.model.Row;
import java.time.Instant;

/**
 * What somebody asks for; null where a field is left out.
 *
 * @param letter the dead letter to replay, in the form of {@link CommandRow#LETTER}
 * @param issuedBy who asks
 * @param reason why, for the audit
 */
public record CommandForm(
    Action action,
    String source,
    String stream,
    String entity,
    String entityKey,
    String letter,
    String issuedBy,
    String reason) {
  /** Asks for something that concerns a source as a whole. */
  public static CommandForm of(Action action, String source, String issuedBy, String reason) {
    return new CommandForm(action, source, null, null, null, null, issuedBy, reason);
  }

  /** The same, asked by somebody for a reason. */
  public CommandForm asked(String by, String why) {
    return new CommandForm(action, source, stream, entity, entityKey, letter, by, why);
  }

  Row row(Instant issuedAt) {
    return Row.of(
        CommandRow.SCHEMA,
        RowId.at(issuedAt),
        action.name(),
        source,
        stream,
        entity,
        entityKey,
        letter,
        issuedBy,
        reason,
        issuedAt);
  }
}
