package io.esync.connectors.cdc.mysql;

import io.esync.connectors.cdc.capture.RowReader;
import io.esync.connectors.spi.UnrepresentableValue;
import io.esync.operators.model.Field;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Reads values as bytes off a query, or as {@link LogValues} gives them. */
final class MySqlRowReader extends RowReader {
  private final ValueReader[] readers;

  /**
   * A reader of rows.
   *
   * @param readers one for each column
   */
  MySqlRowReader(MySqlTable table, List<ValueReader> readers) {
    super(
        table.stream(),
        fields(table, readers),
        table.columns().stream().filter(MySqlColumn::key).map(MySqlColumn::name).toList());
    this.readers = readers.toArray(ValueReader[]::new);
  }

  private static List<Field> fields(MySqlTable table, List<ValueReader> readers) {
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < readers.size(); i++) {
      fields.add(new Field(table.columns().get(i).name(), readers.get(i).type()));
    }
    return fields;
  }

  @Override
  protected Object fetch(ResultSet rows, int column) throws SQLException {
    return rows.getBytes(column + 1);
  }

  @Override
  protected Object read(Object raw, int column) throws UnrepresentableValue {
    return readers[column].value().apply(raw);
  }

  @Override
  protected Object written(Object value, int column) throws UnrepresentableValue {
    return readers[column].written().apply(value);
  }

  @Override
  protected String text(Object raw, int column) {
    try {
      return String.valueOf(readers[column].text().apply(raw));
    } catch (UnrepresentableValue | RuntimeException e) {
      return raw instanceof byte[] bytes ? "0x" + HexFormat.of().formatHex(bytes) : raw.toString();
    }
  }
}
