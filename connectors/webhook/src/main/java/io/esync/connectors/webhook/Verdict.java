package io.esync.connectors.webhook;

import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.Row;
import java.util.List;

/** What is to be done with a request. */
sealed interface Verdict {
  /** It is answered at once, and leaves no trace but a count. */
  record Refused(Refusal why, String message) implements Verdict {}

  /** It is genuine, and tells of nothing that is asked for. */
  record Unused() implements Verdict {}

  /**
   * It is answered when its records are durable.
   *
   * @param body as it came
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Event(DeliveryId id, List<Told> records, byte[] body) implements Verdict {}

  /**
   * A record that an event tells of.
   *
   * @param row null where it cannot be read
   * @param problem why it cannot be read; else null
   */
  record Told(String stream, ChangeOp op, Row row, String problem) {
    static Told unreadable(String stream, String problem) {
      return new Told(stream, ChangeOp.UPSERT, null, problem);
    }
  }
}
