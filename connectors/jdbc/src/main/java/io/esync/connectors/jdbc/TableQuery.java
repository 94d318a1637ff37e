package io.esync.connectors.jdbc;

import static java.util.stream.Collectors.joining;

import java.util.List;

/**
 * The queries that read a table page by page: in the order of the cursor and then of the key, where
 * rows of the same cursor may stand on two pages, or in that of the key.
 */
final class TableQuery {
  private final Dialect dialect;
  private final List<Column> order;
  private final String select;
  private final String names;

  /**
   * @param columns all columns to read
   * @param order the columns that make a total order, the cursor first if it has one
   * @param placed the cursor, where rows are left out that have no place in its order, else null
   */
  TableQuery(
      Dialect dialect, TableName table, List<Column> columns, List<Column> order, Column placed) {
    this.dialect = dialect;
    this.order = List.copyOf(order);
    this.select =
        "SELECT %s FROM %s WHERE %s"
            .formatted(
                columns.stream().map(dialect.reading()::selected).collect(joining(", ")),
                dialect.quote(table),
                placed == null ? "1 = 1" : dialect.reading().ordered(placed));
    this.names = order.stream().map(column -> dialect.quote(column.name())).collect(joining(", "));
  }

  /** The page after {@code mark}, or the first one if it is null. */
  Sql page(Mark mark, int rows) {
    return after(mark).add(" ORDER BY " + names + " LIMIT " + rows);
  }

  /** The row that is the last of the {@code rows} after {@code mark}. */
  Sql lastOf(Mark mark, int rows) {
    return after(mark).add(" ORDER BY " + names + " LIMIT 1 OFFSET " + (rows - 1));
  }

  /** The last row of all. */
  Sql last() {
    String descending = names.replace(", ", " DESC, ") + " DESC";
    return after(null).add(" ORDER BY " + descending + " LIMIT 1");
  }

  /** The page after {@code mark} of a part of the table. */
  Sql page(Part part, Column cursor, Mark mark, int rows) {
    Sql sql = after(mark == null ? part.after() : mark);
    if (part.upTo() != null) {
      List<String> last = part.upTo().values();
      sql.add(" AND ").compare(order.get(0), "<=", last.get(0));
      sql.add(" AND NOT (").greater(order, last).add(")");
    }
    sql.add(" AND ").compare(cursor, "<=", part.cursor());
    return sql.add(" ORDER BY " + names + " LIMIT " + rows);
  }

  private Sql after(Mark mark) {
    Sql sql = new Sql(dialect, select);
    if (mark != null) {
      sql.add(" AND ").compare(order.get(0), ">=", mark.values().get(0));
      sql.add(" AND (").greater(order, mark.values()).add(")");
    }
    return sql;
  }
}
