package io.esync.jobs.upgrade;

import io.esync.connectors.testkit.DatabaseServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rows of a table as text, by their first column. */
final class StoredRows {
  private StoredRows() {}

  /** Rows that are written as words: id first, {@code _} for a space, {@code -} for NULL. */
  static Map<Long, List<String>> of(String... lines) {
    Map<Long, List<String>> rows = new HashMap<>();
    for (String line : lines) {
      List<String> values = new ArrayList<>();
      for (String word : line.split(" ", -1)) {
        values.add(word.equals("-") ? null : word.replace('_', ' '));
      }
      rows.put(Long.valueOf(values.get(0)), values);
    }
    return rows;
  }

  static Map<Long, List<String>> ofTable(DatabaseServer server, String database, String query)
      throws SQLException {
    Map<Long, List<String>> rows = new HashMap<>();
    try (Connection connection = server.connect(database);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        List<String> values = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          values.add(result.getString(i));
        }
        rows.put(result.getLong(1), values);
      }
    }
    return rows;
  }
}
