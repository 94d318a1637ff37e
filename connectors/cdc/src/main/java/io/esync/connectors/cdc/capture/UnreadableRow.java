package io.esync.connectors.cdc.capture;

import io.esync.operators.model.Field;

/** A row with a value that cannot be read; the message names its column, not the value. */
final class UnreadableRow extends Exception {
  private static final long serialVersionUID = 1L;

  UnreadableRow(String stream, Field column, String kind) {
    super(
        String.format(
            "column '%s' of %s holds %s, which the type %s cannot say",
            column.name(), stream, kind, column.type()),
        null,
        false,
        false);
  }
}
