package io.esync.connectors.jdbc;

import io.esync.connectors.spi.CheckFailure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What the connected user may not do and would have to, in PostgreSQL. */
final class PostgresPrivileges {
  private static final String ON_TABLE =
      """
      SELECT privilege, current_user
        FROM (VALUES ('SELECT'), ('INSERT'), ('UPDATE')) AS needed (privilege)
       WHERE NOT has_any_column_privilege(to_regclass(?), privilege)
       UNION ALL
      SELECT 'DELETE', current_user WHERE NOT has_table_privilege(to_regclass(?), 'DELETE')
      """;

  /** The schema that is asked for, or the one in which a name without schema is created. */
  private static final String ON_SCHEMA =
      """
      SELECT s.name, n.oid IS NOT NULL AS known, current_user,
             n.oid IS NOT NULL AND has_schema_privilege(n.oid, 'CREATE') AS allowed
        FROM (SELECT coalesce(?, current_schema()::text) AS name) s
        LEFT JOIN pg_namespace n ON n.nspname = s.name
      """;

  private PostgresPrivileges() {}

  /** To write into a table that exists; {@code quoted} is its name as it stands in statements. */
  static List<CheckFailure> toWrite(Connection connection, TableName table, String quoted)
      throws SQLException {
    List<CheckFailure> failures = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(ON_TABLE)) {
      statement.setString(1, quoted);
      statement.setString(2, quoted);
      try (ResultSet missing = statement.executeQuery()) {
        while (missing.next()) {
          failures.add(
              new CheckFailure(
                  "table '%s': user '%s' lacks the privilege %s"
                      .formatted(table, missing.getString(2), missing.getString(1)),
                  "GRANT %s ON %s TO \"%s\""
                      .formatted(missing.getString(1), quoted, missing.getString(2))));
        }
      }
    }
    return failures;
  }

  /** To create the table. */
  static List<CheckFailure> toCreate(Connection connection, TableName table) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ON_SCHEMA)) {
      statement.setString(1, table.schema());
      try (ResultSet schema = statement.executeQuery()) {
        schema.next();
        String name = schema.getString("name");
        if (!schema.getBoolean("known")) {
          return List.of(
              new CheckFailure(
                  "table '%s': there is no schema '%s'".formatted(table, name),
                  "CREATE SCHEMA \"%s\"".formatted(name)));
        }
        if (!schema.getBoolean("allowed")) {
          String user = schema.getString("current_user");
          return List.of(
              new CheckFailure(
                  "table '%s' does not exist, and user '%s' may not create tables in schema '%s'"
                      .formatted(table, user, name),
                  "GRANT CREATE ON SCHEMA \"%s\" TO \"%s\", or create the table"
                      .formatted(name, user)));
        }
        return List.of();
      }
    }
  }
}
