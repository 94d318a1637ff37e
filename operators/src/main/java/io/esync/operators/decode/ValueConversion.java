package io.esync.operators.decode;

import io.esync.operators.model.DataType;
import io.esync.operators.model.ErrorCode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

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
        "field '"
            + name
            + "' is declared "
            + to
            + " and the source sends "
            + from
            + why
            + zone(from, to));
  }

  private static String zone(DataType from, DataType to) {
    boolean zoned = from.equals(DataType.TIMESTAMPTZ) && to.equals(DataType.TIMESTAMP);
    boolean plain = from.equals(DataType.TIMESTAMP) && to.equals(DataType.TIMESTAMPTZ);
    return zoned || plain ? "; name the zone in map: <field> at time zone 'UTC'" : "";
  }

  /** What may fail on a value, by an unchecked exception. */
  @FunctionalInterface
  interface Parser {
    Object parse(Object value);
  }

  private static Parser parser(DataType from, DataType to) {
    if (from.isNumeric()) {
      return isText(to) ? exactText(from) : number(to);
    }
    return switch (from.kind()) {
      case STRING, JSON -> TextConversion.to(to);
      case ARRAY -> to.element() == null ? null : elements(from.element(), to.element());
      case DATE -> to.equals(DataType.TIMESTAMP) ? ValueConversion::midnight : plain(to);
      case TIMESTAMP -> to.equals(DataType.DATE) ? ValueConversion::day : plain(to);
      case BOOLEAN -> to.isNumeric() ? asNumber(to) : plain(to);
      case UUID, TIME, TIMESTAMPTZ -> plain(to);
      default -> null;
    };
  }

  private static Parser plain(DataType to) {
    return isText(to) ? ValueConversion::textOf : null;
  }

  /** A float or double has no text that all agree on. */
  private static Parser exactText(DataType from) {
    return switch (from.kind()) {
      case INT, BIGINT, DECIMAL -> ValueConversion::textOf;
      default -> null;
    };
  }

  /** 1 for true and 0 for false, as databases without a type for them have it. */
  private static Parser asNumber(DataType to) {
    Parser number = number(to);
    return value -> number.parse((Boolean) value ? 1 : 0);
  }

  private static Object midnight(Object value) {
    return ((LocalDate) value).atStartOfDay();
  }

  private static Object day(Object value) {
    LocalDateTime time = (LocalDateTime) value;
    if (!time.toLocalTime().equals(LocalTime.MIDNIGHT)) {
      throw new DateTimeException("a time of day would be lost");
    }
    return time.toLocalDate();
  }

  private static Parser elements(DataType from, DataType to) {
    Parser each = from.equals(to) ? value -> value : parser(from, to);
    if (each == null) {
      return null;
    }
    return value -> {
      List<Object> converted = new ArrayList<>();
      ((List<?>) value).forEach(one -> converted.add(one == null ? null : each.parse(one)));
      return Collections.unmodifiableList(converted);
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
      case BOOLEAN -> value -> truth(exact(value));
      default -> null;
    };
  }

  private static Boolean truth(BigDecimal value) {
    if (value.compareTo(BigDecimal.ZERO) != 0 && value.compareTo(BigDecimal.ONE) != 0) {
      throw new ArithmeticException("neither 0 nor 1");
    }
    return value.signum() != 0;
  }

  private static BigDecimal exact(Object value) {
    if (value instanceof BigDecimal number) {
      return number;
    }
    return value instanceof Float || value instanceof Double
        ? new BigDecimal(((Number) value).doubleValue())
        : BigDecimal.valueOf(((Number) value).longValue());
  }

  /** {@code value} as the declared type has it; throws if it does not fit. */
  static BigDecimal fit(BigDecimal value, DataType to) {
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
}
