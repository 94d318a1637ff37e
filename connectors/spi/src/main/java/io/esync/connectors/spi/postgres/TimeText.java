package io.esync.connectors.spi.postgres;

import io.esync.connectors.spi.UnrepresentableValue;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;

/**
 * Reads dates and times in PostgreSQL's ISO style: {@code 2024-02-29 13:14:15.123456+05:30 BC}.
 *
 * <p>What {@code java.time} cannot say is refused: {@code infinity}, {@code -infinity} and {@code
 * 24:00:00}. Years before Christ are kept: 1 BC is the year 0.
 */
public final class TimeText {
  private static final String BEFORE_CHRIST = " BC";
  private static final int NANO_DIGITS = 9;
  private static final int SECONDS_AT = 6;

  private TimeText() {}

  public static LocalDate date(String text) throws UnrepresentableValue {
    refuseInfinity(text);
    boolean beforeChrist = text.endsWith(BEFORE_CHRIST);
    int dash = text.indexOf('-');
    int year = Integer.parseInt(text, 0, dash, 10);
    int month = Integer.parseInt(text, dash + 1, dash + 3, 10);
    int day = Integer.parseInt(text, dash + 4, dash + 6, 10);
    return LocalDate.of(beforeChrist ? 1 - year : year, month, day);
  }

  public static LocalTime time(String text) throws UnrepresentableValue {
    int hour = Integer.parseInt(text, 0, 2, 10);
    if (hour == 24) {
      throw new UnrepresentableValue("the time 24:00:00");
    }
    int minute = Integer.parseInt(text, 3, 5, 10);
    int second = Integer.parseInt(text, SECONDS_AT, SECONDS_AT + 2, 10);
    return LocalTime.of(hour, minute, second, nanos(text, SECONDS_AT + 2));
  }

  private static int nanos(String text, int point) {
    int nanos = 0;
    for (int i = 1; i <= NANO_DIGITS; i++) {
      int at = point + i;
      nanos = nanos * 10 + (at < text.length() ? text.charAt(at) - '0' : 0);
    }
    return nanos;
  }

  public static LocalDateTime timestamp(String text) throws UnrepresentableValue {
    refuseInfinity(text);
    int space = text.indexOf(' ');
    int end = text.endsWith(BEFORE_CHRIST) ? text.length() - BEFORE_CHRIST.length() : text.length();
    return LocalDateTime.of(date(text), time(text.substring(space + 1, end)));
  }

  public static Instant instant(String text) throws UnrepresentableValue {
    refuseInfinity(text);
    int zone = Math.max(text.lastIndexOf('+'), text.lastIndexOf('-'));
    int end = text.endsWith(BEFORE_CHRIST) ? text.length() - BEFORE_CHRIST.length() : text.length();
    ZoneOffset offset = ZoneOffset.of(text.substring(zone, end));
    int space = text.indexOf(' ');
    LocalTime time = time(text.substring(space + 1, zone));
    return LocalDateTime.of(date(text), time).toInstant(offset);
  }

  private static void refuseInfinity(String text) throws UnrepresentableValue {
    if (text.endsWith("infinity")) {
      throw new UnrepresentableValue("the time " + text);
    }
  }
}
