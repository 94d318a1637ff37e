package io.esync.connectors.jdbc;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads what tables look like from PostgreSQL's catalogue. */
final class PostgresCatalog {
  private static final String TABLE =
      """
      SELECT c.oid
        FROM pg_class c
       WHERE c.oid = to_regclass(?) AND c.relkind IN ('r', 'p', 'v', 'f')
      """;

  /** A domain counts as the type below it; its own length is in its pg_type row. */
  private static final String COLUMNS =
      """
      SELECT a.attname,
             format_type(a.atttypid, a.atttypmod) AS type,
             format_type(coalesce(nullif(t.typbasetype, 0), t.oid), -1) AS base,
             CASE WHEN t.typbasetype = 0 THEN a.atttypmod ELSE t.typtypmod END AS typmod,
             a.attnotnull OR t.typnotnull AS demanded,
             a.atthasdef OR a.attidentity <> '' OR t.typdefault IS NOT NULL AS has_default,
             a.attgenerated <> '' OR a.attidentity = 'a' AS computed,
             coalesce(NOT co.collisdeterministic, false)
               OR format_type(t.oid, -1) LIKE '%citext' AS loose,
             coalesce(co.collname, 'citext') AS collation
        FROM pg_attribute a
        JOIN pg_type t ON t.oid = a.atttypid
        LEFT JOIN pg_collation co ON co.oid = a.attcollation
       WHERE a.attrelid = ? AND a.attnum > 0 AND NOT a.attisdropped
       ORDER BY a.attnum
      """;

  /** Unique indexes over plain columns that ON CONFLICT can name. */
  private static final String KEYS =
      """
      SELECT array_agg(a.attname::text)
        FROM pg_index i
        CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY AS k(attnum, place)
        JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
       WHERE i.indrelid = ? AND i.indisunique AND i.indisvalid AND i.indimmediate
         AND i.indpred IS NULL AND i.indexprs IS NULL AND k.place <= i.indnkeyatts
       GROUP BY i.indexrelid
      """;

  private PostgresCatalog() {}

  /**
   * The table, empty if there is none.
   *
   * @param table as it stands in statements, quoted
   */
  static Optional<TableShape> inspect(Connection connection, String table) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(TABLE)) {
      statement.setString(1, table);
      try (ResultSet found = statement.executeQuery()) {
        return found.next() ? Optional.of(shape(connection, found.getLong(1))) : Optional.empty();
      }
    }
  }

  private static TableShape shape(Connection connection, long oid) throws SQLException {
    return TableShape.of(columns(connection, oid), keys(connection, oid));
  }

  private static List<Column> columns(Connection connection, long oid) throws SQLException {
    List<Column> columns = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
      statement.setLong(1, oid);
      try (ResultSet found = statement.executeQuery()) {
        while (found.next()) {
          columns.add(column(found));
        }
      }
    }
    return columns;
  }

  private static Column column(ResultSet found) throws SQLException {
    String base = found.getString("base");
    String element = base.endsWith("[]") ? base.substring(0, base.length() - 2) : base;
    int typmod = found.getInt("typmod");
    boolean demanded = found.getBoolean("demanded");
    boolean computed = found.getBoolean("computed");
    return new Column(
        found.getString("attname"),
        found.getString("type"),
        base,
        !demanded,
        !demanded || computed || found.getBoolean("has_default"),
        !computed,
        length(element, typmod),
        scale(element, typmod),
        found.getBoolean("loose") ? found.getString("collation") : "");
  }

  private static int length(String base, int typmod) {
    boolean limited = base.equals("character varying") || base.equals("bpchar");
    return limited && typmod >= 4 ? typmod - 4 : -1;
  }

  /** A numeric's modifier holds the scale in its low 11 bits, signed. */
  private static int scale(String base, int typmod) {
    return switch (base) {
      case "smallint", "integer", "bigint" -> 0;
      case "numeric" -> typmod < 4 ? -1 : Math.max(((typmod - 4 & 0x7ff) ^ 1024) - 1024, 0);
      default -> base.startsWith("time") ? (typmod < 0 ? 6 : typmod) : -1;
    };
  }

  private static List<Set<String>> keys(Connection connection, long oid) throws SQLException {
    List<Set<String>> keys = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(KEYS)) {
      statement.setLong(1, oid);
      try (ResultSet found = statement.executeQuery()) {
        while (found.next()) {
          Array columns = found.getArray(1);
          keys.add(Set.of((String[]) columns.getArray()));
        }
      }
    }
    return keys;
  }
}
