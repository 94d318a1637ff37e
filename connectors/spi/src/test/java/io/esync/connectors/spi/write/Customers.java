package io.esync.connectors.spi.write;

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

/** Changes of customers with a {@code name} and a {@code city}. */
final class Customers {
  static final RowSchema SCHEMA =
      RowSchema.of(
          List.of(
              new Field("id", DataType.BIGINT),
              new Field("name", DataType.STRING),
              new Field("city", DataType.STRING)),
          List.of("id"));
  static final RowSchema WITHOUT_CITY = RowSchema.of(SCHEMA.fields().subList(0, 2), List.of("id"));

  private Customers() {}

  static ChangeRecord upsert(long id, Object name, Object city) {
    return change(id, ChangeOp.UPSERT, Row.of(SCHEMA, id, name, city));
  }

  /** An upsert by someone who does not know of cities. */
  static ChangeRecord upsert(long id, Object name) {
    return change(id, ChangeOp.UPSERT, Row.of(WITHOUT_CITY, id, name));
  }

  static ChangeRecord delete(long id) {
    return change(id, ChangeOp.DELETE, Row.of(SCHEMA.keySchema(), id));
  }

  private static ChangeRecord change(long id, ChangeOp op, Row row) {
    Origin origin = new Origin("crm", "customers", new SourceVersion(0, id, 0), 1L, 2L, false);
    return new ChangeRecord(EntityKey.of("customer", id), op, row, origin);
  }
}
