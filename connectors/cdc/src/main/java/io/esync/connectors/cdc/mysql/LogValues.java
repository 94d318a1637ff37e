package io.esync.connectors.cdc.mysql;

import java.math.BigDecimal;

/**
 * Takes the values of a row off the log. What comes out is a {@link Long}, {@link Float}, {@link
 * Double}, {@link BigDecimal} or {@code byte[]}, or the text that the server itself would write:
 * dates and times, and unsigned numbers of 64 bits.
 */
final class LogValues {
  private static final int FIRST_YEAR = 1900;
  private static final int LONG_LENGTH = 255;
  private static final int DECIMAL_WORD = 9;
  private static final int[] DECIMAL_BYTES = {0, 1, 1, 2, 2, 3, 3, 4, 4, 4};

  private LogValues() {}

  /** The next value, which is not NULL. */
  static Object read(LogType type, boolean unsigned, LogBuffer in) {
    int meta = type.meta();
    return switch (type.code()) {
      case LogType.TINY -> integer(1, unsigned, in);
      case LogType.SHORT -> integer(2, unsigned, in);
      case LogType.INT24 -> integer(3, unsigned, in);
      case LogType.LONG -> integer(4, unsigned, in);
      case LogType.LONGLONG ->
          unsigned ? (Object) Long.toUnsignedString(in.number(8)) : (Object) in.number(8);
      case LogType.FLOAT -> Float.intBitsToFloat((int) in.number(4));
      case LogType.DOUBLE -> Double.longBitsToDouble(in.number(8));
      case LogType.NEWDECIMAL -> decimal(type.precision(), type.scale(), in);
      case LogType.YEAR -> year(in.u8());
      case LogType.DATE -> LogTimes.date(in);
      case LogType.TIME -> LogTimes.oldTime(in);
      case LogType.TIME2 -> LogTimes.time(meta, in);
      case LogType.DATETIME -> LogTimes.oldDatetime(in);
      case LogType.DATETIME2 -> LogTimes.datetime(meta, in);
      case LogType.TIMESTAMP -> LogTimes.timestamp(in.number(4), 0, in);
      case LogType.TIMESTAMP2 -> LogTimes.timestamp(in.bigEndian(4), meta, in);
      case LogType.BIT -> in.bytes((type.length() + 7) / Byte.SIZE);
      case LogType.ENUM, LogType.SET -> in.number(meta);
      case LogType.STRING, LogType.VARCHAR, LogType.VAR_STRING, LogType.VARCHAR_COMPRESSED ->
          in.bytes((int) in.number(meta > LONG_LENGTH ? 2 : 1));
      case LogType.BLOB, LogType.GEOMETRY, LogType.JSON, LogType.VECTOR, LogType.BLOB_COMPRESSED ->
          in.bytes((int) in.number(meta));
      default ->
          throw new IllegalStateException(
              "the log holds a type of column, "
                  + type.code()
                  + ", whose values have no known length");
    };
  }

  private static Object integer(int size, boolean unsigned, LogBuffer in) {
    return unsigned ? in.number(size) : in.signed(size);
  }

  private static Long year(int value) {
    return value == 0 ? 0L : value + FIRST_YEAR;
  }

  /** Words of nine digits, fewer at both ends; a negative number has all its bits inverted. */
  private static BigDecimal decimal(int precision, int scale, LogBuffer in) {
    int whole = precision - scale;
    int size = decimalSize(whole) + decimalSize(scale);
    byte[] bytes = in.bytes(size);
    boolean negative = (bytes[0] & 0x80) == 0;
    bytes[0] ^= (byte) 0x80;
    if (negative) {
      for (int i = 0; i < size; i++) {
        bytes[i] = (byte) ~bytes[i];
      }
    }
    LogBuffer words = new LogBuffer(bytes);
    StringBuilder digits = new StringBuilder(precision + 2).append(negative ? "-" : "");
    word(whole % DECIMAL_WORD, words, digits);
    for (int i = 0; i < whole / DECIMAL_WORD; i++) {
      word(DECIMAL_WORD, words, digits);
    }
    digits.append(whole == 0 ? "0" : "");
    if (scale > 0) {
      digits.append('.');
      for (int i = 0; i < scale / DECIMAL_WORD; i++) {
        word(DECIMAL_WORD, words, digits);
      }
      word(scale % DECIMAL_WORD, words, digits);
    }
    return new BigDecimal(digits.toString());
  }

  private static int decimalSize(int digits) {
    return digits / DECIMAL_WORD * 4 + DECIMAL_BYTES[digits % DECIMAL_WORD];
  }

  private static void word(int digits, LogBuffer words, StringBuilder out) {
    if (digits > 0) {
      String text = Long.toString(words.bigEndian(DECIMAL_BYTES[digits]));
      out.append("0".repeat(digits - text.length())).append(text);
    }
  }
}
