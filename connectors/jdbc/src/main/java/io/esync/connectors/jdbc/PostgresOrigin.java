package io.esync.connectors.jdbc;

import io.esync.connectors.spi.CheckFailure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Marks what a connection writes by a replication origin of its own, which logical decoding tells
 * with each transaction. An origin is used by one connection at a time; one that a lost connection
 * still holds is refused as an object in use (55006), which passes when the server notices.
 */
final class PostgresOrigin {
  private static final String NEEDED =
      """
      SELECT f, current_user FROM unnest(ARRAY['pg_replication_origin_oid(text)',
             'pg_replication_origin_create(text)', 'pg_replication_origin_session_setup(text)']) f
       WHERE NOT has_function_privilege(f, 'EXECUTE')
      """;

  /** The limit has a setting of its own since PostgreSQL 18. */
  private static final String FREE =
      """
      SELECT coalesce(current_setting('max_active_replication_origins', true),
                      current_setting('max_replication_slots'))::int
             - (SELECT count(*) FROM pg_replication_origin WHERE NOT starts_with(roname, ?))
      """;

  private PostgresOrigin() {}

  /** Marks what {@code connection} writes from now on; creates the origin where it is missing. */
  static void use(Connection connection, String name) throws SQLException {
    if (!exists(connection, name)) {
      call(connection, "SELECT pg_replication_origin_create(?)", name);
      connection.commit();
    }
    call(connection, "SELECT pg_replication_origin_session_setup(?)", name);
    connection.commit();
  }

  private static boolean exists(Connection connection, String name) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT pg_replication_origin_oid(?)")) {
      statement.setString(1, name);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getObject(1) != null;
      }
    }
  }

  private static void call(Connection connection, String query, String name) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, name);
      statement.execute();
    }
  }

  /** What keeps origins that begin with {@code marker} from being used. */
  static List<CheckFailure> missing(Connection connection, String marker) throws SQLException {
    List<CheckFailure> failures = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(NEEDED)) {
      while (row.next()) {
        failures.add(
            new CheckFailure(
                "user '%s' may not mark what it writes: no EXECUTE on %s"
                    .formatted(row.getString(2), row.getString(1)),
                "GRANT EXECUTE ON FUNCTION %s TO \"%s\" as a superuser in this database, or set origin_marker: off"
                    .formatted(row.getString(1), row.getString(2))));
      }
    }
    try (PreparedStatement statement = connection.prepareStatement(FREE)) {
      statement.setString(1, marker + "/");
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        if (row.getInt(1) < 1) {
          failures.add(
              new CheckFailure(
                  "the server has no replication origin left to mark what is written",
                  "raise max_replication_slots (since PostgreSQL 18 max_active_replication_origins)"
                      + " by one for each parallel writer, drop origins that are of no more use, or"
                      + " set origin_marker: off"));
        }
      }
    }
    return failures;
  }
}
