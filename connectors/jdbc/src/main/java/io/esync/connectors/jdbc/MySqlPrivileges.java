package io.esync.connectors.jdbc;

import io.esync.connectors.spi.CheckFailure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the connected user may not do and would have to, in MySQL. */
final class MySqlPrivileges {
  private static final int TABLE_ACCESS_DENIED = 1142;
  private static final int COLUMN_ACCESS_DENIED = 1143;

  /** To explain a statement takes the privileges that it would take to execute it. */
  private static final Map<String, String> PROBES =
      Map.of(
          "INSERT", "EXPLAIN INSERT INTO %1$s (%3$s) SELECT %3$s FROM %1$s WHERE 1 = 0",
          "UPDATE", "EXPLAIN UPDATE %1$s SET %2$s = %2$s WHERE 1 = 0",
          "DELETE", "EXPLAIN DELETE FROM %1$s WHERE 1 = 0");

  private MySqlPrivileges() {}

  static List<CheckFailure> missing(
      MySqlDialect dialect, Connection connection, TableName table, boolean exists)
      throws SQLException {
    return exists ? toWrite(dialect, connection, table) : toCreate(connection, table);
  }

  private static List<CheckFailure> toWrite(
      MySqlDialect dialect, Connection connection, TableName table) throws SQLException {
    String name = dialect.quote(table);
    List<Column> writable =
        dialect.inspect(connection, table).orElseThrow().columns().values().stream()
            .filter(Column::writable)
            .toList();
    String column = dialect.quote(writable.get(0).name());
    String demanded = // MariaDB explains no insert that leaves these out
        writable.stream()
            .filter(found -> !found.optional() || found.equals(writable.get(0)))
            .map(found -> dialect.quote(found.name()))
            .collect(Collectors.joining(", "));
    List<CheckFailure> failures = new ArrayList<>();
    for (Map.Entry<String, String> probe : PROBES.entrySet()) {
      try (Statement statement = connection.createStatement()) {
        statement.execute(probe.getValue().formatted(name, column, demanded));
      } catch (SQLException e) {
        if (e.getErrorCode() != TABLE_ACCESS_DENIED && e.getErrorCode() != COLUMN_ACCESS_DENIED) {
          throw e;
        }
        failures.add(
            new CheckFailure(
                "table '" + table + "': " + e.getMessage(),
                "GRANT " + probe.getKey() + " ON " + name + " TO the user"));
      }
    }
    return failures;
  }

  /** Whether the user may create the table shows when it is created. */
  private static List<CheckFailure> toCreate(Connection connection, TableName table)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT coalesce(?, DATABASE()), count(*) FROM information_schema.SCHEMATA"
                + " WHERE SCHEMA_NAME = coalesce(?, DATABASE())")) {
      statement.setString(1, table.schema());
      statement.setString(2, table.schema());
      try (ResultSet found = statement.executeQuery()) {
        found.next();
        return found.getInt(2) > 0
            ? List.of()
            : List.of(
                new CheckFailure(
                    "table '%s': there is no database '%s', or the user may not see it"
                        .formatted(table, found.getString(1)),
                    "name an existing database in url or in the route's table"));
      }
    }
  }
}
