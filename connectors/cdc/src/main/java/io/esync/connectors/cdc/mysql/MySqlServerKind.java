package io.esync.connectors.cdc.mysql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;

/** Tells the two kinds of server apart. */
final class MySqlServerKind {
  private MySqlServerKind() {}

  static boolean isMariaDb(Connection connection) throws SQLException {
    return connection
        .getMetaData()
        .getDatabaseProductVersion()
        .toLowerCase(Locale.ROOT)
        .contains("mariadb");
  }
}
