package io.esync.connectors.cdc.mysql;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** What the server tells of its binary log. */
final class LogStatus {
  private LogStatus() {}

  /**
   * The end of the log now.
   *
   * @throws SQLException if the server writes no log
   */
  static LogPosition end(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(statusQuery(connection))) {
      if (!row.next()) {
        throw new SQLException("the server writes no binary log: set log_bin and restart it");
      }
      return new LogPosition(row.getString(1), row.getLong(2), 0, 0);
    }
  }

  /** MySQL 8.2 renamed the statement and 8.4 dropped the old name. */
  private static String statusQuery(Connection connection) throws SQLException {
    DatabaseMetaData server = connection.getMetaData();
    boolean renamed =
        !MySqlServerKind.isMariaDb(connection)
            && (server.getDatabaseMajorVersion() > 8
                || (server.getDatabaseMajorVersion() == 8
                    && server.getDatabaseMinorVersion() >= 2));
    return renamed ? "SHOW BINARY LOG STATUS" : "SHOW MASTER STATUS";
  }

  /**
   * Makes sure that the log can be read from {@code position} on.
   *
   * @throws SQLException if it is gone or was reset
   */
  static void require(Connection connection, LogPosition position) throws SQLException {
    Optional<String> lack = lack(connection, position);
    if (lack.isPresent()) {
      throw new SQLException(
          "the binary log has no "
              + position
              + " any more ("
              + lack.get()
              + "): it was purged or reset, and changes since the restored state are gone. Start without"
              + " state and with a higher generation; keep the log for longer"
              + " (binlog_expire_logs_seconds) than the job may be stopped");
    }
  }

  /** Why the log cannot be read from {@code position} on; empty if it can. */
  static Optional<String> lack(Connection connection, LogPosition position) throws SQLException {
    String oldest = null;
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SHOW BINARY LOGS")) {
      while (rows.next()) {
        String file = rows.getString(1);
        oldest = oldest == null ? file : oldest;
        if (file.equals(position.file())) {
          return rows.getLong(2) < position.offset()
              ? Optional.of("the file ends before")
              : Optional.empty();
        }
      }
    }
    return Optional.of("the oldest file that is left is " + oldest);
  }
}
