package io.esync.operators.expression;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import org.apache.calcite.linq4j.function.Strict;

/**
 * Dates and times as whole numbers: a date is its day since 1970-01-01, a time its microsecond of
 * the day, a timestamp its microsecond since 1970-01-01T00:00:00 (of UTC, if it has a zone). So
 * they are compared as numbers; what needs the calendar is here. Called by generated code, never
 * with NULL. Where a calendar field of a timestamp with zone is asked for, it is that of UTC.
 */
@Strict
public final class TemporalFunctions {
  static final long DAY_MICROS = 86_400_000_000L;

  private static final long MILLI_MICROS = 1000L;

  private TemporalFunctions() {}

  static LocalDateTime dateTime(long micros) {
    return LocalDateTime.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000L),
        (int) Math.floorMod(micros, 1_000_000L) * 1000,
        ZoneOffset.UTC);
  }

  static long micros(LocalDateTime time) {
    return micros(time.toEpochSecond(ZoneOffset.UTC), time.get(ChronoField.NANO_OF_SECOND));
  }

  static long micros(long epochSecond, int nanos) {
    if (nanos % 1000 != 0) {
      throw new Fault("a time finer than a microsecond cannot be computed with");
    }
    return Math.addExact(Math.multiplyExact(epochSecond, 1_000_000L), nanos / 1000);
  }

  /** The day of a timestamp. */
  public static long timestampToDate(long micros) {
    return Math.floorDiv(micros, DAY_MICROS);
  }

  /** The time of day of a timestamp. */
  public static long timestampToTime(long micros) {
    return Math.floorMod(micros, DAY_MICROS);
  }

  /** The midnight a day begins with. */
  public static long dateToTimestamp(long day) {
    return Math.multiplyExact(day, DAY_MICROS);
  }

  /** Rounded half up to that many digits of a second. */
  public static long roundSecond(long micros, int digits) {
    long unit = 1;
    for (int i = digits; i < ExpressionTypeSystem.SECOND_DIGITS; i++) {
      unit *= 10;
    }
    return Math.multiplyExact(Math.floorDiv(Math.addExact(micros, unit / 2), unit), unit);
  }

  /** A timestamp later by milliseconds. */
  public static long plusMillis(long micros, long millis) {
    return Math.addExact(micros, Math.multiplyExact(millis, MILLI_MICROS));
  }

  /** A time of day later by milliseconds, around the clock. */
  public static long timePlusMillis(long micros, long millis) {
    return Math.floorMod(plusMillis(micros, millis), DAY_MICROS);
  }

  /** A date later by milliseconds that are whole days. */
  public static long datePlusMillis(long day, long millis) {
    if (millis % (DAY_MICROS / MILLI_MICROS) != 0) {
      throw new Fault("a date can only be moved by whole days");
    }
    return Math.addExact(day, millis / (DAY_MICROS / MILLI_MICROS));
  }

  /** A timestamp later by months; on the last day of the month where that is shorter. */
  public static long plusMonths(long micros, long months) {
    return micros(dateTime(micros).plusMonths(months));
  }

  /** A date later by months; on the last day of the month where that is shorter. */
  public static long datePlusMonths(long day, long months) {
    return LocalDate.ofEpochDay(day).plusMonths(months).toEpochDay();
  }

  /** Whole units from {@code from} to {@code to}, both timestamps; negative if it is earlier. */
  public static long difference(long to, long from, String unit) {
    return switch (unit) {
      case "MICROSECOND" -> Math.subtractExact(to, from);
      case "MILLISECOND" -> Math.subtractExact(to, from) / MILLI_MICROS;
      case "QUARTER" -> between(to, from, ChronoUnit.MONTHS) / 3;
      default -> between(to, from, ChronoUnit.valueOf(unit + "S"));
    };
  }

  private static long between(long to, long from, ChronoUnit unit) {
    return unit.between(dateTime(from), dateTime(to));
  }

  /** A part of a timestamp. Weeks are ISO's; {@code DOW} counts from Sunday = 1. */
  public static long extract(long micros, String unit) {
    LocalDateTime time = dateTime(micros);
    return switch (unit) {
      case "YEAR" -> time.getYear();
      case "QUARTER" -> time.get(IsoFields.QUARTER_OF_YEAR);
      case "MONTH" -> time.getMonthValue();
      case "WEEK" -> time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
      case "ISOYEAR" -> time.get(IsoFields.WEEK_BASED_YEAR);
      case "DAY" -> time.getDayOfMonth();
      case "DOW" -> time.getDayOfWeek().getValue() % 7 + 1;
      case "ISODOW" -> time.getDayOfWeek().getValue();
      case "DOY" -> time.getDayOfYear();
      case "HOUR" -> time.getHour();
      case "MINUTE" -> time.getMinute();
      case "SECOND" -> time.getSecond();
      case "MILLISECOND" -> Math.floorMod(micros, 60_000_000L) / MILLI_MICROS;
      case "MICROSECOND" -> Math.floorMod(micros, 60_000_000L);
      case "EPOCH" -> Math.floorDiv(micros, 1_000_000L);
      default -> throw new Fault("the part " + unit + " cannot be taken of a date or time");
    };
  }

  /** The timestamp at which the unit around {@code micros} begins. */
  public static long floorTo(long micros, String unit) {
    LocalDateTime time = dateTime(micros);
    LocalDate day = time.toLocalDate();
    return switch (unit) {
      case "YEAR" -> midnight(day.withDayOfYear(1));
      case "QUARTER" -> midnight(day.with(IsoFields.DAY_OF_QUARTER, 1));
      case "MONTH" -> midnight(day.withDayOfMonth(1));
      case "WEEK" -> midnight(day.with(ChronoField.DAY_OF_WEEK, 1));
      case "DAY" -> midnight(day);
      case "HOUR" -> micros(time.truncatedTo(ChronoUnit.HOURS));
      case "MINUTE" -> micros(time.truncatedTo(ChronoUnit.MINUTES));
      case "SECOND" -> micros(time.truncatedTo(ChronoUnit.SECONDS));
      case "MILLISECOND" -> micros(time.truncatedTo(ChronoUnit.MILLIS));
      default -> throw new Fault("a date or time cannot be rounded to " + unit);
    };
  }

  private static long midnight(LocalDate day) {
    return dateToTimestamp(day.toEpochDay());
  }

  /** A date in the form 2026-01-31. */
  public static long textToDate(String text) {
    try {
      return LocalDate.parse(text.strip()).toEpochDay();
    } catch (DateTimeException e) {
      throw new Fault("the text is no date like 2026-01-31");
    }
  }

  /** A time of day in the form 23:59:59.123456. */
  public static long textToTime(String text) {
    try {
      return micros(0, 0) + micros(LocalDate.EPOCH.atTime(LocalTime.parse(text.strip())));
    } catch (DateTimeException e) {
      throw new Fault("the text is no time like 23:59:59.123456");
    }
  }

  /** A timestamp in the form 2026-01-31 23:59:59.123456, or with a T; a date is its midnight. */
  public static long textToTimestamp(String text) {
    return TemporalText.timestamp(text.strip());
  }

  /** A timestamp with a zone, e.g. 2026-01-31 23:59:59Z or …+01:00. */
  public static long textToInstant(String text) {
    return TemporalText.instant(text.strip());
  }

  public static String dateToText(long day) {
    return LocalDate.ofEpochDay(day).toString();
  }

  public static String timeToText(long micros) {
    return TemporalText.of(LocalTime.ofNanoOfDay(micros * 1000));
  }

  public static String timestampToText(long micros) {
    LocalDateTime time = dateTime(micros);
    return time.toLocalDate() + " " + TemporalText.of(time.toLocalTime());
  }

  public static String instantToText(long micros) {
    return timestampToText(micros) + "Z";
  }
}
