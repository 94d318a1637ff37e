package io.esync.jobs.dlq;

import io.esync.operators.model.Row;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * A dead letter as it stands in its row, see {@link io.esync.operators.report.DeadLetters}.
 *
 * @param entityKey the values of the key; null where it is not known
 * @param payload the rejected record in its binary form; null where it is withheld
 * @param payloadText the same for people; null where it is no text
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record DeadLetter(
    String id,
    String pipeline,
    String stage,
    String operator,
    String code,
    String message,
    String detail,
    String source,
    String stream,
    String position,
    Instant eventTime,
    Instant firstSeen,
    int attempt,
    String entity,
    String entityKey,
    String payloadKind,
    byte[] payload,
    String payloadText) {

  /** The letter in a row. */
  public static DeadLetter of(Row row) {
    return new DeadLetter(
        text(row, "id"),
        text(row, "pipeline"),
        text(row, "stage"),
        text(row, "operator"),
        text(row, "code"),
        text(row, "message"),
        text(row, "detail"),
        text(row, "source"),
        text(row, "stream"),
        text(row, "position"),
        time(row, "event_time"),
        time(row, "first_seen"),
        row.get("attempt") instanceof Number attempt ? attempt.intValue() : 1,
        text(row, "entity"),
        text(row, "entity_key"),
        text(row, "payload_kind"),
        row.get("payload") instanceof byte[] bytes ? bytes : null,
        text(row, "payload_text"));
  }

  private static String text(Row row, String name) {
    Object value = row.get(name);
    return value == null || value == Row.ABSENT ? null : value.toString();
  }

  private static Instant time(Row row, String name) {
    Object value = row.get(name);
    if (value instanceof LocalDateTime time) {
      return time.toInstant(ZoneOffset.UTC);
    }
    return value instanceof Instant instant ? instant : null;
  }

  /** Whether the record itself was not given out, as it may hold personal data. */
  public boolean isWithheld() {
    return payload == null;
  }
}
