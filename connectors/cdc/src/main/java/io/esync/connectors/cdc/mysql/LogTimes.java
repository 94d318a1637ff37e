package io.esync.connectors.cdc.mysql;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Takes dates and times off the log, in the text that the server writes in the zone of UTC. */
final class LogTimes {
  private static final long DATETIME_ZERO = 0x80_0000_0000L;
  private static final long TIME_ZERO = 0x80_0000L;
  private static final long TIME_ZERO_6 = 0x8000_0000_0000L;
  private static final int MICRO_DIGITS = 6;
  private static final int MICRO_BITS = 24;
  private static final int[] POWERS = {1_000_000, 10_000, 100, 1};

  private LogTimes() {}

  static String date(LogBuffer in) {
    long value = in.number(3);
    return date(value >> 9, (value >> 5) & 0xF, value & 0x1F);
  }

  /** {@code digits} after the point. */
  static String datetime(int digits, LogBuffer in) {
    long value = in.bigEndian(5) - DATETIME_ZERO;
    long month = value >> 22;
    return date(month / 13, month % 13, (value >> 17) & 0x1F)
        + " "
        + clock(
            (value >> 12) & 0x1F, (value >> 6) & 0x3F, value & 0x3F, fraction(digits, in), digits);
  }

  static String timestamp(long seconds, int digits, LogBuffer in) {
    long micros = fraction(digits, in);
    if (seconds == 0) {
      return "0000-00-00 " + clock(0, 0, 0, micros, digits);
    }
    LocalDateTime time = LocalDateTime.ofInstant(Instant.ofEpochSecond(seconds), ZoneOffset.UTC);
    return date(time.getYear(), time.getMonthValue(), time.getDayOfMonth())
        + " "
        + clock(time.getHour(), time.getMinute(), time.getSecond(), micros, digits);
  }

  static String time(int digits, LogBuffer in) {
    int size = (digits + 1) / 2;
    long packed;
    if (size == 3) {
      packed = in.bigEndian(6) - TIME_ZERO_6;
    } else {
      long whole = in.bigEndian(3) - TIME_ZERO;
      long part = in.bigEndian(size);
      if (whole < 0 && part > 0) {
        whole++;
        part -= 1L << (Byte.SIZE * size);
      }
      packed = (whole << MICRO_BITS) + part * POWERS[size];
    }
    long value = Math.abs(packed);
    long whole = value >> MICRO_BITS;
    return (packed < 0 ? "-" : "")
        + clock(
            (whole >> 12) & 0x3FF,
            (whole >> 6) & 0x3F,
            whole & 0x3F,
            value & ((1 << MICRO_BITS) - 1),
            digits);
  }

  static String oldTime(LogBuffer in) {
    long value = in.signed(3);
    long clock = Math.abs(value);
    return (value < 0 ? "-" : "") + clock(clock / 10_000, clock / 100 % 100, clock % 100, 0, 0);
  }

  static String oldDatetime(LogBuffer in) {
    long value = in.number(8);
    long date = value / 1_000_000;
    long clock = value % 1_000_000;
    return date(date / 10_000, date / 100 % 100, date % 100)
        + " "
        + clock(clock / 10_000, clock / 100 % 100, clock % 100, 0, 0);
  }

  private static long fraction(int digits, LogBuffer in) {
    int size = (digits + 1) / 2;
    return in.bigEndian(size) * POWERS[size];
  }

  private static String date(long year, long month, long day) {
    StringBuilder text = new StringBuilder(10);
    padded(year, 4, text);
    padded(month, 2, text.append('-'));
    padded(day, 2, text.append('-'));
    return text.toString();
  }

  private static String clock(long hour, long minute, long second, long micros, int digits) {
    StringBuilder text = new StringBuilder(16);
    padded(hour, 2, text);
    padded(minute, 2, text.append(':'));
    padded(second, 2, text.append(':'));
    if (digits > 0) {
      int start = text.append('.').length();
      padded(micros, MICRO_DIGITS, text);
      text.setLength(start + digits);
    }
    return text.toString();
  }

  private static void padded(long number, int width, StringBuilder out) {
    String text = Long.toString(number);
    out.append("0".repeat(Math.max(0, width - text.length()))).append(text);
  }
}
