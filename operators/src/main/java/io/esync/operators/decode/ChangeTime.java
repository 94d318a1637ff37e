package io.esync.operators.decode;

import io.esync.operators.model.ErrorCode;
import io.esync.operators.model.Origin;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Reads the field that tells when a row changed. */
public final class ChangeTime {
  private ChangeTime() {}

  /**
   * Microseconds since the epoch. A timestamp without zone and a date are taken as UTC, a whole
   * number as milliseconds; NULL is {@link Origin#UNKNOWN_TIME}.
   */
  public static long micros(String field, Object value) throws DecodeException {
    try {
      if (value == null) {
        return Origin.UNKNOWN_TIME;
      } else if (value instanceof Instant instant) {
        return micros(instant);
      } else if (value instanceof LocalDateTime time) {
        return micros(time.toInstant(ZoneOffset.UTC));
      } else if (value instanceof LocalDate date) {
        return micros(date.atStartOfDay().toInstant(ZoneOffset.UTC));
      } else if (value instanceof Long millis) {
        return Math.multiplyExact(millis, 1000L);
      }
    } catch (ArithmeticException e) {
      throw new DecodeException(
          ErrorCode.TYPE_MISMATCH, "timestamp field '" + field + "' is out of range");
    }
    throw new DecodeException(
        ErrorCode.TYPE_MISMATCH,
        "timestamp field '"
            + field
            + "' is neither a timestamp nor a date nor milliseconds since the epoch");
  }

  private static long micros(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1000);
  }
}
