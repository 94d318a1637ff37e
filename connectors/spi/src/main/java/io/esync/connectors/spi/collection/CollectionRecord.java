package io.esync.connectors.spi.collection;

import com.fasterxml.jackson.databind.JsonNode;
import io.esync.connectors.spi.json.JsonRows;
import io.esync.connectors.spi.json.RecordShape;
import io.esync.connectors.spi.rows.CursorValue;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowJson;

/**
 * A record as it was read.
 *
 * @param text as it stands in the answer
 * @param key null if it cannot be read
 * @param row null if it cannot be read
 * @param cursor null where there is none
 * @param problem why the row cannot be read; null if it can
 * @param leftOut whether it is no record of the collection
 */
record CollectionRecord(
    String text, Row key, Row row, CursorValue cursor, String problem, boolean leftOut) {
  /**
   * Reads a record.
   *
   * @param cursor of the collection; null where it has none
   */
  static CollectionRecord read(String text, ApiCollection collection, CursorText cursor) {
    RecordShape shape = collection.shape();
    boolean leftOut = false;
    try {
      JsonNode json = JsonRows.object(text);
      leftOut = collection.leftOut() != null && json.at(collection.leftOut()).isContainerNode();
      Row row = shape.row(json);
      CursorValue value = cursor == null ? null : cursor.of(row);
      return new CollectionRecord(text, row.keyRow(), row, value, null, leftOut);
    } catch (IllegalArgumentException e) {
      return new CollectionRecord(text, key(text, shape), null, null, e.getMessage(), leftOut);
    }
  }

  private static Row key(String text, RecordShape shape) {
    try {
      return shape.key(JsonRows.object(text));
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
