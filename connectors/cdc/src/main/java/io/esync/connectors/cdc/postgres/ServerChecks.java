package io.esync.connectors.cdc.postgres;

import io.esync.connectors.cdc.PostgresCdcConfig;
import io.esync.connectors.spi.CheckFailure;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Checks of the server's settings and of the role. */
final class ServerChecks {
  private static final int OLDEST_VERSION = 120_000;

  /** Managed services grant replication by a role of their own rather than by the attribute. */
  private static final String QUERY =
      "SELECT current_setting('wal_level'), current_setting('server_version_num')::int,"
          + " current_setting('server_version'), rolsuper OR rolreplication OR EXISTS ("
          + " SELECT FROM pg_catalog.pg_roles r WHERE r.rolname IN ('rds_replication',"
          + " 'azure_pg_admin', 'cloudsqlsuperuser') AND pg_has_role(current_user, r.oid, 'MEMBER'))"
          + " FROM pg_catalog.pg_roles WHERE rolname = current_user";

  private ServerChecks() {}

  static void check(Connection connection, PostgresCdcConfig config, List<CheckFailure> failures)
      throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(QUERY)) {
      row.next();
      if (!row.getString(1).equals("logical")) {
        failures.add(
            new CheckFailure(
                "wal_level is '" + row.getString(1) + "', not 'logical'",
                "ALTER SYSTEM SET wal_level = logical; then restart the server"));
      }
      if (row.getInt(2) < OLDEST_VERSION) {
        failures.add(
            new CheckFailure(
                "the server is PostgreSQL " + row.getString(3), "Use PostgreSQL 12 or later"));
      }
      if (!row.getBoolean(4)) {
        failures.add(
            new CheckFailure(
                "role '" + config.username() + "' may not use replication",
                "ALTER ROLE " + Sql.name(config.username()) + " REPLICATION"));
      }
    }
  }
}
