package io.esync.operators.model;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;

/**
 * Rows as JSON on one line, from which every value can be told exactly by who knows its type:
 *
 * <ul>
 *   <li>{@code boolean}, {@code int}, {@code bigint}: JSON's own; a reader must not squeeze a
 *       {@code bigint} into a double
 *   <li>{@code float}, {@code double}: numbers; {@code "NaN"}, {@code "Infinity"} and {@code
 *       "-Infinity"} are strings
 *   <li>{@code decimal}: a string that keeps each digit and the scale, {@code "1.50"}, since JSON
 *       readers turn numbers into doubles
 *   <li>{@code bytes}: a string in base64
 *   <li>{@code date}, {@code time}, {@code timestamp}, {@code timestamptz} (in UTC), {@code uuid}:
 *       strings in ISO 8601 and the usual form
 *   <li>{@code json}: JSON itself, less white space; text that is no JSON is a string
 *   <li>arrays: arrays; NULL: {@code null}; absent fields are left out
 * </ul>
 */
public final class RowJson {
  // Up to here a decimal is written without an exponent: "0.00000001" rather than "1E-8".
  private static final int MAX_PLAIN_SCALE = 1000;

  private RowJson() {}

  /** The object with the fields of {@code row}. */
  public static String text(Row row) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < row.schema().size(); i++) {
      if (!row.isAbsent(i)) {
        Field field = row.schema().field(i);
        out.append(out.isEmpty() ? '{' : ',');
        JsonText.quote(field.name(), out);
        out.append(':');
        appendValue(field.type(), row.get(i), out);
      }
    }
    return (out.isEmpty() ? out.append('{') : out).append('}').toString();
  }

  /** Appends a value, which is not {@link Row#ABSENT}. */
  public static void appendValue(DataType type, Object value, StringBuilder out) {
    if (value == null) {
      out.append("null");
      return;
    }
    switch (type.kind()) {
      case BOOLEAN, INT, BIGINT -> out.append(value);
      case FLOAT -> appendFloating(Float.isFinite((Float) value), value, out);
      case DOUBLE -> appendFloating(Double.isFinite((Double) value), value, out);
      case DECIMAL -> JsonText.quote(decimal((BigDecimal) value), out);
      case STRING -> JsonText.quote((String) value, out);
      case JSON ->
          JsonText.compact((String) value)
              .ifPresentOrElse(out::append, () -> JsonText.quote((String) value, out));
      case BYTES -> JsonText.quote(Base64.getEncoder().encodeToString((byte[]) value), out);
      case TIME -> JsonText.quote(DateTimeFormatter.ISO_LOCAL_TIME.format((LocalTime) value), out);
      case TIMESTAMP ->
          JsonText.quote(DateTimeFormatter.ISO_LOCAL_DATE_TIME.format((LocalDateTime) value), out);
      case DATE, TIMESTAMPTZ, UUID -> JsonText.quote(value.toString(), out);
      case ARRAY -> appendArray(type.element(), (List<?>) value, out);
    }
  }

  private static void appendFloating(boolean finite, Object value, StringBuilder out) {
    if (finite) {
      out.append(value);
    } else {
      JsonText.quote(value.toString(), out);
    }
  }

  private static String decimal(BigDecimal value) {
    return value.scale() >= 0 && value.scale() <= MAX_PLAIN_SCALE
        ? value.toPlainString()
        : value.toString();
  }

  private static void appendArray(DataType element, List<?> values, StringBuilder out) {
    out.append('[');
    for (int i = 0; i < values.size(); i++) {
      if (i > 0) {
        out.append(',');
      }
      appendValue(element, values.get(i), out);
    }
    out.append(']');
  }
}
