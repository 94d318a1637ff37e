package io.esync.operators.review;

import io.esync.operators.decode.ChangeTime;
import io.esync.operators.decode.DecodeException;
import io.esync.operators.merge.Basis;
import io.esync.operators.merge.Decision;
import io.esync.operators.merge.Decision.Action;
import io.esync.operators.merge.MergeInput;
import io.esync.operators.model.EntityKey;
import io.esync.operators.model.ErrorCode;
import io.esync.operators.model.Field;
import io.esync.operators.model.JsonTree;
import io.esync.operators.model.Row;
import io.esync.operators.model.SourceChange;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * Reads decisions out of rows with the fields of {@link DecisionRow}, whatever stream they are of;
 * fields beyond those are left alone. Whether a decision still fits what sources say is for the
 * merge to judge.
 */
public final class DecisionDecoder {
  /** By how much the clock that wrote {@code decided_at} may be ahead of the one that read it. */
  private static final long MAX_SKEW = TimeUnit.MINUTES.toMicros(5);

  private final Map<String, DecidableEntity> entities;

  /**
   * @param entities by name, those that can be decided about
   */
  public DecisionDecoder(Map<String, DecidableEntity> entities) {
    this.entities = Map.copyOf(entities);
  }

  /**
   * The decision that a row holds.
   *
   * @param change an upsert
   * @throws DecodeException with code {@link ErrorCode#INVALID_DECISION} and what was expected, if
   *     it holds none
   */
  public MergeInput.Decided decode(SourceChange change) throws DecodeException {
    DecisionRow row = new DecisionRow(change.after());
    String id = row.required(DecisionRow.ID);
    DecidableEntity entity = entity(row.required(DecisionRow.ENTITY));
    Field field = field(entity, row.required(DecisionRow.FIELD));
    Action action = action(row.required(DecisionRow.ACTION));
    boolean hasValue = action == Action.SET || action == Action.PIN;
    Decision decision =
        new Decision(
            id,
            field.name(),
            action,
            source(row, action, entity),
            hasValue ? field.type() : null,
            value(row, hasValue, action, field),
            basis(row, action),
            row.required(DecisionRow.REVIEWER),
            row.optional(DecisionRow.REASON, ""),
            decidedAt(change));
    return new MergeInput.Decided(key(row, entity), decision, change.origin());
  }

  private DecidableEntity entity(String name) throws DecodeException {
    DecidableEntity entity = entities.get(name);
    if (entity == null) {
      throw DecisionRow.invalid(
          "there is no entity '"
              + name
              + "' to decide about; there are "
              + new TreeSet<>(entities.keySet()));
    }
    return entity;
  }

  private static Field field(DecidableEntity entity, String name) throws DecodeException {
    if (!entity.decidableFields().contains(name)) {
      throw DecisionRow.invalid(
          "field '"
              + name
              + (entity.key().contains(name)
                  ? "' is part of the key of entity '"
                  : "' is not declared in entity '")
              + entity.name()
              + "'; there are "
              + entity.decidableFields());
    }
    return entity.field(name);
  }

  private static Action action(String text) throws DecodeException {
    try {
      return Action.valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw DecisionRow.invalid(
          "action '" + text + "' is none of " + Arrays.toString(Action.values()));
    }
  }

  private static String source(DecisionRow row, Action action, DecidableEntity entity)
      throws DecodeException {
    if (action != Action.PICK) {
      if (!row.optional(DecisionRow.SOURCE, "").isEmpty()) {
        throw DecisionRow.invalid(action + " takes no source; PICK does");
      }
      return null;
    }
    String source = row.required(DecisionRow.SOURCE);
    if (!entity.sources().contains(source)) {
      throw DecisionRow.invalid(
          "entity '"
              + entity.name()
              + "' has no source '"
              + source
              + "' to pick; there are "
              + entity.sources());
    }
    return source;
  }

  private static Object value(DecisionRow row, boolean expected, Action action, Field field)
      throws DecodeException {
    JsonTree value = row.json(DecisionRow.VALUE);
    if (!expected) {
      if (value != null && value.kind() != JsonTree.Kind.NULL) {
        throw DecisionRow.invalid(action + " takes no value; SET and PIN do");
      }
      return null;
    }
    if (value == null) {
      throw DecisionRow.invalid(action + " needs a value: JSON text, null for NULL");
    }
    return TypedJson.value(field, value);
  }

  private static Basis basis(DecisionRow row, Action action) throws DecodeException {
    String text = row.optional(DecisionRow.BASIS, "");
    if (text.isEmpty() && action != Action.UNPIN) {
      throw DecisionRow.invalid("basis is missing: copy it from the review");
    }
    try {
      return Basis.parse(text);
    } catch (IllegalArgumentException e) {
      throw DecisionRow.invalid(e.getMessage());
    }
  }

  private static EntityKey key(DecisionRow row, DecidableEntity entity) throws DecodeException {
    JsonTree json = row.json(DecisionRow.ENTITY_KEY);
    if (json == null || json.kind() != JsonTree.Kind.OBJECT) {
      throw DecisionRow.invalid("entity_key must be a JSON object with the fields " + entity.key());
    }
    return key(json.members(), entity);
  }

  /**
   * The key out of its fields.
   *
   * @throws DecodeException if they are not exactly those of the key, or not of their types
   */
  public static EntityKey key(Map<String, JsonTree> members, DecidableEntity entity)
      throws DecodeException {
    List<String> names = entity.key();
    if (!members.keySet().equals(Set.copyOf(names))) {
      throw DecisionRow.invalid(
          "the key of entity '"
              + entity.name()
              + "' has the fields "
              + names
              + ", not "
              + members.keySet());
    }
    Object[] values = new Object[names.size()];
    for (int i = 0; i < values.length; i++) {
      Field field = entity.field(names.get(i));
      values[i] = TypedJson.value(field, members.get(field.name()));
      if (values[i] == null) {
        throw DecisionRow.invalid("key field '" + field.name() + "' is NULL");
      }
    }
    return EntityKey.of(entity.name(), values);
  }

  private static long decidedAt(SourceChange change) throws DecodeException {
    Object value = change.after().get(DecisionRow.DECIDED_AT);
    if (value == null || value == Row.ABSENT) {
      throw DecisionRow.invalid("decided_at is missing");
    }
    long micros;
    try {
      micros =
          ChangeTime.micros(
              DecisionRow.DECIDED_AT, value instanceof String text ? Instant.parse(text) : value);
    } catch (DateTimeParseException | DecodeException e) {
      throw DecisionRow.invalid("decided_at must be a time such as 2026-01-01T00:00:00Z");
    }
    // A clock far ahead would beat every later decision.
    if (micros - TimeUnit.MILLISECONDS.toMicros(change.origin().ingestedAt()) > MAX_SKEW) {
      throw DecisionRow.invalid(
          "decided_at lies more than five minutes ahead of the time when it was read; times"
              + " without a zone are UTC");
    }
    return micros;
  }
}
