package io.esync.connectors.cdc.postgres;

import io.debezium.relational.Column;
import io.debezium.relational.Table;
import io.debezium.relational.TableEditor;
import io.debezium.relational.TableId;
import io.esync.connectors.cdc.capture.ChunkKey;
import io.esync.connectors.cdc.capture.ChunkSql;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Map;
import org.apache.flink.table.api.DataTypes;

/** Cuts tables along the first column of their primary key. */
final class PostgresChunkSql implements ChunkSql {
  private static final int DECIMAL_DIGITS = 38;
  private static final String NO_SUCH_TABLE = "42P01";
  private static final String NO_SUCH_SCHEMA = "3F000";

  /** Types whose values can be bounds, by OID, with the names that stand in Flink CDC's state. */
  private static final Map<Integer, String> NAMES =
      Map.of(
          20, "int8", 21, "int2", 23, "int4", 25, "text", 1043, "text", 1700, "numeric", 2950,
          "uuid");

  private static final String KEY =
      "SELECT a.attname, a.atttypid::int8 FROM pg_catalog.pg_index i"
          + " JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]"
          + " WHERE i.indisprimary AND i.indrelid = pg_catalog.to_regclass(?)";

  private static final String ROWS =
      "SELECT reltuples::int8 FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass(?)";

  /** The table with the column that cuts it, or with none if no column can. */
  static Table describe(Connection connection, TableId id) throws SQLException {
    TableEditor table = Table.editor().tableId(id);
    try (PreparedStatement statement = connection.prepareStatement(KEY)) {
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

  @Override
  public String name(TableId table) {
    return Sql.name(table);
  }

  @Override
  public String name(String column) {
    return Sql.name(column);
  }

  @Override
  public ChunkKey key(Column column) {
    String name = Sql.name(column.name());
    return switch (column.typeName()) {
      case "int8" -> new ChunkKey(name, name, "?", DataTypes.BIGINT());
      case "int2", "int4" -> new ChunkKey(name, name, "?", DataTypes.INT());
      case "numeric" -> new ChunkKey(name, name, "?", DataTypes.DECIMAL(DECIMAL_DIGITS, 0));
      case "uuid" -> new ChunkKey(name, name + "::text", "?::uuid", DataTypes.STRING());
      default -> new ChunkKey(name, name, "?", DataTypes.STRING());
    };
  }

  /** The server reads the text as it does that of a literal, whatever the column's type is. */
  @Override
  public void set(PreparedStatement statement, int index, Object value) throws SQLException {
    statement.setObject(index, text(value), Types.OTHER);
  }

  static String text(Object value) {
    return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
  }

  @Override
  public long rows(Connection connection, TableId table) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ROWS)) {
      statement.setString(1, Sql.name(table));
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? row.getLong(1) : 0;
      }
    }
  }

  @Override
  public boolean isGone(SQLException failure) {
    String state = failure.getSQLState();
    return NO_SUCH_TABLE.equals(state) || NO_SUCH_SCHEMA.equals(state);
  }
}
