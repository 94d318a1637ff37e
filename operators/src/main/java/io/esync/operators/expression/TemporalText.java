package io.esync.operators.expression;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;

/** The written forms of times: those of SQL and of ISO 8601 are read, SQL's is written. */
final class TemporalText {
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .appendPattern("HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .toFormatter();

  /** Offsets as in Z, +01, +0100 and +01:00. */
  private static final DateTimeFormatter INSTANT =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .appendPattern("[XXX][X]")
          .toFormatter();

  private TemporalText() {}

  static String of(LocalTime time) {
    return TIME.format(time);
  }

  static long timestamp(String text) {
    try {
      LocalDateTime time =
          text.length() == 10
              ? LocalDate.parse(text).atStartOfDay()
              : LocalDateTime.parse(withT(text));
      return TemporalFunctions.micros(time);
    } catch (DateTimeException e) {
      throw new Fault("the text is no timestamp like 2026-01-31 23:59:59.123456");
    }
  }

  static long instant(String text) {
    try {
      OffsetDateTime time = INSTANT.parse(withT(text), OffsetDateTime::from);
      return TemporalFunctions.micros(time.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime());
    } catch (DateTimeException e) {
      throw new Fault(
          "the text is no timestamp with zone like 2026-01-31 23:59:59Z or 2026-01-31 23:59:59+01:00");
    }
  }

  private static String withT(String text) {
    return text.length() > 10 && text.charAt(10) == ' '
        ? text.substring(0, 10) + "T" + text.substring(11)
        : text;
  }
}
