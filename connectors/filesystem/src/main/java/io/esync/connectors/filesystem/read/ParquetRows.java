package io.esync.connectors.filesystem.read;

import io.esync.operators.model.DataType;
import io.esync.operators.model.Field;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * Makes rows of the records of one Parquet file, ours or anybody's. A file of ours tells its row
 * schema and the fields that a record does not carry; those are absent.
 */
final class ParquetRows {
  private static final String OUR_SCHEMA = "esync.schema";
  private static final String ABSENT = "_absent";

  private final RowSchema rows;
  private final List<Column> columns = new ArrayList<>();
  private final int absent;

  /**
   * A column of the file.
   *
   * @param digits whether it is text that stands for a decimal
   */
  private record Column(Type type, ParquetColumn column, boolean digits) {
    Object read(Group group, int field) {
      Object value = ParquetGroups.read(column, type, group, field);
      return digits && value != null ? new BigDecimal((String) value) : value;
    }
  }

  /**
   * @param metadata of the file's footer
   * @param key of the rows; null to take the file's own, none if it names none
   * @throws IllegalArgumentException if the file has not the fields of the key
   */
  ParquetRows(MessageType file, Map<String, String> metadata, List<String> key) {
    RowSchema own = own(file, metadata);
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < file.getFieldCount(); i++) {
      Type type = file.getType(i);
      if (own != null && i == own.size()) {
        break;
      }
      ParquetColumn column = ParquetColumn.of(type);
      DataType natural = ParquetGroups.type(column, type);
      boolean digits =
          own != null
              && own.field(i).type().kind() == DataType.DECIMAL.kind()
              && natural.equals(DataType.STRING);
      fields.add(new Field(type.getName(), digits ? own.field(i).type() : natural));
      columns.add(new Column(type, column, digits));
    }
    List<String> ownKey = own == null ? List.of() : own.key();
    rows = RowSchema.of(fields, key == null ? ownKey : key);
    absent = own != null && file.getFieldCount() > own.size() ? own.size() : -1;
  }

  /** Our schema, where the file has it and it fits. */
  private static RowSchema own(MessageType file, Map<String, String> metadata) {
    String encoded = metadata.get(OUR_SCHEMA);
    if (encoded == null) {
      return null;
    }
    RowSchema schema = RowSchema.decode(Base64.getDecoder().decode(encoded));
    int more = file.getFieldCount() - schema.size();
    boolean fits = more == 0 || (more == 1 && file.getFieldName(schema.size()).equals(ABSENT));
    for (int i = 0; fits && i < schema.size(); i++) {
      fits = file.getFieldName(i).equals(schema.field(i).name());
    }
    return fits ? schema : null;
  }

  RowSchema schema() {
    return rows;
  }

  /**
   * The row.
   *
   * @throws IllegalArgumentException that names the field, if a value is none of its type
   */
  Row row(Group record) {
    Object[] values = new Object[columns.size()];
    for (int i = 0; i < values.length; i++) {
      try {
        values[i] = columns.get(i).read(record, i);
      } catch (ArithmeticException | DateTimeException | IllegalArgumentException e) {
        Field field = rows.field(i);
        throw new IllegalArgumentException(
            "field '" + field.name() + "' is no " + field.type() + ": " + e.getMessage(), e);
      }
    }
    if (absent >= 0) {
      Type type = record.getType().getType(absent);
      Object names = ParquetGroups.read(ParquetColumn.of(type), type, record, absent);
      if (names instanceof Collection<?> list) {
        list.forEach(name -> values[rows.indexOf((String) name)] = Row.ABSENT);
      }
    }
    return Row.of(rows, values);
  }
}
