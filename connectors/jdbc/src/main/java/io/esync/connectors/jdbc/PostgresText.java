package io.esync.connectors.jdbc;

import io.esync.operators.model.DataType;
import io.esync.operators.model.TypeKind;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;

/** Values in the text form that PostgreSQL reads back to the last digit. */
final class PostgresText {
  private static final HexFormat HEX = HexFormat.of();

  private PostgresText() {}

  /** The text of a value that is neither null nor absent. */
  static String of(DataType type, Object value) {
    return switch (type.kind()) {
      case BOOLEAN -> (Boolean) value ? "t" : "f";
      case INT, BIGINT, DECIMAL, FLOAT, DOUBLE, STRING, JSON, UUID -> value.toString();
      case BYTES -> "\\x" + HEX.formatHex((byte[]) value);
      case DATE -> date((LocalDate) value) + era((LocalDate) value);
      case TIME -> PaddedText.time((LocalTime) value);
      case TIMESTAMP -> timestamp((LocalDateTime) value, "");
      case TIMESTAMPTZ ->
          timestamp(((Instant) value).atOffset(ZoneOffset.UTC).toLocalDateTime(), "+00");
      case ARRAY -> array(type.element(), (List<?>) value);
    };
  }

  private static String array(DataType element, List<?> values) {
    StringBuilder out = new StringBuilder("{");
    for (Object value : values) {
      appendElement(out, element, value);
    }
    return out.append('}').toString();
  }

  /**
   * Adds a value to an array literal that begins with an open brace; null stands for NULL. An array
   * within an array is one of its dimensions.
   */
  static void appendElement(StringBuilder out, DataType type, Object value) {
    separate(out);
    if (value == null) {
      out.append("NULL");
    } else if (type.isNumeric()
        || type.kind() == TypeKind.BOOLEAN
        || type.kind() == TypeKind.ARRAY) {
      out.append(of(type, value));
    } else {
      appendQuoted(out, of(type, value));
    }
  }

  /** Adds text to an array literal, whatever stands in it. */
  static void appendText(StringBuilder out, String text) {
    separate(out);
    appendQuoted(out, text);
  }

  private static void separate(StringBuilder out) {
    if (out.charAt(out.length() - 1) != '{') {
      out.append(',');
    }
  }

  private static void appendQuoted(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\');
      }
      out.append(c);
    }
    out.append('"');
  }

  private static String timestamp(LocalDateTime value, String zone) {
    LocalDate date = value.toLocalDate();
    return date(date) + " " + PaddedText.time(value.toLocalTime()) + zone + era(date);
  }

  /** The year 0 is the year 1 before Christ. */
  private static String date(LocalDate date) {
    int year = date.getYear() > 0 ? date.getYear() : 1 - date.getYear();
    StringBuilder text = new StringBuilder(10);
    PaddedText.pad(text, year, 4);
    PaddedText.pad(text.append('-'), date.getMonthValue(), 2);
    PaddedText.pad(text.append('-'), date.getDayOfMonth(), 2);
    return text.toString();
  }

  private static String era(LocalDate date) {
    return date.getYear() > 0 ? "" : " BC";
  }
}
