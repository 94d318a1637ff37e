package io.esync.connectors.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what tables look like from MySQL's information_schema. */
final class MySqlCatalog {
  private static final String COLUMNS =
      """
      SELECT COLUMN_NAME AS name, COLUMN_TYPE AS type, DATA_TYPE AS base,
             IS_NULLABLE = 'YES' AS nullable, COLUMN_DEFAULT IS NOT NULL AS has_default,
             EXTRA AS extra, coalesce(CHARACTER_MAXIMUM_LENGTH, -1) AS length,
             coalesce(NUMERIC_SCALE, 0) AS scale, coalesce(DATETIME_PRECISION, 0) AS fraction,
             coalesce(COLLATION_NAME, '') AS collation
        FROM information_schema.COLUMNS
       WHERE TABLE_SCHEMA = coalesce(?, DATABASE()) AND TABLE_NAME = ?
       ORDER BY ORDINAL_POSITION
      """;

  /**
   * An index over a part of a column or over an expression is no key, but it is unique all the
   * same.
   */
  private static final String KEYS =
      """
      SELECT INDEX_NAME AS name,
             concat(coalesce(COLUMN_NAME, '(expression)'), coalesce(concat('(', SUB_PART, ')'), ''))
               AS part
        FROM information_schema.STATISTICS
       WHERE TABLE_SCHEMA = coalesce(?, DATABASE()) AND TABLE_NAME = ? AND NON_UNIQUE = 0
      """;

  /** MariaDB's json is a longtext that is checked to be JSON. */
  private static final String CHECKED_JSON =
      """
      SELECT c.COLUMN_NAME
        FROM information_schema.COLUMNS c
        JOIN information_schema.CHECK_CONSTRAINTS k
          ON k.CONSTRAINT_SCHEMA = c.TABLE_SCHEMA AND k.TABLE_NAME = c.TABLE_NAME
             AND k.CHECK_CLAUSE = concat('json_valid(`', c.COLUMN_NAME, '`)')
       WHERE c.TABLE_SCHEMA = coalesce(?, DATABASE()) AND c.TABLE_NAME = ?
      """;

  /** MariaDB gives a default of NULL as text. */
  private static final String PLAIN =
      """
      SELECT count(*)
        FROM information_schema.COLUMNS
       WHERE TABLE_SCHEMA = coalesce(?, DATABASE()) AND TABLE_NAME = ? AND COLUMN_NAME = ?
             AND (COLUMN_DEFAULT IS NULL OR COLUMN_DEFAULT = 'NULL')
             AND EXTRA = '' AND COLUMN_COMMENT = ''
      """;

  /** In MariaDB a check may be part of its column, and bears its name. */
  private static final String CHECKED =
      """
      SELECT count(*)
        FROM information_schema.CHECK_CONSTRAINTS
       WHERE CONSTRAINT_SCHEMA = coalesce(?, DATABASE()) AND TABLE_NAME = ?
             AND CONSTRAINT_NAME = ? AND LEVEL = 'Column'
      """;

  private MySqlCatalog() {}

  /** Whether a column is no more than its type, and whether it takes NULL. */
  static boolean isPlain(Connection connection, TableName table, String column)
      throws SQLException {
    return finds(connection, PLAIN, table, column)
        && !(isMariaDb(connection) && finds(connection, CHECKED, table, column));
  }

  private static boolean finds(Connection connection, String sql, TableName table, String column)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, table.schema());
      statement.setString(2, table.table());
      statement.setString(3, column);
      try (ResultSet found = statement.executeQuery()) {
        return found.next() && found.getInt(1) == 1;
      }
    }
  }

  /** The table, empty if there is none. */
  static Optional<TableShape> inspect(Connection connection, TableName table) throws SQLException {
    List<Column> columns = columns(connection, table);
    return columns.isEmpty()
        ? Optional.empty()
        : Optional.of(TableShape.ofAnyCase(columns, keys(connection, table)));
  }

  private static List<Column> columns(Connection connection, TableName table) throws SQLException {
    Set<String> json = checkedJson(connection, table);
    List<Column> columns = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
      statement.setString(1, table.schema());
      statement.setString(2, table.table());
      try (ResultSet found = statement.executeQuery()) {
        while (found.next()) {
          columns.add(column(found, json));
        }
      }
    }
    return columns;
  }

  private static boolean isMariaDb(Connection connection) throws SQLException {
    return connection.getMetaData().getDatabaseProductVersion().contains("MariaDB");
  }

  private static Set<String> checkedJson(Connection connection, TableName table)
      throws SQLException {
    Set<String> columns = new HashSet<>();
    if (isMariaDb(connection)) {
      try (PreparedStatement statement = connection.prepareStatement(CHECKED_JSON)) {
        statement.setString(1, table.schema());
        statement.setString(2, table.table());
        try (ResultSet found = statement.executeQuery()) {
          while (found.next()) {
            columns.add(found.getString(1));
          }
        }
      }
    }
    return columns;
  }

  private static Column column(ResultSet found, Set<String> json) throws SQLException {
    String base =
        json.contains(found.getString("name"))
            ? "json"
            : found.getString("base").toLowerCase(Locale.ROOT);
    String extra = found.getString("extra").toLowerCase(Locale.ROOT);
    boolean nullable = found.getBoolean("nullable");
    boolean computed =
        extra.contains("virtual") || extra.contains("stored") || extra.contains("persistent");
    boolean filled =
        found.getBoolean("has_default")
            || extra.contains("auto_increment")
            || extra.contains("default_generated");
    long length = found.getLong("length");
    return new Column(
        found.getString("name"),
        found.getString("type"),
        base,
        nullable,
        nullable || computed || filled,
        !computed,
        MySqlTypes.length(base, (int) Math.min(length, Integer.MAX_VALUE)),
        MySqlTypes.scale(base, found.getInt("scale"), found.getInt("fraction")),
        found.getString("collation"));
  }

  private static List<Set<String>> keys(Connection connection, TableName table)
      throws SQLException {
    Map<String, Set<String>> keys = new LinkedHashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(KEYS)) {
      statement.setString(1, table.schema());
      statement.setString(2, table.table());
      try (ResultSet found = statement.executeQuery()) {
        while (found.next()) {
          keys.computeIfAbsent(found.getString("name"), name -> new HashSet<>())
              .add(found.getString("part"));
        }
      }
    }
    return List.copyOf(keys.values());
  }
}
