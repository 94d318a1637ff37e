package io.esync.connectors.jdbc;

import io.esync.connectors.spi.TargetException;
import io.esync.operators.model.Row;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;

/**
 * Deletes the rows of a table whose key is one column, many with each statement.
 *
 * @param table quoted
 * @param one deletes one row; its parameter is the key
 */
record MySqlKeyDelete(String table, String column, MySqlRows one) implements RowStatement {
  /** From 1000 on, MariaDB makes a subquery of the list. */
  private static final int KEYS = 500;

  @Override
  public void execute(Connection connection, List<Row> rows) throws SQLException, TargetException {
    for (int from = 0; from < rows.size(); from += KEYS) {
      delete(connection, rows.subList(from, Math.min(rows.size(), from + KEYS)));
    }
  }

  private void delete(Connection connection, List<Row> rows) throws SQLException, TargetException {
    String places = String.join(",", Collections.nCopies(rows.size(), "?"));
    String sql = "DELETE FROM %s WHERE %s IN (%s)".formatted(table, column, places);
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < rows.size(); i++) {
        one.bind(statement, i + 1, one.parameters().get(0), rows.get(i));
      }
      statement.executeUpdate();
    }
  }
}
