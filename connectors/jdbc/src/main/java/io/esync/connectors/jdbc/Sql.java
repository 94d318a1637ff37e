package io.esync.connectors.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A query over the columns of a table, put together with its parameters. */
final class Sql {
  private record Parameter(Column column, String text) {}

  private final Dialect dialect;
  private final StringBuilder text;
  private final List<Parameter> parameters = new ArrayList<>();

  Sql(Dialect dialect, String text) {
    this.dialect = dialect;
    this.text = new StringBuilder(text);
  }

  Sql add(String more) {
    text.append(more);
    return this;
  }

  /**
   * Compares a column with a value.
   *
   * @param value as {@link ColumnReader#text} gives it
   */
  Sql compare(Column column, String operator, String value) {
    text.append(dialect.quote(column.name()))
        .append(' ')
        .append(operator)
        .append(' ')
        .append(dialect.reading().parameter(column));
    parameters.add(new Parameter(column, value));
    return this;
  }

  /** Rows behind those values. Not as a comparison of rows: MySQL uses no index for it. */
  Sql greater(List<Column> order, List<String> values) {
    compare(order.get(0), ">", values.get(0));
    if (order.size() > 1) {
      add(" OR (").compare(order.get(0), "=", values.get(0)).add(" AND (");
      greater(order.subList(1, order.size()), values.subList(1, values.size())).add("))");
    }
    return this;
  }

  PreparedStatement prepare(Connection connection) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(text.toString());
    try {
      for (int i = 0; i < parameters.size(); i++) {
        Parameter parameter = parameters.get(i);
        dialect.reading().bind(statement, i + 1, parameter.column(), parameter.text());
      }
      return statement;
    } catch (SQLException e) {
      statement.close();
      throw e;
    }
  }
}
