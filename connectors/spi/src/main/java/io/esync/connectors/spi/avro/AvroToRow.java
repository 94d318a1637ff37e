package io.esync.connectors.spi.avro;

import io.esync.operators.model.Field;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;

/**
 * Makes rows of the records of one schema, ours or anybody's. For one thread.
 *
 * <p>Beside the types that {@link AvroSchemas} writes it reads every other: enums as string, fixed
 * as bytes, times in milliseconds, records and maps as json. A union of null and one type is that
 * type; any other union is json with the name of the type before the value, {@code {"int": 1}}, as
 * Avro itself writes it. Values within json stand as in {@link io.esync.operators.model.RowJson}. A
 * logical type that is not known counts as the type below it.
 */
public final class AvroToRow {
  private final RowSchema rows;
  private final List<AvroType> types = new ArrayList<>();
  private final int[] positions;
  private final int absentPosition;
  private final Map<String, Integer> indexes = new HashMap<>();

  /** Rows that the record's own key identifies, {@code esync.key}; if it names none, no key. */
  public AvroToRow(Schema records) {
    this(records, ownKey(records));
  }

  /**
   * Rows that {@code key} identifies.
   *
   * @throws IllegalArgumentException if {@code records} is no record, or has not the fields of the
   *     key
   */
  public AvroToRow(Schema records, List<String> key) {
    if (records.getType() != Schema.Type.RECORD) {
      throw new IllegalArgumentException("an Avro " + records.getType().getName() + ", no record");
    }
    List<Field> fields = new ArrayList<>();
    List<Integer> found = new ArrayList<>();
    int absent = -1;
    for (Schema.Field field : records.getFields()) {
      if (Boolean.TRUE.equals(field.getObjectProp(AvroSchemas.ABSENT))) {
        absent = field.pos();
      } else {
        AvroType type = AvroType.of(field.schema());
        String name = field.getProp(AvroSchemas.NAME);
        fields.add(new Field(name == null ? field.name() : name, type.type()));
        types.add(type);
        found.add(field.pos());
      }
    }
    rows = RowSchema.of(fields, key);
    positions = found.stream().mapToInt(Integer::intValue).toArray();
    absentPosition = absent;
    for (int i = 0; i < fields.size(); i++) {
      indexes.put(fields.get(i).name(), i);
    }
  }

  private static List<String> ownKey(Schema records) {
    return records.getObjectProp(AvroSchemas.KEY) instanceof Collection<?> names
        ? names.stream().map(Object::toString).toList()
        : List.of();
  }

  /** The schema of the rows. */
  public RowSchema schema() {
    return rows;
  }

  /**
   * The row.
   *
   * @param record with Avro's own values: read without conversions of logical types
   * @throws IllegalArgumentException that names the field, if a value is none of its type
   */
  public Row row(IndexedRecord record) {
    Object[] values = new Object[positions.length];
    for (int i = 0; i < positions.length; i++) {
      values[i] = value(i, record.get(positions[i]));
    }
    if (absentPosition >= 0 && record.get(absentPosition) instanceof Collection<?> names) {
      names.forEach(name -> values[absentIndex(name.toString())] = Row.ABSENT);
    }
    return Row.of(rows, values);
  }

  private Object value(int index, Object value) {
    try {
      return types.get(index).read(value);
    } catch (ArithmeticException | DateTimeException | IllegalArgumentException e) {
      Field field = rows.field(index);
      throw new IllegalArgumentException(
          "field '" + field.name() + "' is no " + field.type() + ": " + e.getMessage(), e);
    }
  }

  private int absentIndex(String name) {
    Integer index = indexes.get(name);
    if (index == null) {
      throw new IllegalArgumentException("there is no field '" + name + "' that could be absent");
    }
    return index;
  }
}
