package io.esync.connectors.cdc.mysql;

import io.esync.connectors.spi.UnrepresentableValue;
import io.esync.operators.model.Field;
import io.esync.operators.model.JsonText;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import java.util.ArrayList;
import java.util.List;

/** Turns the values of one table's columns into rows. Compiled once for each form of the table. */
final class RowReader {
  private final MySqlTable table;
  private final RowSchema schema;
  private final ValueReader[] readers;

  /**
   * A reader of rows.
   *
   * @param readers one for each column
   */
  RowReader(MySqlTable table, List<ValueReader> readers) {
    this.table = table;
    this.readers = readers.toArray(ValueReader[]::new);
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < this.readers.length; i++) {
      fields.add(new Field(table.columns().get(i).name(), this.readers[i].type()));
    }
    this.schema =
        RowSchema.of(
            fields,
            table.columns().stream().filter(MySqlColumn::key).map(MySqlColumn::name).toList());
  }

  MySqlTable table() {
    return table;
  }

  /** The row of {@code raw} values; {@link Row#ABSENT} ones stay so. */
  Row row(Object[] raw) throws UnreadableRow {
    Object[] values = new Object[readers.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(raw[i], i);
    }
    return Row.of(schema, values);
  }

  /**
   * The row as it was, with all that can be read of it: what identifies the row must be readable,
   * other columns are absent where they are not.
   */
  Row before(Object[] raw) throws UnreadableRow {
    Object[] values = new Object[readers.length];
    for (int i = 0; i < values.length; i++) {
      try {
        values[i] = value(raw[i], i);
      } catch (UnreadableRow e) {
        if (table.columns().get(i).key()) {
          throw e;
        }
        values[i] = Row.ABSENT;
      }
    }
    return Row.of(schema, values);
  }

  private Object value(Object raw, int index) throws UnreadableRow {
    if (raw == null || raw == Row.ABSENT) {
      return raw;
    }
    try {
      return readers[index].value().apply(raw);
    } catch (UnrepresentableValue e) {
      throw new UnreadableRow(table, index, readers[index].type(), e.getMessage());
    } catch (RuntimeException e) {
      throw new UnreadableRow(table, index, readers[index].type(), "an unknown form of value");
    }
  }

  /** Appends the values as a JSON object, each as text. */
  void describe(Object[] raw, StringBuilder json) {
    json.append('{');
    for (int i = 0; i < raw.length; i++) {
      if (raw[i] != Row.ABSENT) {
        json.append(json.charAt(json.length() - 1) == '{' ? "" : ",");
        JsonText.quote(table.columns().get(i).name(), json);
        json.append(':');
        if (raw[i] == null) {
          json.append("null");
        } else {
          JsonText.quote(text(raw[i], i), json);
        }
      }
    }
    json.append('}');
  }

  private String text(Object raw, int index) {
    try {
      return String.valueOf(readers[index].text().apply(raw));
    } catch (UnrepresentableValue | RuntimeException e) {
      return raw instanceof byte[] bytes
          ? "0x" + java.util.HexFormat.of().formatHex(bytes)
          : raw.toString();
    }
  }
}
