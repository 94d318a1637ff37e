package io.esync.connectors.cdc.mysql;

import io.esync.connectors.spi.UnrepresentableValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;

/** Reads the text of dates and times. What is no day or no time of a day is refused. */
final class TimeValues {
  private static final int DATE = 10;
  private static final int CLOCK = 8;
  private static final int NANO_DIGITS = 9;

  private TimeValues() {}

  static LocalDate date(String text) throws UnrepresentableValue {
    int year = number(text, 0, 4);
    int month = number(text, 5, 7);
    int day = number(text, 8, DATE);
    if (month == 0 || day == 0 || year == 0) {
      throw new UnrepresentableValue("a date with a zero in it");
    }
    try {
      return LocalDate.of(year, month, day);
    } catch (DateTimeException e) {
      throw new UnrepresentableValue("a day that does not exist");
    }
  }

  static LocalTime time(String text) throws UnrepresentableValue {
    // a third digit of the hour, or a sign
    if (text.charAt(2) != ':' || text.compareTo("24") >= 0) {
      throw new UnrepresentableValue("a time that is none of a day");
    }
    return LocalTime.of(
        number(text, 0, 2), number(text, 3, 5), number(text, 6, CLOCK), nanos(text, CLOCK));
  }

  static LocalDateTime datetime(String text) throws UnrepresentableValue {
    return LocalDateTime.of(date(text), time(text.substring(DATE + 1)));
  }

  /** Text in the zone of UTC. */
  static Instant timestamp(String text) throws UnrepresentableValue {
    return datetime(text).toInstant(ZoneOffset.UTC);
  }

  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      number = number * 10 + Character.digit(text.charAt(i), 10);
    }
    return number;
  }

  private static int nanos(String text, int point) {
    int nanos = 0;
    for (int i = 1; i <= NANO_DIGITS; i++) {
      int at = point + i;
      nanos = nanos * 10 + (at < text.length() ? Character.digit(text.charAt(at), 10) : 0);
    }
    return nanos;
  }
}
