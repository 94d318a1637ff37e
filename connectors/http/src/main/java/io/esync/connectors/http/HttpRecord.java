package io.esync.connectors.http;

import io.esync.connectors.spi.json.JsonRows;
import io.esync.connectors.spi.rows.CursorValue;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowJson;
import io.esync.operators.model.RowSchema;

/**
 * A record as it was read.
 *
 * @param text as it stands in the answer
 * @param key null if it cannot be read
 * @param row null if it cannot be read
 * @param cursor null where there is none
 * @param problem why the row cannot be read; null if it can
 */
record HttpRecord(String text, Row key, Row row, CursorValue cursor, String problem) {
  /**
   * Reads a record.
   *
   * @param cursor of the stream; null where it has none
   */
  static HttpRecord read(String text, RowSchema schema, CursorText cursor) {
    try {
      Row row = JsonRows.row(schema, JsonRows.object(text), name -> true);
      CursorValue value = cursor == null ? null : cursor.of(row);
      return new HttpRecord(text, row.keyRow(), row, value, null);
    } catch (IllegalArgumentException e) {
      return new HttpRecord(text, key(text, schema), null, null, e.getMessage());
    }
  }

  private static Row key(String text, RowSchema schema) {
    try {
      return JsonRows.row(schema.keySchema(), JsonRows.object(text), name -> true);
    } catch (IllegalArgumentException e) {
      return null; // the row's own problem tells
    }
  }

  /** What makes it another record than before: the declared fields, or all of what is broken. */
  String content() {
    return row == null ? text : RowJson.text(row);
  }

  /** What it is known by. */
  Object place() {
    return key == null ? text : key;
  }
}
