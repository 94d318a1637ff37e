package io.esync.connectors.kafka.debezium;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Times that stand as numbers. */
final class EpochTime {
  private EpochTime() {}

  static Instant instant(long count, ChronoUnit unit) {
    return Instant.EPOCH.plus(count, unit);
  }

  /** A time without a zone stands as if it were in UTC. */
  static LocalDateTime timestamp(long count, ChronoUnit unit) {
    return LocalDateTime.ofInstant(instant(count, unit), ZoneOffset.UTC);
  }

  static LocalTime time(long count, ChronoUnit unit) {
    return LocalTime.ofNanoOfDay(Math.multiplyExact(count, unit.getDuration().toNanos()));
  }

  /** ISO 8601 with any offset. */
  static Instant instant(String text) {
    return OffsetDateTime.parse(text).toInstant();
  }
}
