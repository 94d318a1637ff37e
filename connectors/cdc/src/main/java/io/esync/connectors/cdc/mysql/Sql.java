package io.esync.connectors.cdc.mysql;

import io.debezium.relational.TableId;

/** Quotes names for SQL. */
final class Sql {
  private Sql() {}

  static String name(String name) {
    return '`' + name.replace("`", "``") + '`';
  }

  static String name(String database, String table) {
    return name(database) + "." + name(table);
  }

  static String name(TableId table) {
    return name(table.catalog(), table.table());
  }
}
