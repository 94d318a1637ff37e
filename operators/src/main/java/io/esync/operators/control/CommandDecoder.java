package io.esync.operators.control;

import io.esync.operators.control.Command.Action;
import io.esync.operators.decode.DecodeException;
import io.esync.operators.model.ErrorCode;
import io.esync.operators.model.JsonTree;
import io.esync.operators.model.SourceChange;
import io.esync.operators.replay.Letter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Reads commands out of rows with the fields of {@link CommandRow}; others are left alone. */
public final class CommandDecoder implements ControlDecoder<Command> {
  private static final long serialVersionUID = 1L;

  private final Set<String> sources;
  private final Set<String> entities;

  /**
   * @param sources ids of those that commands can be about
   * @param entities names of those that commands can be about
   */
  public CommandDecoder(Set<String> sources, Set<String> entities) {
    this.sources = Set.copyOf(sources);
    this.entities = Set.copyOf(entities);
  }

  /**
   * {@inheritDoc}
   *
   * @throws DecodeException with code {@link ErrorCode#INVALID_COMMAND}
   */
  @Override
  public Command decode(SourceChange change) throws DecodeException {
    ControlRow row = new ControlRow(change, ErrorCode.INVALID_COMMAND);
    String id = row.required(CommandRow.ID);
    Action action = resyncable(row, action(row));
    return new Command(
        id,
        action,
        known(row, CommandRow.SOURCE, sources, action == Action.PAUSE || action == Action.RESUME),
        row.optional(CommandRow.STREAM, ""),
        known(row, CommandRow.ENTITY, entities, false),
        key(row),
        action == Action.REPLAY ? letter(row) : "",
        row.required(CommandRow.ISSUED_BY),
        row.optional(CommandRow.REASON, ""),
        row.time(CommandRow.ISSUED_AT),
        change.origin());
  }

  /** What is read again is a source, an entity, or a key of one. */
  private static Action resyncable(ControlRow row, Action action) throws DecodeException {
    if (action == Action.RESYNC
        && row.optional(CommandRow.SOURCE, "").isEmpty()
        && row.optional(CommandRow.ENTITY, "").isEmpty()) {
      throw row.invalid("source and entity are missing: say what is to be read again");
    }
    if (!row.optional(CommandRow.STREAM, "").isEmpty()
        && row.optional(CommandRow.SOURCE, "").isEmpty()) {
      throw row.invalid("source is missing: stream is one of a source");
    }
    return action;
  }

  private static Action action(ControlRow row) throws DecodeException {
    String text = row.required(CommandRow.ACTION);
    try {
      return Action.valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw row.invalid("action '" + text + "' is none of " + Arrays.toString(Action.values()));
    }
  }

  private static String known(ControlRow row, String field, Set<String> names, boolean needed)
      throws DecodeException {
    String name = needed ? row.required(field) : row.optional(field, "");
    if (!name.isEmpty() && !names.contains(name)) {
      throw row.invalid(
          "there is no " + field + " '" + name + "'; there are " + new TreeSet<>(names));
    }
    return name;
  }

  private static String letter(ControlRow row) throws DecodeException {
    String text = row.required(CommandRow.LETTER);
    try {
      Letter.parse(text);
    } catch (IllegalArgumentException e) {
      throw row.invalid(
          "letter is none of the dead-letter queue, as 'dlq replay' writes them: "
              + e.getMessage());
    }
    return text;
  }

  private static String key(ControlRow row) throws DecodeException {
    JsonTree key = row.json(CommandRow.ENTITY_KEY);
    if (key == null || key.kind() == JsonTree.Kind.NULL) {
      return "";
    }
    if (key.kind() != JsonTree.Kind.OBJECT) {
      throw row.invalid("entity_key must be a JSON object with the fields of the entity's key");
    }
    if (row.optional(CommandRow.ENTITY, "").isEmpty()) {
      throw row.invalid("entity is missing: entity_key is the key of one");
    }
    return row.optional(CommandRow.ENTITY_KEY, "");
  }
}
