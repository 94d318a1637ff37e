package io.esync.connectors.jdbc;

import java.io.Serializable;

/**
 * A table as the pipeline file names it. Names are taken as they are written, upper and lower case
 * included.
 *
 * @param schema null for the connection's own schema
 */
record TableName(String schema, String table) implements Serializable {
  /**
   * Reads {@code table} or {@code schema.table}.
   *
   * @throws IllegalArgumentException if a part is empty or there are more than two
   */
  static TableName parse(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length > 2) {
      throw new IllegalArgumentException(
          "table '" + text + "' has more than two parts; write 'table' or 'schema.table'");
    }
    for (String part : parts) {
      if (part.isBlank()) {
        throw new IllegalArgumentException("table '" + text + "' has an empty name");
      }
    }
    return parts.length == 1 ? new TableName(null, parts[0]) : new TableName(parts[0], parts[1]);
  }

  @Override
  public String toString() {
    return schema == null ? table : schema + "." + table;
  }
}
