package io.esync.connectors.cdc.postgres;

import io.debezium.relational.TableId;

/** Quotes names for SQL. */
final class Sql {
  private Sql() {}

  static String name(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  static String name(String schema, String table) {
    return name(schema) + "." + name(table);
  }

  static String name(TableId table) {
    return name(table.schema(), table.table());
  }
}
