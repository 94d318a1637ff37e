package io.esync.connectors.iceberg;

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

/** Changes for tests, of entities whose key is {@code id}. */
final class Changes {
  static final RowSchema PEOPLE =
      RowSchema.of(
          List.of(new Field("id", DataType.BIGINT), new Field("name", DataType.STRING)),
          List.of("id"));
  static final RowSchema TALL_PEOPLE =
      RowSchema.of(
          List.of(
              new Field("id", DataType.BIGINT),
              new Field("name", DataType.STRING),
              new Field("height", DataType.INT)),
          List.of("id"));

  private Changes() {}

  static ChangeRecord upsert(String entity, RowSchema schema, Object... values) {
    Row row = Row.of(schema, values);
    return new ChangeRecord(key(entity, row), ChangeOp.UPSERT, row, origin());
  }

  static ChangeRecord delete(String entity, long id) {
    Row row = Row.of(PEOPLE.keySchema(), id);
    return new ChangeRecord(key(entity, row), ChangeOp.DELETE, row, origin());
  }

  private static EntityKey key(String entity, Row row) {
    return EntityKey.of(entity, row.keyValues());
  }

  private static Origin origin() {
    return new Origin("crm", "people", new SourceVersion(0, 7, 0), 1_000_000, 0, false);
  }
}
