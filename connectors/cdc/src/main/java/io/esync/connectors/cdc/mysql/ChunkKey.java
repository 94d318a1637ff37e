package io.esync.connectors.cdc.mysql;

import io.debezium.relational.Column;
import io.debezium.relational.Table;
import io.debezium.relational.TableEditor;
import io.debezium.relational.TableId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * The column along which a table is cut into chunks: the first of its primary key. Its kind tells
 * how bounds are read and compared: numbers as decimals, text as text, bytes in hexadecimal.
 */
enum ChunkKey {
  NUMBER("%s", "?"),
  TEXT("%s", "?"),
  BYTES("HEX(%s)", "UNHEX(?)");

  private final String selected;
  private final String parameter;

  ChunkKey(String selected, String parameter) {
    this.selected = selected;
    this.parameter = parameter;
  }

  /** The table with the column that cuts it, or with none if no column can. */
  static Table describe(Connection connection, TableId id) throws SQLException {
    MySqlTable table = Catalogue.describe(connection, id.catalog(), id.table());
    List<String> key = Catalogue.key(connection, id.catalog(), id.table());
    TableEditor editor = Table.editor().tableId(id);
    ChunkKey kind = key.isEmpty() ? null : of(table.find(key.get(0)));
    if (kind != null) {
      Column column = Column.editor().name(key.get(0)).type(kind.name()).position(1).create();
      editor.addColumn(column).setPrimaryKeyNames(column.name());
    }
    return editor.create();
  }

  private static ChunkKey of(MySqlColumn column) {
    return switch (column.base()) {
      case "tinyint", "smallint", "mediumint", "int", "bigint", "decimal" -> NUMBER;
      case "char", "varchar" -> TEXT;
      case "binary", "varbinary" -> BYTES;
      default -> null;
    };
  }

  static ChunkKey of(Column column) {
    return valueOf(column.typeName());
  }

  /** The column as it is selected where its value becomes a bound. */
  String selected(String expression) {
    return String.format(selected, expression);
  }

  /** What stands for a bound in a statement. */
  String parameter() {
    return parameter;
  }

  /** A bound, or null where there is no row. */
  Object read(ResultSet row, int index) throws SQLException {
    return this == NUMBER ? row.getBigDecimal(index) : row.getString(index);
  }
}
