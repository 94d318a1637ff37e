package io.esync.operators.privacy;

import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.EntityKey;
import io.esync.operators.model.Field;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What is given out instead of the personal data of one entity.
 *
 * @param entity its name
 * @param fields by name; others are given out as they are
 */
public record EntityProtection(String entity, Map<String, ProtectedField> fields)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  public EntityProtection {
    Objects.requireNonNull(entity, "entity");
    fields = new HashMap<>(fields);
  }

  /** Whether anything is held back or changed at all. */
  public boolean isNeeded() {
    return fields.values().stream().anyMatch(field -> field.protection() != Protection.CLEAR);
  }

  /** Whether nothing is given out of {@code field}. */
  public boolean isRedacted(String field) {
    ProtectedField rule = fields.get(field);
    return rule != null && rule.protection() == Protection.REDACT;
  }

  /** {@code field} as it is given out. */
  public Field field(Field field) {
    ProtectedField rule = fields.get(field.name());
    return rule == null ? field : new Field(field.name(), rule.typeOf(field.type()));
  }

  /** The change as it is given out; of a protected key field there must be a hash. */
  public ChangeRecord apply(ChangeRecord change) {
    Row row = apply(change.row());
    boolean sameKey =
        change.row().schema().key().stream().noneMatch(name -> fields.containsKey(name));
    EntityKey key = sameKey ? change.key() : EntityKey.of(entity, row.keyValues());
    return new ChangeRecord(key, change.op(), row, change.origin());
  }

  /** The row as it is given out. */
  public Row apply(Row row) {
    RowSchema schema = row.schema();
    List<Field> given = new ArrayList<>(schema.size());
    Object[] values = row.toArray();
    for (int i = 0; i < values.length; i++) {
      Field field = schema.field(i);
      given.add(field(field));
      ProtectedField rule = fields.get(field.name());
      values[i] = rule == null ? values[i] : rule.apply(values[i]);
    }
    return Row.of(RowSchema.of(given, schema.key()), values);
  }
}
