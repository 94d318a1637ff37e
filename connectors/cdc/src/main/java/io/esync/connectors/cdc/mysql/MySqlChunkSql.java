package io.esync.connectors.cdc.mysql;

import io.debezium.relational.Column;
import io.debezium.relational.Table;
import io.debezium.relational.TableEditor;
import io.debezium.relational.TableId;
import io.esync.connectors.cdc.capture.ChunkKey;
import io.esync.connectors.cdc.capture.ChunkSql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.apache.flink.table.api.DataTypes;

/**
 * Cuts tables along the first column of their primary key. Its kind tells how bounds are read and
 * compared: numbers as decimals, text as text, bytes in hexadecimal.
 */
final class MySqlChunkSql implements ChunkSql {
  private static final int DECIMAL_DIGITS = 38;
  private static final int NO_SUCH_TABLE = 1146;
  private static final int NO_SUCH_DATABASE = 1049;
  private static final String ROWS =
      "SELECT TABLE_ROWS FROM information_schema.TABLES"
          + " WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?";

  /** Stands in Flink CDC's state by its name. */
  private enum Kind {
    NUMBER,
    TEXT,
    BYTES
  }

  /** The table with the column that cuts it, or with none if no column can. */
  static Table describe(Connection connection, TableId id) throws SQLException {
    MySqlTable table = Catalogue.describe(connection, id.catalog(), id.table());
    List<String> key = Catalogue.key(connection, id.catalog(), id.table());
    TableEditor editor = Table.editor().tableId(id);
    Kind kind = key.isEmpty() ? null : kind(table.find(key.get(0)));
    if (kind != null) {
      Column column = Column.editor().name(key.get(0)).type(kind.name()).position(1).create();
      editor.addColumn(column).setPrimaryKeyNames(column.name());
    }
    return editor.create();
  }

  private static Kind kind(MySqlColumn column) {
    return switch (column.base()) {
      case "tinyint", "smallint", "mediumint", "int", "bigint", "decimal" -> Kind.NUMBER;
      case "char", "varchar" -> Kind.TEXT;
      case "binary", "varbinary" -> Kind.BYTES;
      default -> null;
    };
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
    return switch (Kind.valueOf(column.typeName())) {
      case NUMBER -> new ChunkKey(name, name, "?", DataTypes.DECIMAL(DECIMAL_DIGITS, 0));
      case TEXT -> new ChunkKey(name, name, "?", DataTypes.STRING());
      case BYTES -> new ChunkKey(name, "HEX(" + name + ")", "UNHEX(?)", DataTypes.STRING());
    };
  }

  @Override
  public void set(PreparedStatement statement, int index, Object value) throws SQLException {
    statement.setObject(index, value);
  }

  @Override
  public long rows(Connection connection, TableId table) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ROWS)) {
      statement.setString(1, table.catalog());
      statement.setString(2, table.table());
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? row.getLong(1) : 0;
      }
    }
  }

  @Override
  public boolean isGone(SQLException failure) {
    return failure.getErrorCode() == NO_SUCH_TABLE || failure.getErrorCode() == NO_SUCH_DATABASE;
  }
}
