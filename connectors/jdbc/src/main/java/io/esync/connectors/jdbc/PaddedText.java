package io.esync.connectors.jdbc;

import static java.time.temporal.ChronoField.MICRO_OF_SECOND;

import java.time.LocalTime;

/** Numbers of a fixed width, as in times: by hand, since a format string costs more than a row. */
final class PaddedText {
  private PaddedText() {}

  /** {@code hh:mm:ss}, with six digits behind where there are any. */
  static String time(LocalTime time) {
    StringBuilder text = new StringBuilder(15);
    pad(text, time.getHour(), 2);
    pad(text.append(':'), time.getMinute(), 2);
    pad(text.append(':'), time.getSecond(), 2);
    int micros = time.get(MICRO_OF_SECOND);
    if (micros > 0) {
      pad(text.append('.'), micros, 6);
    }
    return text.toString();
  }

  /** Adds a number that is not negative, with zeros before it. */
  static void pad(StringBuilder text, int number, int digits) {
    String plain = Integer.toString(number);
    for (int i = plain.length(); i < digits; i++) {
      text.append('0');
    }
    text.append(plain);
  }
}
