package io.esync.connectors.cdc.mysql;

import io.esync.operators.model.DataType;

/** A row with a value that cannot be read; the message names its column, not the value. */
final class UnreadableRow extends Exception {
  private static final long serialVersionUID = 1L;

  UnreadableRow(MySqlTable table, int column, DataType type, String kind) {
    super(
        String.format(
            "column '%s' of %s holds %s, which the type %s cannot say",
            table.columns().get(column).name(), table.stream(), kind, type),
        null,
        false,
        false);
  }
}
