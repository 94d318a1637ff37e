package io.esync.connectors.spi.avro;

import io.esync.operators.model.Field;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/** Makes records of the rows of one schema. For one thread or many. */
public final class RowToAvro {
  private final RowSchema rows;
  private final Schema records;
  private final int absentIndex;

  /**
   * @param records of {@link AvroSchemas#of} or {@link AvroSchemas#withAbsent} for {@code rows}
   */
  public RowToAvro(RowSchema rows, Schema records) {
    this.rows = rows;
    this.records = records;
    int fields = records.getFields().size();
    this.absentIndex = fields > rows.size() ? fields - 1 : -1;
  }

  public Schema schema() {
    return records;
  }

  /**
   * The record, with Avro's own values (bytes for a decimal, a number for a time).
   *
   * @throws IllegalArgumentException that names the field, if a value does not fit its Avro type
   *     without a change, a field of the key is null, or a field is absent and the schema has no
   *     place for that
   */
  public GenericRecord record(Row row) {
    if (!row.schema().equals(rows)) {
      throw new IllegalStateException("a row of another schema: " + row.schema());
    }
    GenericRecord record = new GenericData.Record(records);
    List<String> absent = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      if (row.isAbsent(i)) {
        absent.add(rows.field(i).name());
      } else {
        record.put(i, value(i, row.get(i)));
      }
    }
    if (!absent.isEmpty()) {
      note(absent, record);
    }
    return record;
  }

  private Object value(int index, Object value) {
    Field field = rows.field(index);
    if (value == null && records.getFields().get(index).schema().getType() != Schema.Type.UNION) {
      throw new IllegalArgumentException("field '" + field.name() + "' of the key is null");
    }
    try {
      return AvroValues.of(field.type(), value);
    } catch (ArithmeticException | DateTimeException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "field '%s': a %s that Avro's %s cannot hold: %s"
              .formatted(
                  field.name(), field.type(), AvroValues.named(field.type()), e.getMessage()),
          e);
    }
  }

  private void note(List<String> absent, GenericRecord record) {
    boolean ofKey = absent.stream().anyMatch(rows.key()::contains);
    if (absentIndex < 0 || ofKey) {
      throw new IllegalArgumentException(
          "the change does not carry " + absent + (ofKey ? " of the key" : ""));
    }
    record.put(absentIndex, absent);
  }
}
