package io.esync.connectors.jdbc;

import static java.util.stream.Collectors.joining;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The statements that read a table page by page: in the order of the cursor and then of the key,
 * where rows of the same cursor may stand on two pages, or in that of the key.
 */
final class TableQuery {
  private final ReadDialect reading;
  private final Dialect dialect;
  private final List<Column> order;
  private final String select;
  private final String tail;

  /** Which column of the order each parameter of {@link #after} compares with. */
  private final List<Integer> parameters = new ArrayList<>();

  private final String after;

  /**
   * @param columns all columns of the table
   * @param order the columns that make a total order, the cursor first if it has one
   * @param placedOnly whether to leave out the rows whose first column has no place in the order
   */
  TableQuery(
      Dialect dialect,
      TableName table,
      List<Column> columns,
      List<Column> order,
      boolean placedOnly) {
    this.dialect = dialect;
    this.reading = dialect.reading();
    this.order = List.copyOf(order);
    this.select =
        "SELECT %s FROM %s WHERE %s"
            .formatted(
                columns.stream().map(reading::selected).collect(joining(", ")),
                dialect.quote(table),
                placedOnly ? reading.ordered(order.get(0)) : "1 = 1");
    this.tail = order.stream().map(this::name).collect(joining(", ", " ORDER BY ", " LIMIT "));
    this.after = " AND " + compare(0, ">=") + " AND (" + greater(0) + ")";
  }

  private String name(Column column) {
    return dialect.quote(column.name());
  }

  private String compare(int index, String operator) {
    parameters.add(index);
    return "%s %s %s"
        .formatted(name(order.get(index)), operator, reading.parameter(order.get(index)));
  }

  /** Not as a comparison of rows: MySQL uses no index for it. */
  private String greater(int index) {
    String greater = compare(index, ">");
    return index == order.size() - 1
        ? greater
        : "%s OR (%s AND (%s))".formatted(greater, compare(index, "="), greater(index + 1));
  }

  /** The page after {@code mark}, or the first one if it is null. */
  String page(Mark mark, int rows) {
    return select + (mark == null ? "" : after) + tail + rows;
  }

  /** Sets the parameters of {@link #page}. */
  void bind(PreparedStatement statement, Mark mark) throws SQLException {
    for (int i = 0; mark != null && i < parameters.size(); i++) {
      int column = parameters.get(i);
      reading.bind(statement, i + 1, order.get(column), mark.values().get(column));
    }
  }
}
