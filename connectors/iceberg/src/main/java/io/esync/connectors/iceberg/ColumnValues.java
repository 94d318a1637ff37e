package io.esync.connectors.iceberg;

import io.esync.connectors.spi.UnrepresentableValue;
import io.esync.operators.model.DataType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.List;

/** Brings values into the type of a column: the same value, or none. */
final class ColumnValues {
  private static final int NANOS_PER_MICRO = 1_000;
  private static final long MICROS_PER_SECOND = 1_000_000;

  private ColumnValues() {}

  /**
   * The value as a {@code column} of this type holds it.
   *
   * @throws UnrepresentableValue if it could not be told from another value afterwards
   */
  static Object convert(Object value, DataType column) throws UnrepresentableValue {
    if (value == null) {
      return null;
    }
    return switch (column.kind()) {
      case INT -> toInt(value);
      case BIGINT -> toLong(value);
      case DOUBLE -> ((Number) value).doubleValue();
      case DECIMAL -> toDecimal(value, column);
      case STRING -> toText(value);
      case DATE -> date((LocalDate) value);
      case TIME -> micros((LocalTime) value);
      case TIMESTAMP -> micros((LocalDateTime) value);
      case TIMESTAMPTZ -> micros((Instant) value);
      case ARRAY -> list((List<?>) value, column.element());
      default -> value;
    };
  }

  private static Object toInt(Object value) throws UnrepresentableValue {
    try {
      return value instanceof BigDecimal number
          ? (Object) number.intValueExact()
          : (Object) Math.toIntExact(((Number) value).longValue());
    } catch (ArithmeticException e) {
      throw new UnrepresentableValue("a number beyond an int");
    }
  }

  private static Object toLong(Object value) throws UnrepresentableValue {
    try {
      return value instanceof BigDecimal number
          ? number.longValueExact()
          : ((Number) value).longValue();
    } catch (ArithmeticException e) {
      throw new UnrepresentableValue("a number beyond a long");
    }
  }

  private static Object toDecimal(Object value, DataType column) throws UnrepresentableValue {
    BigDecimal number =
        value instanceof BigDecimal decimal
            ? decimal
            : BigDecimal.valueOf(((Number) value).longValue());
    try {
      BigDecimal scaled = number.setScale(column.scale(), RoundingMode.UNNECESSARY);
      if (scaled.precision() <= column.precision()) {
        return scaled;
      }
    } catch (ArithmeticException e) {
      // told below
    }
    throw new UnrepresentableValue("a number beyond a " + column);
  }

  private static String toText(Object value) {
    return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
  }

  private static LocalDate date(LocalDate value) throws UnrepresentableValue {
    long days = value.toEpochDay();
    if (days != (int) days) {
      throw new UnrepresentableValue("a date beyond Iceberg's");
    }
    return value;
  }

  private static LocalTime micros(LocalTime value) throws UnrepresentableValue {
    requireMicros(value.get(ChronoField.NANO_OF_SECOND));
    return value;
  }

  private static LocalDateTime micros(LocalDateTime value) throws UnrepresentableValue {
    micros(value.toInstant(ZoneOffset.UTC));
    return value;
  }

  private static Instant micros(Instant value) throws UnrepresentableValue {
    requireMicros(value.getNano());
    try {
      Math.multiplyExact(value.getEpochSecond(), MICROS_PER_SECOND);
    } catch (ArithmeticException e) {
      throw new UnrepresentableValue("a time beyond Iceberg's");
    }
    return value;
  }

  private static void requireMicros(int nanos) throws UnrepresentableValue {
    if (nanos % NANOS_PER_MICRO != 0) {
      throw new UnrepresentableValue("a time finer than a microsecond");
    }
  }

  private static List<Object> list(List<?> values, DataType element) throws UnrepresentableValue {
    List<Object> result = new ArrayList<>(values.size());
    for (Object value : values) {
      result.add(convert(value, element));
    }
    return result;
  }
}
