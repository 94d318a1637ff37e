package io.esync.connectors.jdbc;

import io.esync.connectors.testkit.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What a query on a test server finds. */
final class PostgresTable {
  private PostgresTable() {}

  /** The rows of {@code sql}, their columns with a bar between. */
  static List<String> query(PostgresServer server, String sql) {
    try (Connection connection = server.connect("postgres");
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      return rows(found);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The rows of a result, their columns with a bar between. */
  static List<String> rows(ResultSet found) throws SQLException {
    List<String> rows = new ArrayList<>();
    while (found.next()) {
      List<String> row = new ArrayList<>();
      for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
        row.add(String.valueOf(found.getString(i)));
      }
      rows.add(String.join("|", row));
    }
    return rows;
  }
}
