package io.esync.connectors.cdc.capture;

import io.esync.connectors.spi.UnrepresentableValue;
import io.esync.operators.model.Field;
import io.esync.operators.model.JsonText;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.Values;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Turns the raw values of one table's columns into rows. Made once for each form of the table. A
 * raw value is null, {@link Row#ABSENT} where the log does not tell it, or what the database's kind
 * of reader takes.
 */
public abstract class RowReader {
  private final String stream;
  private final RowSchema schema;

  /**
   * A reader of rows.
   *
   * @param key names of the columns that identify a row
   */
  protected RowReader(String stream, List<Field> columns, List<String> key) {
    this.stream = stream;
    this.schema = RowSchema.of(columns, key);
  }

  /** The raw value of a column, counted from 0, of a row of a chunk. */
  protected abstract Object fetch(ResultSet rows, int column) throws SQLException;

  /** The value of a raw one that is there and not null. */
  protected abstract Object read(Object raw, int column) throws UnrepresentableValue;

  /** A raw value that is there and not null as text, for people. */
  protected abstract String text(Object raw, int column);

  /** The raw value that a column would have if it held what somebody wrote: text, or a number. */
  protected abstract Object written(Object value, int column) throws UnrepresentableValue;

  /** The name of the table's stream. */
  public final String stream() {
    return stream;
  }

  final boolean has(String column) {
    return schema.indexOf(column) >= 0;
  }

  /** How many columns the table has. */
  public final int size() {
    return schema.size();
  }

  /** The raw values of the row that {@code rows} stands at. */
  final Object[] fetch(ResultSet rows) throws SQLException {
    Object[] raw = new Object[schema.size()];
    for (int i = 0; i < raw.length; i++) {
      raw[i] = fetch(rows, i);
    }
    return raw;
  }

  /** Whether two raw rows have the same key, as far as the later one tells. */
  public final boolean sameKey(Object[] before, Object[] after) {
    for (int n = 0; n < schema.keySize(); n++) {
      int i = schema.keyIndex(n);
      if (after[i] != Row.ABSENT && !Values.equal(before[i], after[i])) {
        return false;
      }
    }
    return true;
  }

  /** Takes what the log does not tell of {@code after} from {@code before}. */
  public static void complete(Object[] after, Object[] before) {
    for (int i = 0; i < after.length; i++) {
      if (after[i] == Row.ABSENT) {
        after[i] = before[i];
      }
    }
  }

  /** The key columns of a raw row; the others are absent. */
  public final Object[] keyOnly(Object[] raw) {
    Object[] key = new Object[raw.length];
    Arrays.fill(key, Row.ABSENT);
    for (int n = 0; n < schema.keySize(); n++) {
      key[schema.keyIndex(n)] = raw[schema.keyIndex(n)];
    }
    return key;
  }

  final Row row(Object[] raw) throws UnreadableRow {
    Object[] values = new Object[raw.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(raw[i], i);
    }
    return Row.of(schema, values);
  }

  /**
   * The row as it was, with all that can be read of it: what identifies the row must be readable,
   * other columns are absent where they are not.
   */
  final Row before(Object[] raw) throws UnreadableRow {
    Object[] values = new Object[raw.length];
    for (int i = 0; i < values.length; i++) {
      try {
        values[i] = value(raw[i], i);
      } catch (UnreadableRow e) {
        if (isKey(i)) {
          throw e;
        }
        values[i] = Row.ABSENT;
      }
    }
    return Row.of(schema, values);
  }

  /** The raw values of a row of which only some columns are known, as somebody wrote them. */
  final Object[] written(Map<String, Object> values) throws UnrepresentableValue {
    Object[] raw = new Object[schema.size()];
    Arrays.fill(raw, Row.ABSENT);
    for (Map.Entry<String, Object> value : values.entrySet()) {
      int column = schema.indexOf(value.getKey());
      raw[column] = written(value.getValue(), column);
    }
    return raw;
  }

  private boolean isKey(int column) {
    for (int n = 0; n < schema.keySize(); n++) {
      if (schema.keyIndex(n) == column) {
        return true;
      }
    }
    return false;
  }

  private Object value(Object raw, int column) throws UnreadableRow {
    if (raw == null || raw == Row.ABSENT) {
      return raw;
    }
    try {
      return read(raw, column);
    } catch (UnrepresentableValue e) {
      throw new UnreadableRow(stream, schema.field(column), e.getMessage());
    } catch (RuntimeException e) {
      throw new UnreadableRow(stream, schema.field(column), "an unknown form of value");
    }
  }

  /** Appends the values as a JSON object, each as text; those that are absent are left out. */
  final void describe(Object[] raw, StringBuilder json) {
    json.append('{');
    for (int i = 0; i < raw.length; i++) {
      if (raw[i] != Row.ABSENT) {
        json.append(json.charAt(json.length() - 1) == '{' ? "" : ",");
        JsonText.quote(schema.field(i).name(), json);
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
}
