package io.esync.jobs.drill;

import io.esync.connectors.testkit.DatabaseServer;
import io.esync.connectors.testkit.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Questions to a drill's database. */
public final class Sql {
  private Sql() {}

  /** The number that {@code query} answers with; 0 for NULL. */
  public static long number(DatabaseServer server, String database, String query) {
    return answer(server, database, query, rows -> rows.getLong(1));
  }

  /** The text that {@code query} answers with; null for NULL. */
  public static String text(DatabaseServer server, String database, String query) {
    return answer(server, database, query, rows -> rows.getString(1));
  }

  /** Takes what is asked for out of a row. */
  private interface Reading<T> {
    T read(ResultSet row) throws SQLException;
  }

  private static <T> T answer(
      DatabaseServer server, String database, String query, Reading<T> reading) {
    try (Connection connection = server.connect(database);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return reading.read(rows);
    } catch (SQLException e) {
      throw new IllegalStateException(query + ": " + e.getMessage(), e);
    }
  }

  /** How many rows a table has; 0 where there is no such table. */
  public static long count(PostgresServer server, String database, String table) {
    boolean exists =
        number(server, database, "SELECT (to_regclass('" + table + "') IS NOT NULL)::int") == 1;
    return exists ? number(server, database, "SELECT count(*) FROM " + table) : 0;
  }
}
