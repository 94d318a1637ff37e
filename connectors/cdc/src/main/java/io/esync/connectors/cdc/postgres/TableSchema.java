package io.esync.connectors.cdc.postgres;

import java.util.List;

/**
 * A table as the server describes it at one point of its history.
 *
 * @param columns in the order of the values of its rows; generated columns are not among them, as
 *     PostgreSQL does not publish them
 */
record TableSchema(String schema, String table, List<Column> columns) {
  TableSchema {
    columns = List.copyOf(columns);
  }

  /**
   * A column.
   *
   * @param key whether it is part of what identifies a row
   */
  record Column(String name, int type, int modifier, boolean key) {}

  /** {@code schema.table}, the name of the stream. */
  String stream() {
    return schema + "." + table;
  }
}
