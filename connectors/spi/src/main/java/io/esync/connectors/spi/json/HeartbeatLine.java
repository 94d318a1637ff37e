package io.esync.connectors.spi.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.esync.operators.model.Heartbeat;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A line that promises a time: {@code {"heartbeat": "2026-01-01T00:00:00Z"}}. */
public final class HeartbeatLine {
  private static final String MEMBER = "heartbeat";

  private HeartbeatLine() {}

  /**
   * The promise, or null where the line tells of something else.
   *
   * @throws IllegalArgumentException with what was expected, if the line is none
   */
  public static Heartbeat parse(String source, String line) {
    JsonNode json = JsonRows.object(line);
    if (!json.has(MEMBER)) {
      return null;
    }
    String time = json.get(MEMBER).asText();
    if (json.size() > 1) {
      throw new IllegalArgumentException("'heartbeat' stands alone in its line");
    }
    try {
      return Heartbeat.of(source, ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(time)), 0);
    } catch (DateTimeException | ArithmeticException e) {
      throw new IllegalArgumentException(
          "heartbeat '" + time + "' is not like 2026-01-01T00:00:00Z", e);
    }
  }
}
