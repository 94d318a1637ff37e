package io.esync.operators.review;

import io.esync.operators.control.ControlDecoder;
import io.esync.operators.control.ControlRow;
import io.esync.operators.decode.DecodeException;
import io.esync.operators.merge.Basis;
import io.esync.operators.merge.Decision;
import io.esync.operators.merge.Decision.Action;
import io.esync.operators.merge.MergeInput;
import io.esync.operators.model.EntityKey;
import io.esync.operators.model.ErrorCode;
import io.esync.operators.model.Field;
import io.esync.operators.model.JsonTree;
import io.esync.operators.model.SourceChange;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads decisions out of rows with the fields of {@link DecisionRow}, whatever stream they are of;
 * fields beyond those are left alone. Whether a decision still fits what sources say is for the
 * merge to judge.
 */
public final class DecisionDecoder implements ControlDecoder<MergeInput> {
  private static final long serialVersionUID = 1L;

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
  @Override
  public MergeInput.Decided decode(SourceChange change) throws DecodeException {
    ControlRow row = new ControlRow(change, ErrorCode.INVALID_DECISION);
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
            row.time(DecisionRow.DECIDED_AT));
    return new MergeInput.Decided(key(row, entity), decision, change.origin());
  }

  private DecidableEntity entity(String name) throws DecodeException {
    DecidableEntity entity = entities.get(name);
    if (entity == null) {
      throw invalid(
          "there is no entity '"
              + name
              + "' to decide about; there are "
              + new TreeSet<>(entities.keySet()));
    }
    return entity;
  }

  private static Field field(DecidableEntity entity, String name) throws DecodeException {
    if (!entity.decidableFields().contains(name)) {
      throw invalid(
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
      throw invalid("action '" + text + "' is none of " + Arrays.toString(Action.values()));
    }
  }

  private static String source(ControlRow row, Action action, DecidableEntity entity)
      throws DecodeException {
    if (action != Action.PICK) {
      if (!row.optional(DecisionRow.SOURCE, "").isEmpty()) {
        throw invalid(action + " takes no source; PICK does");
      }
      return null;
    }
    String source = row.required(DecisionRow.SOURCE);
    if (!entity.sources().contains(source)) {
      throw invalid(
          "entity '"
              + entity.name()
              + "' has no source '"
              + source
              + "' to pick; there are "
              + entity.sources());
    }
    return source;
  }

  private static Object value(ControlRow row, boolean expected, Action action, Field field)
      throws DecodeException {
    JsonTree value = row.json(DecisionRow.VALUE);
    if (!expected) {
      if (value != null && value.kind() != JsonTree.Kind.NULL) {
        throw invalid(action + " takes no value; SET and PIN do");
      }
      return null;
    }
    if (value == null) {
      throw invalid(action + " needs a value: JSON text, null for NULL");
    }
    return TypedJson.value(field, value);
  }

  private static Basis basis(ControlRow row, Action action) throws DecodeException {
    String text = row.optional(DecisionRow.BASIS, "");
    if (text.isEmpty() && action != Action.UNPIN) {
      throw invalid("basis is missing: copy it from the review");
    }
    try {
      return Basis.parse(text);
    } catch (IllegalArgumentException e) {
      throw invalid(e.getMessage());
    }
  }

  private static EntityKey key(ControlRow row, DecidableEntity entity) throws DecodeException {
    JsonTree json = row.json(DecisionRow.ENTITY_KEY);
    if (json == null || json.kind() != JsonTree.Kind.OBJECT) {
      throw invalid("entity_key must be a JSON object with the fields " + entity.key());
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
      throw invalid(
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
        throw invalid("key field '" + field.name() + "' is NULL");
      }
    }
    return EntityKey.of(entity.name(), values);
  }

  private static DecodeException invalid(String message) {
    return new DecodeException(ErrorCode.INVALID_DECISION, message);
  }
}
