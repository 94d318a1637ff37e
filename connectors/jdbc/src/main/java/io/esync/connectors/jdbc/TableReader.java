package io.esync.connectors.jdbc;

import io.esync.connectors.spi.UnrepresentableValue;
import io.esync.operators.model.Field;
import io.esync.operators.model.JsonText;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
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
  private final List<Integer> order = new ArrayList<>();
  private final RowSchema schema;
  private final TableQuery query;

  /**
   * @param key names of the columns that identify a row
   * @param cursor name of the cursor
   */
  TableReader(Dialect dialect, TableName table, TableShape shape, List<String> key, String cursor) {
    this.columns = List.copyOf(shape.columns().values());
    List<Field> fields = new ArrayList<>();
    for (Column column : columns) {
      ColumnReader reader = dialect.reading().reader(column);
      readers.add(reader);
      fields.add(new Field(column.name(), reader.type()));
    }
    List<Column> identity = key.stream().map(shape::column).toList();
    this.schema = RowSchema.of(fields, identity.stream().map(Column::name).toList());
    order.add(columns.indexOf(shape.column(cursor)));
    identity.stream()
        .map(columns::indexOf)
        .filter(index -> !order.contains(index))
        .forEach(order::add);
    this.query = new TableQuery(dialect, table, columns, order.stream().map(columns::get).toList());
  }

  /** How many values a mark of this table has. */
  int markSize() {
    return order.size();
  }

  /**
   * At most {@code rows} rows after {@code mark}, in their order.
   *
   * @param mark null for the beginning of the table
   */
  List<TableRow> page(Connection connection, Mark mark, int rows) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query.page(mark, rows))) {
      query.bind(statement, mark);
      try (ResultSet result = statement.executeQuery()) {
        List<TableRow> page = new ArrayList<>();
        while (result.next()) {
          page.add(row(result));
        }
        return page;
      }
    }
  }

  private TableRow row(ResultSet result) throws SQLException {
    Object[] values = new Object[columns.size()];
    String problem = null;
    for (int i = 0; i < values.length; i++) {
      try {
        values[i] = readers.get(i).value(result, i + 1);
      } catch (UnrepresentableValue e) {
        problem =
            "column '%s' holds %s, which the type %s cannot say"
                .formatted(columns.get(i).name(), e.getMessage(), readers.get(i).type());
      }
    }
    List<String> mark = new ArrayList<>();
    for (int index : order) {
      mark.add(readers.get(index).text(result, index + 1));
    }
    Object cursor = values[order.get(0)];
    return new TableRow(
        new Mark(mark),
        CursorValue.of(cursor),
        content(result),
        problem == null ? Row.of(schema, values) : null,
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
