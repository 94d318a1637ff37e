package io.esync.connectors.kafka.source;

import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.Row;

/**
 * What a message says of a row.
 *
 * @param timestamp when the row changed, in microseconds since the epoch; null where the message
 *     itself does not say, and its own time counts
 * @param snapshot whether it was read from a table rather than from a change log
 */
record Change(ChangeOp op, Row before, Row after, Long timestamp, boolean snapshot) {
  static Change upsert(Row after) {
    return new Change(ChangeOp.UPSERT, null, after, null, false);
  }

  static Change delete(Row before) {
    return new Change(ChangeOp.DELETE, before, null, null, false);
  }
}
