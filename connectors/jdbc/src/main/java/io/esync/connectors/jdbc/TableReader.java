package io.esync.connectors.jdbc;

import io.esync.connectors.spi.UnrepresentableValue;
import io.esync.connectors.spi.rows.CursorValue;
import io.esync.operators.model.Field;
import io.esync.operators.model.JsonText;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads pages of a table as it was when it was looked at. */
final class TableReader {
  private final List<Column> columns;
  private final List<ColumnReader> readers = new ArrayList<>();
  private final RowSchema schema;
  private final List<Integer> identity;

  /** Of the order by cursor and key; empty where there is no cursor. */
  private final List<Integer> order = new ArrayList<>();

  private final TableQuery byCursor;
  private final TableQuery byKey;

  /** By key as well, the rows with a place in the order of the cursor alone; null without one. */
  private final TableQuery placedByKey;

  /** Reads nothing but the key. */
  private final TableQuery keys;

  /**
   * @param key names of the columns that identify a row
   * @param cursor name of the cursor, or null
   */
  TableReader(Dialect dialect, TableName table, TableShape shape, List<String> key, String cursor) {
    this.columns = List.copyOf(shape.columns().values());
    List<Field> fields = new ArrayList<>();
    for (Column column : columns) {
      ColumnReader reader = dialect.reading().reader(column);
      readers.add(reader);
      fields.add(new Field(column.name(), reader.type()));
    }
    List<Column> identifying = key.stream().map(shape::column).toList();
    this.schema = RowSchema.of(fields, identifying.stream().map(Column::name).toList());
    this.identity = identifying.stream().map(columns::indexOf).toList();
    if (cursor != null) {
      order.add(columns.indexOf(shape.column(cursor)));
      identity.stream().filter(index -> !order.contains(index)).forEach(order::add);
    }
    Column placed = cursor == null ? null : shape.column(cursor);
    this.byCursor =
        placed == null ? null : new TableQuery(dialect, table, columns, at(order), placed);
    this.placedByKey =
        placed == null ? null : new TableQuery(dialect, table, columns, at(identity), placed);
    this.byKey = new TableQuery(dialect, table, columns, at(identity), null);
    this.keys = new TableQuery(dialect, table, at(identity), at(identity), null);
  }

  private List<Column> at(List<Integer> indexes) {
    return indexes.stream().map(columns::get).toList();
  }

  RowSchema keySchema() {
    return schema.keySchema();
  }

  /** Whether the cursor is a time. */
  boolean isByTime() {
    return !order.isEmpty()
        && switch (readers.get(order.get(0)).type().kind()) {
          case DATE, TIMESTAMP, TIMESTAMPTZ -> true;
          default -> false;
        };
  }

  /**
   * At most {@code rows} rows after {@code mark} that have a place in the order of the cursor, in
   * that order.
   *
   * @param mark null for the beginning of the table
   */
  List<TableRow> page(Connection connection, Mark mark, int rows) throws SQLException, IOException {
    requireSize(mark, order);
    return read(connection, byCursor.page(mark, rows), order);
  }

  /**
   * At most {@code rows} rows after {@code mark} in the order of the key, of all that there are.
   */
  List<TableRow> scan(Connection connection, Mark mark, int rows) throws SQLException, IOException {
    requireSize(mark, identity);
    return read(connection, byKey.page(mark, rows), identity);
  }

  /** At most {@code rows} rows of the part after {@code mark}, in the order of the key. */
  List<TableRow> part(Connection connection, Part part, Mark mark, int rows)
      throws SQLException, IOException {
    requireSize(mark == null ? part.upTo() : mark, identity);
    Column cursor = columns.get(order.get(0));
    return read(connection, placedByKey.page(part, cursor, mark, rows), identity);
  }

  /** The row with the highest cursor; none where no row has one. */
  List<TableRow> last(Connection connection) throws SQLException {
    return read(connection, byCursor.last(), order);
  }

  /** The last of the {@code rows} keys after {@code mark}; null where there are not as many. */
  Mark endOfPart(Connection connection, Mark mark, int rows) throws SQLException {
    try (PreparedStatement statement = keys.lastOf(mark, rows).prepare(connection);
        ResultSet result = statement.executeQuery()) {
      if (!result.next()) {
        return null;
      }
      List<String> values = new ArrayList<>();
      for (int i = 0; i < identity.size(); i++) {
        values.add(readers.get(identity.get(i)).text(result, i + 1));
      }
      return new Mark(values);
    }
  }

  private static void requireSize(Mark mark, List<Integer> by) throws IOException {
    if (mark != null && mark.values().size() != by.size()) {
      throw new IOException("the key is another one than when the state was written; start anew");
    }
  }

  /** Reads no row, and fails as reading one would. */
  void probe(Connection connection) throws SQLException {
    TableQuery query = byCursor == null ? byKey : byCursor;
    try (PreparedStatement statement = query.page(null, 0).prepare(connection)) {
      statement.executeQuery().close();
    }
  }

  private List<TableRow> read(Connection connection, Sql query, List<Integer> by)
      throws SQLException {
    try (PreparedStatement statement = query.prepare(connection);
        ResultSet result = statement.executeQuery()) {
      List<TableRow> page = new ArrayList<>();
      while (result.next()) {
        page.add(row(result, by));
      }
      return page;
    }
  }

  private TableRow row(ResultSet result, List<Integer> by) throws SQLException {
    Object[] values = new Object[columns.size()];
    String problem = null;
    boolean identified = true;
    for (int i = 0; i < values.length; i++) {
      try {
        values[i] = readers.get(i).value(result, i + 1);
      } catch (UnrepresentableValue e) {
        identified &= !identity.contains(i);
        problem =
            "column '%s' holds %s, which the type %s cannot say"
                .formatted(columns.get(i).name(), e.getMessage(), readers.get(i).type());
      }
    }
    List<String> mark = new ArrayList<>();
    for (int index : by) {
      mark.add(readers.get(index).text(result, index + 1));
    }
    Row full = identified ? Row.of(schema, values) : null;
    return new TableRow(
        new Mark(mark),
        CursorValue.of(order.isEmpty() ? null : values[order.get(0)]),
        identified ? full.keyRow() : null,
        content(result),
        problem == null ? full : null,
        problem);
  }

  private String content(ResultSet result) throws SQLException {
    StringBuilder json = new StringBuilder("{");
    for (int i = 0; i < columns.size(); i++) {
      if (i > 0) {
        json.append(',');
      }
      JsonText.quote(columns.get(i).name(), json);
      json.append(':');
      String text = readers.get(i).text(result, i + 1);
      if (text == null) {
        json.append("null");
      } else {
        JsonText.quote(text, json);
      }
    }
    return json.append('}').toString();
  }
}
