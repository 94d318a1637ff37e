package io.esync.connectors.cdc.postgres;

import io.debezium.relational.TableId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads from the catalogue which tables are captured and what they look like. */
final class Tables {
  private static final String LIST =
      "SELECT n.nspname, c.relname FROM pg_catalog.pg_class c"
          + " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
          + " WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relpersistence = 'p'"
          + " AND n.nspname NOT IN ('pg_catalog', 'information_schema')"
          + " ORDER BY 1, 2";

  private static final String COLUMNS =
      "SELECT a.attname, a.atttypid::int8, a.atttypmod, EXISTS ("
          + " SELECT FROM pg_catalog.pg_index i WHERE i.indrelid = c.oid"
          + " AND CASE c.relreplident WHEN 'i' THEN i.indisreplident ELSE i.indisprimary END"
          + " AND a.attnum = ANY ((i.indkey::int2[])[0:i.indnkeyatts - 1]))"
          + " FROM pg_catalog.pg_class c"
          + " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
          + " JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid"
          + " WHERE n.nspname = ? AND c.relname = ?"
          + " AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''"
          + " ORDER BY a.attnum";

  private Tables() {}

  /** All tables that are captured, partitioned ones as a whole. */
  static List<TableId> captured(Connection connection, Capture capture) throws SQLException {
    List<TableId> tables = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(LIST);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        if (capture.captures(rows.getString(1), rows.getString(2))) {
          tables.add(new TableId(null, rows.getString(1), rows.getString(2)));
        }
      }
    }
    return tables;
  }

  /**
   * A table as it is now. Its key columns are those of its replica identity index, else of its
   * primary key.
   */
  static TableSchema describe(Connection connection, String schema, String table)
      throws SQLException {
    List<TableSchema.Column> columns = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
      statement.setString(1, schema);
      statement.setString(2, table);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          columns.add(
              new TableSchema.Column(
                  rows.getString(1), (int) rows.getLong(2), rows.getInt(3), rows.getBoolean(4)));
        }
      }
    }
    return new TableSchema(schema, table, columns);
  }
}
