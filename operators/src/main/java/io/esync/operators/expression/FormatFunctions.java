package io.esync.operators.expression;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.apache.calcite.linq4j.function.Strict;

/**
 * Dates and times in the user's own formats and zones; called by generated code, never with NULL.
 */
@Strict
public final class FormatFunctions {
  private FormatFunctions() {}

  /** A date in a format like DD.MM.YYYY. */
  public static long formattedDate(String text, String format) {
    try {
      return LocalDate.parse(text.strip(), TimeFormat.of(format)).toEpochDay();
    } catch (DateTimeException e) {
      throw new Fault("the text is no date of the format " + format);
    }
  }

  /** A timestamp in a format like DD.MM.YYYY HH24:MI:SS. */
  public static long formattedTimestamp(String text, String format) {
    try {
      return TemporalFunctions.micros(LocalDateTime.parse(text.strip(), TimeFormat.of(format)));
    } catch (DateTimeException e) {
      throw new Fault("the text is no timestamp of the format " + format);
    }
  }

  /** A timestamp in a format. */
  public static String format(long micros, String format) {
    return TimeFormat.of(format).format(TemporalFunctions.dateTime(micros));
  }

  /** The instant at which clocks in {@code zone} show a time: the first where they do so twice. */
  public static long inZone(long micros, String zone) {
    return TemporalFunctions.micros(
        TemporalFunctions.dateTime(micros)
            .atZone(zone(zone))
            .withZoneSameInstant(ZoneOffset.UTC)
            .toLocalDateTime());
  }

  /** What clocks in {@code zone} show at an instant. */
  public static long shownInZone(long micros, String zone) {
    return TemporalFunctions.micros(
        TemporalFunctions.dateTime(micros)
            .atZone(ZoneOffset.UTC)
            .withZoneSameInstant(zone(zone))
            .toLocalDateTime());
  }

  static ZoneId zone(String name) {
    try {
      return ZoneId.of(name.strip());
    } catch (DateTimeException e) {
      throw new Fault("there is no time zone '" + name + "'; write one like Europe/Berlin or UTC");
    }
  }
}
