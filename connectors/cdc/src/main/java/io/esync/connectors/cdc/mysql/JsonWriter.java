package io.esync.connectors.cdc.mysql;

import com.github.shyiko.mysql.binlog.event.deserialization.ColumnType;
import com.github.shyiko.mysql.binlog.event.deserialization.json.JsonFormatter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Base64;

/** Writes the parts of a JSON document in the server's own style. */
final class JsonWriter implements JsonFormatter {
  private static final int LEAST_DIGITS = 15;
  private static final int MOST_DIGITS = 17;
  private static final String HEX = "0123456789abcdef";

  private final StringBuilder out = new StringBuilder();

  String text() {
    return out.toString();
  }

  @Override
  public void beginObject(int members) {
    out.append('{');
  }

  @Override
  public void beginArray(int items) {
    out.append('[');
  }

  @Override
  public void endObject() {
    out.append('}');
  }

  @Override
  public void endArray() {
    out.append(']');
  }

  @Override
  public void nextEntry() {
    out.append(", ");
  }

  @Override
  public void name(String name) {
    quote(name);
    out.append(": ");
  }

  @Override
  public void value(String value) {
    quote(value);
  }

  @Override
  public void value(int value) {
    out.append(value);
  }

  @Override
  public void value(long value) {
    out.append(value);
  }

  @Override
  public void value(double value) {
    out.append(number(value));
  }

  @Override
  public void value(BigInteger value) {
    out.append(value);
  }

  @Override
  public void value(BigDecimal value) {
    out.append(value.toPlainString());
  }

  @Override
  public void value(boolean value) {
    out.append(value);
  }

  @Override
  public void valueNull() {
    out.append("null");
  }

  @Override
  public void valueYear(int year) {
    out.append(year);
  }

  @Override
  public void valueDate(int year, int month, int day) {
    out.append(String.format("\"%04d-%02d-%02d\"", year, month, day));
  }

  @Override
  public void valueDatetime(
      int year, int month, int day, int hour, int minute, int second, int micros) {
    out.append(
        String.format(
            "\"%04d-%02d-%02d %02d:%02d:%02d.%06d\"",
            year, month, day, hour, minute, second, micros));
  }

  @Override
  public void valueTime(int hour, int minute, int second, int micros) {
    boolean negative = hour < 0 || minute < 0 || second < 0 || micros < 0;
    out.append(
        String.format(
            "\"%s%02d:%02d:%02d.%06d\"",
            negative ? "-" : "",
            Math.abs(hour),
            Math.abs(minute),
            Math.abs(second),
            Math.abs(micros)));
  }

  @Override
  public void valueTimestamp(long seconds, int micros) {
    throw new IllegalStateException("JSON knows no timestamps");
  }

  @Override
  public void valueOpaque(ColumnType type, byte[] value) {
    out.append("\"base64:type").append(type.getCode()).append(':');
    out.append(Base64.getEncoder().encodeToString(value)).append('"');
  }

  /** The shortest digits that mean {@code value}, with an exponent only where it is far from 1. */
  static String number(double value) {
    BigDecimal exact = new BigDecimal(value);
    BigDecimal digits = exact;
    // what is tiny has fewer digits than others
    int least = Math.abs(value) < Double.MIN_NORMAL ? 1 : LEAST_DIGITS;
    for (int i = least; i <= MOST_DIGITS; i++) {
      digits = exact.round(new MathContext(i));
      if (digits.doubleValue() == value) {
        break;
      }
    }
    if (digits.signum() == 0) {
      return Double.doubleToRawLongBits(value) < 0 ? "-0.0" : "0.0";
    }
    digits = digits.stripTrailingZeros();
    int point = digits.precision() - digits.scale(); // digits before the point
    if (point >= -LEAST_DIGITS + 1 && point <= LEAST_DIGITS) {
      String plain = digits.toPlainString();
      return plain.indexOf('.') < 0 ? plain + ".0" : plain;
    }
    String all = digits.unscaledValue().abs().toString();
    return (digits.signum() < 0 ? "-" : "")
        + all.charAt(0)
        + (all.length() > 1 ? "." + all.substring(1) : "")
        + "e"
        + (point - 1);
  }

  private void quote(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ') {
            out.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 0xF));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
