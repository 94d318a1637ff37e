package io.esync.operators.model;

import java.io.Serializable;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The type of a field, with the Java class of its values:
 *
 * <table>
 *   <caption>Types and classes</caption>
 *   <tr><td>{@code boolean}</td><td>{@link Boolean}</td></tr>
 *   <tr><td>{@code int}, {@code bigint}</td><td>{@link Integer}, {@link Long}</td></tr>
 *   <tr><td>{@code decimal(p,s)}, {@code decimal} (any precision)</td><td>{@link java.math.BigDecimal}</td></tr>
 *   <tr><td>{@code float}, {@code double}</td><td>{@link Float}, {@link Double}</td></tr>
 *   <tr><td>{@code string}, {@code json} (its text)</td><td>{@link String}</td></tr>
 *   <tr><td>{@code bytes}</td><td>{@code byte[]}</td></tr>
 *   <tr><td>{@code date}, {@code time}</td><td>{@link java.time.LocalDate}, {@link java.time.LocalTime}</td></tr>
 *   <tr><td>{@code timestamp}, {@code timestamptz}</td><td>{@link java.time.LocalDateTime}, {@link java.time.Instant}</td></tr>
 *   <tr><td>{@code uuid}</td><td>{@link java.util.UUID}</td></tr>
 *   <tr><td>{@code array<T>}</td><td>{@link java.util.List} (elements may be null)</td></tr>
 * </table>
 *
 * @param kind what it is
 * @param precision of a decimal, in digits; 0 for a decimal of any precision and for other kinds
 * @param scale of a decimal, in digits after the point
 * @param element the element type of an array, else null
 */
public record DataType(TypeKind kind, int precision, int scale, DataType element)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  public static final DataType BOOLEAN = simple(TypeKind.BOOLEAN);
  public static final DataType INT = simple(TypeKind.INT);
  public static final DataType BIGINT = simple(TypeKind.BIGINT);
  public static final DataType DECIMAL = simple(TypeKind.DECIMAL);
  public static final DataType FLOAT = simple(TypeKind.FLOAT);
  public static final DataType DOUBLE = simple(TypeKind.DOUBLE);
  public static final DataType STRING = simple(TypeKind.STRING);
  public static final DataType BYTES = simple(TypeKind.BYTES);
  public static final DataType DATE = simple(TypeKind.DATE);
  public static final DataType TIME = simple(TypeKind.TIME);
  public static final DataType TIMESTAMP = simple(TypeKind.TIMESTAMP);
  public static final DataType TIMESTAMPTZ = simple(TypeKind.TIMESTAMPTZ);
  public static final DataType UUID = simple(TypeKind.UUID);
  public static final DataType JSON = simple(TypeKind.JSON);

  private static final Map<String, DataType> BY_NAME =
      Map.ofEntries(
          Map.entry("boolean", BOOLEAN),
          Map.entry("int", INT),
          Map.entry("bigint", BIGINT),
          Map.entry("decimal", DECIMAL),
          Map.entry("float", FLOAT),
          Map.entry("double", DOUBLE),
          Map.entry("string", STRING),
          Map.entry("bytes", BYTES),
          Map.entry("date", DATE),
          Map.entry("time", TIME),
          Map.entry("timestamp", TIMESTAMP),
          Map.entry("timestamptz", TIMESTAMPTZ),
          Map.entry("uuid", UUID),
          Map.entry("json", JSON));

  private static final Pattern DECIMAL_TEXT =
      Pattern.compile("decimal\\s*\\(\\s*(\\d{1,4})\\s*(?:,\\s*(\\d{1,4})\\s*)?\\)");
  private static final Pattern ARRAY_TEXT = Pattern.compile("array\\s*<(.+)>");

  public DataType {
    Objects.requireNonNull(kind, "kind");
    if ((kind == TypeKind.ARRAY) != (element != null)) {
      throw new IllegalArgumentException("exactly arrays have an element type");
    }
    if (kind != TypeKind.DECIMAL && (precision != 0 || scale != 0)) {
      throw new IllegalArgumentException("only a decimal has precision and scale");
    }
    if (kind == TypeKind.DECIMAL && precision > 0 && scale > precision) {
      throw new IllegalArgumentException(
          "decimal(" + precision + "," + scale + "): the scale exceeds the precision");
    }
  }

  private static DataType simple(TypeKind kind) {
    return new DataType(kind, 0, 0, null);
  }

  /** A decimal of {@code precision} digits, {@code scale} of them after the point. */
  public static DataType decimal(int precision, int scale) {
    if (precision < 1) {
      throw new IllegalArgumentException("the precision of a decimal is at least 1");
    }
    return new DataType(TypeKind.DECIMAL, precision, scale, null);
  }

  public static DataType arrayOf(DataType element) {
    return new DataType(TypeKind.ARRAY, 0, 0, element);
  }

  /**
   * Reads the form that {@link #toString()} writes, as it stands in pipeline files.
   *
   * @throws IllegalArgumentException with the list of known types, if the text is none
   */
  public static DataType parse(String text) {
    String name = text.strip().toLowerCase(Locale.ROOT);
    DataType known = BY_NAME.get(name);
    if (known != null) {
      return known;
    }
    Matcher decimal = DECIMAL_TEXT.matcher(name);
    if (decimal.matches()) {
      String scale = decimal.group(2);
      return decimal(
          Integer.parseInt(decimal.group(1)), scale == null ? 0 : Integer.parseInt(scale));
    }
    Matcher array = ARRAY_TEXT.matcher(name);
    if (array.matches()) {
      return arrayOf(parse(array.group(1)));
    }
    throw new IllegalArgumentException(
        "'"
            + text
            + "' is no type; known are boolean, int, bigint, decimal(p,s), decimal, float, double,"
            + " string, bytes, date, time, timestamp, timestamptz, uuid, json and array<type>");
  }

  /** Whether values are numbers: int, bigint, decimal, float or double. */
  public boolean isNumeric() {
    return switch (kind) {
      case INT, BIGINT, DECIMAL, FLOAT, DOUBLE -> true;
      default -> false;
    };
  }

  @Override
  public String toString() {
    return switch (kind) {
      case ARRAY -> "array<" + element + ">";
      case DECIMAL -> precision == 0 ? "decimal" : "decimal(" + precision + "," + scale + ")";
      default -> kind.name().toLowerCase(Locale.ROOT);
    };
  }
}
