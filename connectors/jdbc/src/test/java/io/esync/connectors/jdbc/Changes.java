package io.esync.connectors.jdbc;

import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.DataType;
import io.esync.operators.model.EntityKey;
import io.esync.operators.model.Field;
import io.esync.operators.model.Origin;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.SourceVersion;
import java.util.List;

/** Changes of {@link TestTarget#ENTITY}. */
final class Changes {
  private static final Origin ORIGIN =
      new Origin("crm", "public.customers", new SourceVersion(0, 1, 1), 0, 0, false);

  private Changes() {}

  static Field field(String name, DataType type) {
    return new Field(name, type);
  }

  /** A schema of which the first field is the key. */
  static RowSchema schema(Field... fields) {
    return RowSchema.of(List.of(fields), List.of(fields[0].name()));
  }

  static ChangeRecord upsert(RowSchema schema, Object... values) {
    Row row = Row.of(schema, values);
    return new ChangeRecord(
        EntityKey.of(TestTarget.ENTITY, row.keyValues()), ChangeOp.UPSERT, row, ORIGIN);
  }

  static ChangeRecord delete(RowSchema schema, Object... keyValues) {
    return new ChangeRecord(
        EntityKey.of(TestTarget.ENTITY, keyValues),
        ChangeOp.DELETE,
        Row.of(schema.keySchema(), keyValues),
        ORIGIN);
  }
}
