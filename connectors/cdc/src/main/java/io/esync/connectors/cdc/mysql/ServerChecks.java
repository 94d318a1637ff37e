package io.esync.connectors.cdc.mysql;

import io.esync.connectors.cdc.MySqlCdcConfig;
import io.esync.connectors.spi.CheckFailure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks of the server's version and of the settings of its log. */
final class ServerChecks {
  private static final Pattern VERSION = Pattern.compile("^(?:5\\.5\\.5-)?(\\d+)\\.(\\d+)");
  private static final int OLDEST_MYSQL = 8;
  private static final int OLDEST_MARIADB = 10;
  private static final int OLDEST_MARIADB_MINOR = 5;

  private final Connection connection;
  private final boolean mariaDb;
  private final List<CheckFailure> failures;

  private ServerChecks(Connection connection, boolean mariaDb, List<CheckFailure> failures) {
    this.connection = connection;
    this.mariaDb = mariaDb;
    this.failures = failures;
  }

  static void check(
      Connection connection, boolean mariaDb, MySqlCdcConfig config, List<CheckFailure> failures)
      throws SQLException {
    ServerChecks checks = new ServerChecks(connection, mariaDb, failures);
    checks.version();
    if (!checks.variable("log_bin").equals("ON")) {
      failures.add(
          new CheckFailure(
              "the server writes no binary log (log_bin is OFF)",
              "Set log_bin in the server's configuration file and restart it"));
      return;
    }
    checks.require("binlog_format", "ROW");
    checks.require("binlog_row_image", "FULL");
    checks.require("binlog_row_metadata", "FULL");
    checks.forbid("binlog_row_value_options", "PARTIAL_JSON", "");
    checks.forbid("binlog_transaction_compression", "ON", "OFF");
    checks.forbid("log_bin_compress", "ON", "OFF");
    checks.serverId(config);
  }

  private void version() throws SQLException {
    String product = connection.getMetaData().getDatabaseProductVersion();
    // MariaDB 10 puts another version before its own, for old replicas
    Matcher version = VERSION.matcher(product);
    boolean known = version.find();
    int major = known ? Integer.parseInt(version.group(1)) : 0;
    int minor = known ? Integer.parseInt(version.group(2)) : 0;
    boolean old =
        mariaDb
            ? major < OLDEST_MARIADB || (major == OLDEST_MARIADB && minor < OLDEST_MARIADB_MINOR)
            : major < OLDEST_MYSQL;
    if (old) {
      failures.add(
          new CheckFailure(
              "the server is " + product, "Use MySQL 8 or later, or MariaDB 10.5 or later"));
    }
  }

  private void require(String name, String wanted) throws SQLException {
    String value = variable(name);
    if (!value.equals(wanted)) {
      failures.add(
          new CheckFailure(
              name + " is '" + value + "', not '" + wanted + "'",
              remedy(name, "'" + wanted + "'")));
    }
  }

  private void forbid(String name, String unwanted, String wanted) throws SQLException {
    if (variable(name).equals(unwanted)) {
      failures.add(
          new CheckFailure(
              name + " is '" + unwanted + "', which is not read",
              remedy(name, "'" + wanted + "'")));
    }
  }

  /** What takes effect for sessions that are opened afterwards, and stays. */
  private String remedy(String name, String value) {
    return mariaDb
        ? "SET GLOBAL " + name + " = " + value + "; and the same in the configuration file"
        : "SET PERSIST " + name + " = " + value;
  }

  private void serverId(MySqlCdcConfig config) throws SQLException {
    String id = variable("server_id");
    if (id.equals("0")) {
      failures.add(
          new CheckFailure(
              "server_id is 0, with which the server serves no log", remedy("server_id", "1")));
    } else if (config.serverId() != null && id.equals(config.serverId().toString())) {
      failures.add(
          new CheckFailure(
              "server_id is " + id + ", the server's own", "Give the source another server_id"));
    }
  }

  /** The global value in capitals; empty where the server has no such variable. */
  private String variable(String name) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SHOW GLOBAL VARIABLES LIKE ?")) {
      statement.setString(1, name);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? row.getString(2).toUpperCase(Locale.ROOT) : "";
      }
    }
  }
}
