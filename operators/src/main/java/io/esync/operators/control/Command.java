package io.esync.operators.control;

import io.esync.operators.model.Origin;
import java.util.Objects;

/**
 * What somebody asks of a running pipeline.
 *
 * @param id names the command; the same id is the same command
 * @param source id of the source that it is about; empty where it is about none alone
 * @param stream of the source that it is about; empty for all
 * @param entity that it is about; empty for all
 * @param entityKey the fields of one key as a JSON object; empty for all keys
 * @param letter the dead letter to replay, as {@link Action#REPLAY} has it; else empty
 * @param issuedBy who asks
 * @param reason why, for the audit
 * @param issuedAt microseconds since the epoch
 * @param origin of the record that brought it
 */
public record Command(
    String id,
    Action action,
    String source,
    String stream,
    String entity,
    String entityKey,
    String letter,
    String issuedBy,
    String reason,
    long issuedAt,
    Origin origin) {
  public Command {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(action, "action");
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(stream, "stream");
    Objects.requireNonNull(entity, "entity");
    Objects.requireNonNull(entityKey, "entityKey");
    Objects.requireNonNull(letter, "letter");
    Objects.requireNonNull(issuedBy, "issuedBy");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(origin, "origin");
  }

  /** What to do. Names are part of the format of commands: never renamed. */
  public enum Action {
    /** Stop reading a source until it is resumed. */
    PAUSE,
    /** Go on reading a paused source where it was. */
    RESUME,
    /** Read a table, the tables of an entity, or the rows of one key again. */
    RESYNC,
    /** Take a dead letter through the pipeline once more. */
    REPLAY
  }

  /** Who asked for it and why, for the audit. */
  public String by() {
    return " by " + issuedBy + (reason.isEmpty() ? "" : ": " + reason);
  }
}
