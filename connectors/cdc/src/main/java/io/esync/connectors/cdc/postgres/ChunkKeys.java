package io.esync.connectors.cdc.postgres;

import io.debezium.relational.Column;
import io.debezium.relational.Table;
import io.debezium.relational.TableEditor;
import io.debezium.relational.TableId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;

/** Finds the column along which a table is cut into chunks: the first of its primary key. */
final class ChunkKeys {
  static final int UUID = 2950;

  /** Types whose values can be bounds, by OID, with the names that Flink CDC knows them by. */
  private static final Map<Integer, String> NAMES =
      Map.of(
          20, "int8", 21, "int2", 23, "int4", 25, "text", 1043, "text", 1700, "numeric", UUID,
          "uuid");

  private static final String QUERY =
      "SELECT a.attname, a.atttypid::int8 FROM pg_catalog.pg_index i"
          + " JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]"
          + " WHERE i.indisprimary AND i.indrelid = ?::pg_catalog.regclass";

  private ChunkKeys() {}

  /** The table with the column that cuts it, or with none if no column can. */
  static Table describe(Connection connection, TableId id) throws SQLException {
    TableEditor table = Table.editor().tableId(id);
    try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
      statement.setString(1, Sql.name(id));
      try (ResultSet rows = statement.executeQuery()) {
        String type = rows.next() ? NAMES.get((int) rows.getLong(2)) : null;
        if (type != null) {
          String name = rows.getString(1);
          table.addColumn(Column.editor().name(name).type(type).position(1).create());
          table.setPrimaryKeyNames(name);
        }
      }
    }
    return table.create();
  }
}
