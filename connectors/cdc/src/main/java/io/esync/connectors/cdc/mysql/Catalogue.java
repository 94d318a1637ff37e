package io.esync.connectors.cdc.mysql;

import io.debezium.relational.TableId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads from information_schema which tables are captured and what they look like. */
final class Catalogue {
  private static final String TABLES =
      "SELECT TABLE_SCHEMA, TABLE_NAME FROM information_schema.TABLES"
          + " WHERE TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED') AND TABLE_SCHEMA NOT IN"
          + " ('mysql', 'information_schema', 'performance_schema', 'sys') ORDER BY 1, 2";

  private static final String COLUMNS =
      "SELECT COLUMN_NAME, DATA_TYPE, COLUMN_TYPE, CHARACTER_SET_NAME,"
          + " coalesce(NUMERIC_PRECISION, 0), coalesce(NUMERIC_SCALE, 0),"
          + " coalesce(CHARACTER_MAXIMUM_LENGTH, 0)"
          + " FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?"
          + " ORDER BY ORDINAL_POSITION";

  private static final String KEY =
      "SELECT COLUMN_NAME FROM information_schema.STATISTICS"
          + " WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? AND INDEX_NAME = 'PRIMARY'"
          + " ORDER BY SEQ_IN_INDEX";

  private static final String CHECKS =
      "SELECT CHECK_CLAUSE FROM information_schema.CHECK_CONSTRAINTS"
          + " WHERE CONSTRAINT_SCHEMA = ? AND TABLE_NAME = ?";

  private Catalogue() {}

  /** All tables that are captured. */
  static List<TableId> captured(Connection connection, MySqlCapture capture) throws SQLException {
    List<TableId> tables = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(TABLES);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        if (capture.captures(rows.getString(1), rows.getString(2))) {
          tables.add(new TableId(rows.getString(1), null, rows.getString(2)));
        }
      }
    }
    return tables;
  }

  /** The columns of the primary key in its order; empty where there is none. */
  static List<String> key(Connection connection, String database, String table)
      throws SQLException {
    return strings(connection, KEY, database, table);
  }

  /** A table as it is now; without columns where there is none. */
  static MySqlTable describe(Connection connection, String database, String table)
      throws SQLException {
    Set<String> key = new HashSet<>(key(connection, database, table));
    Set<String> checks = new HashSet<>();
    if (MySqlServerKind.isMariaDb(connection)) {
      for (String check : strings(connection, CHECKS, database, table)) {
        checks.add(check.toLowerCase(Locale.ROOT));
      }
    }
    List<MySqlColumn> columns = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
      statement.setString(1, database);
      statement.setString(2, table);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          columns.add(column(row, key, checks));
        }
      }
    }
    return new MySqlTable(database, table, columns);
  }

  private static MySqlColumn column(ResultSet row, Set<String> key, Set<String> checks)
      throws SQLException {
    String name = row.getString(1);
    String base = row.getString(2).toLowerCase(Locale.ROOT);
    String type = row.getString(3).toLowerCase(Locale.ROOT);
    if (checks.contains("json_valid(`" + name.toLowerCase(Locale.ROOT) + "`)")) {
      base = "json"; // MariaDB's JSON is a text with a check
    }
    int precision = row.getInt(5);
    return new MySqlColumn(
        name,
        base,
        type.contains("unsigned"),
        type.equals("tinyint(1)"),
        precision,
        row.getInt(6),
        base.equals("bit") ? precision : (int) Math.min(Integer.MAX_VALUE, row.getLong(7)),
        row.getString(4),
        List.of(),
        key.contains(name));
  }

  private static List<String> strings(
      Connection connection, String query, String database, String table) throws SQLException {
    List<String> strings = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, database);
      statement.setString(2, table);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          strings.add(rows.getString(1));
        }
      }
    }
    return strings;
  }
}
