package io.esync.connectors.cdc.mysql;

import java.util.List;

/**
 * A table at one point of its history.
 *
 * @param columns in the order of the values of its rows
 */
record MySqlTable(String database, String table, List<MySqlColumn> columns) {
  MySqlTable {
    columns = List.copyOf(columns);
  }

  /** {@code database.table}, the name of the stream. */
  String stream() {
    return database + "." + table;
  }

  /** The column of this name, or null. */
  MySqlColumn find(String name) {
    for (MySqlColumn column : columns) {
      if (column.name().equalsIgnoreCase(name)) {
        return column;
      }
    }
    return null;
  }
}
