package io.esync.connectors.cdc.mysql;

import io.esync.connectors.cdc.MySqlCdcConfig;
import io.esync.connectors.spi.CheckFailure;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Checks what the user may do on the whole server. */
final class PrivilegeChecks {
  private PrivilegeChecks() {}

  static void check(
      Connection connection, boolean mariaDb, MySqlCdcConfig config, List<CheckFailure> failures)
      throws SQLException {
    Set<String> granted = granted(connection);
    if (granted.contains("ALL PRIVILEGES")) {
      return;
    }
    require(granted, config, failures, "REPLICATION SLAVE", "REPLICA");
    if (mariaDb) {
      require(granted, config, failures, "BINLOG MONITOR", "REPLICATION CLIENT");
    } else {
      require(granted, config, failures, "REPLICATION CLIENT", "REPLICATION CLIENT");
    }
    require(granted, config, failures, "PROCESS", "PROCESS");
  }

  private static void require(
      Set<String> granted,
      MySqlCdcConfig config,
      List<CheckFailure> failures,
      String privilege,
      String otherName) {
    if (!granted.contains(privilege) && !granted.contains(otherName)) {
      failures.add(
          new CheckFailure(
              "user '" + config.username() + "' lacks " + privilege,
              "GRANT " + privilege + " ON *.* TO '" + config.username() + "'"));
    }
  }

  /** Privileges of the user and of the roles that are active, on everything. */
  private static Set<String> granted(Connection connection) throws SQLException {
    Set<String> granted = new TreeSet<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SHOW GRANTS")) {
      while (rows.next()) {
        String grant = rows.getString(1).toUpperCase(Locale.ROOT);
        int on = grant.indexOf(" ON *.* TO ");
        if (grant.startsWith("GRANT ") && on > 0) {
          for (String privilege : grant.substring("GRANT ".length(), on).split(",", -1)) {
            granted.add(privilege.strip());
          }
        }
      }
    }
    return granted;
  }
}
