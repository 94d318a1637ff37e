package io.esync.operators.decode;

import io.esync.operators.model.DataType;
import io.esync.operators.model.ErrorCode;
import io.esync.operators.model.JsonText;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.UUID;

/** Converts the values of one field without loss; a value that would lose something is refused. */
@FunctionalInterface
public interface ValueConversion {
  /** Beyond this scale a decimal's text keeps its exponent: no database goes further. */
  int GREATEST_PLAIN_SCALE = 150_000;

  /** The converted form of a value that is neither null nor absent. */
  Object apply(Object value) throws DecodeException;

  /**
   * The conversion of field {@code name}.
   *
   * @throws DecodeException if no value of {@code from} could ever become one of {@code to}
   */
  static ValueConversion between(String name, DataType from, DataType to) throws DecodeException {
    if (from.equals(to)) {
      return value -> value;
    }
    Parser parser = parser(from, to);
    if (parser == null) {
      throw mismatch(name, from, to, "");
    }
    return value -> {
      try {
        return parser.parse(value);
      } catch (ArithmeticException | DateTimeException | IllegalArgumentException e) {
        throw mismatch(name, from, to, ": the value does not fit");
      }
    };
  }

  private static DecodeException mismatch(String name, DataType from, DataType to, String why) {
    return new DecodeException(
        ErrorCode.TYPE_MISMATCH,
        "field '" + name + "' is declared " + to + " and the source sends " + from + why);
  }

  /** What may fail on a value, by an unchecked exception. */
  @FunctionalInterface
  interface Parser {
    Object parse(Object value);
  }

  private static Parser parser(DataType from, DataType to) {
    if (from.isNumeric() && to.isNumeric()) {
      return number(to);
    }
    return switch (from.kind()) {
      case STRING, JSON -> text(to);
      case BOOLEAN, INT, BIGINT, DECIMAL, UUID, DATE, TIME, TIMESTAMP, TIMESTAMPTZ ->
          isText(to) ? ValueConversion::textOf : null;
      default -> null;
    };
  }

  private static boolean isText(DataType type) {
    return type.equals(DataType.STRING);
  }

  private static String textOf(Object value) {
    return value instanceof BigDecimal number && Math.abs(number.scale()) <= GREATEST_PLAIN_SCALE
        ? number.toPlainString()
        : value.toString();
  }

  private static Parser number(DataType to) {
    return switch (to.kind()) {
      case INT -> value -> exact(value).intValueExact();
      case BIGINT -> value -> exact(value).longValueExact();
      case DECIMAL -> value -> fit(exact(value), to);
      case DOUBLE -> value -> exactDouble(value);
      case FLOAT -> value -> exactFloat(value);
      default -> null;
    };
  }

  private static BigDecimal exact(Object value) {
    if (value instanceof BigDecimal number) {
      return number;
    }
    return value instanceof Float || value instanceof Double
        ? new BigDecimal(((Number) value).doubleValue())
        : BigDecimal.valueOf(((Number) value).longValue());
  }

  private static BigDecimal fit(BigDecimal value, DataType to) {
    if (to.precision() == 0) {
      return value;
    }
    if ((long) value.precision() - value.scale() > to.precision() - to.scale()
        && value.signum() != 0) {
      throw new ArithmeticException("more digits before the point than the declared type has");
    }
    if (value.scale() > to.scale()) {
      // Stripped first, so that an exponent of a billion does not become a billion digits.
      BigDecimal stripped = value.stripTrailingZeros();
      if (stripped.scale() > to.scale()) {
        throw new ArithmeticException("more digits after the point than the declared type has");
      }
      return stripped.setScale(to.scale());
    }
    BigDecimal scaled = value.setScale(to.scale(), RoundingMode.UNNECESSARY);
    if (scaled.precision() > to.precision()) {
      throw new ArithmeticException("more digits than the declared precision");
    }
    return scaled;
  }

  private static Double exactDouble(Object value) {
    if (value instanceof Float number) {
      return number.doubleValue();
    }
    double result = exact(value).doubleValue();
    if (Double.isInfinite(result) || new BigDecimal(result).compareTo(exact(value)) != 0) {
      throw new ArithmeticException("no double has this value");
    }
    return result;
  }

  private static Float exactFloat(Object value) {
    double wide = value instanceof Double number ? number : exactDouble(value);
    float result = (float) wide;
    if (Double.compare(result, wide) != 0) {
      throw new ArithmeticException("no float has this value");
    }
    return result;
  }

  private static Parser text(DataType to) {
    return switch (to.kind()) {
      case STRING -> value -> value;
      case JSON -> value -> json((String) value);
      case BOOLEAN -> value -> bool((String) value);
      case INT -> value -> Integer.valueOf((String) value);
      case BIGINT -> value -> Long.valueOf((String) value);
      case DECIMAL -> value -> fit(new BigDecimal((String) value), to);
      case UUID -> value -> UUID.fromString((String) value);
      case DATE -> value -> LocalDate.parse((String) value);
      case TIME -> value -> LocalTime.parse((String) value);
      case TIMESTAMP -> value -> LocalDateTime.parse(((String) value).replace(' ', 'T'));
      case TIMESTAMPTZ -> value -> Instant.parse(((String) value).replace(' ', 'T'));
      default -> null;
    };
  }

  private static String json(String text) {
    if (JsonText.compact(text).isEmpty()) {
      throw new IllegalArgumentException("no JSON");
    }
    return text;
  }

  private static Boolean bool(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("neither true nor false");
    };
  }
}
