package io.esync.connectors.spi.avro;

import io.esync.operators.model.DataType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Values of ours as Avro's, which are those of other formats too: numbers for times, and bytes. */
public final class AvroValues {
  private static final int MICROS_PER_SECOND = 1_000_000;
  private static final int NANOS_PER_MICRO = 1_000;
  private static final int MAX_SCALE = 1_000_000_000;

  private AvroValues() {}

  /**
   * The value for the schema that {@link AvroSchemas} makes of {@code type}; null for null.
   *
   * @throws ArithmeticException if it does not fit
   * @throws IllegalArgumentException if it does not fit
   */
  public static Object of(DataType type, Object value) {
    if (value == null) {
      return null;
    }
    return switch (type.kind()) {
      case BOOLEAN, INT, BIGINT, FLOAT, DOUBLE, STRING, JSON -> value;
      case BYTES -> ByteBuffer.wrap((byte[]) value);
      case DECIMAL -> decimal(type, (BigDecimal) value);
      case DATE -> Math.toIntExact(((LocalDate) value).toEpochDay());
      case TIME -> micros(((LocalTime) value).toNanoOfDay());
      case TIMESTAMP -> micros(((LocalDateTime) value).toInstant(ZoneOffset.UTC));
      case TIMESTAMPTZ -> micros((Instant) value);
      case UUID -> value.toString();
      case ARRAY -> array(type.element(), (List<?>) value);
    };
  }

  /** What Avro calls the type, for people. */
  static String named(DataType type) {
    return switch (type.kind()) {
      case TIME -> "time-micros";
      case TIMESTAMP -> "local-timestamp-micros";
      case TIMESTAMPTZ -> "timestamp-micros";
      default -> type.toString();
    };
  }

  /** Whether other systems have the type; else a decimal stands for them as its text. */
  public static boolean isFixed(DataType decimal) {
    return decimal.precision() > 0 && decimal.scale() >= 0;
  }

  private static Object decimal(DataType type, BigDecimal value) {
    return isFixed(type)
        ? ByteBuffer.wrap(exact(type, value).unscaledValue().toByteArray())
        : text(value);
  }

  /** Java does not read each exponent that it writes. */
  private static String text(BigDecimal value) {
    if (Math.abs((long) value.scale()) > MAX_SCALE) {
      throw new ArithmeticException("its scale is " + value.scale());
    }
    return value.toString();
  }

  /**
   * The number at the scale of {@code type}.
   *
   * @throws ArithmeticException if it has more digits
   */
  public static BigDecimal exact(DataType type, BigDecimal value) {
    // Before it is scaled: the digits of 1E999999999 do not fit into memory.
    long digits = (long) value.precision() - value.scale();
    if (value.signum() == 0 || digits <= type.precision() - type.scale()) {
      BigDecimal scaled = value.setScale(type.scale(), RoundingMode.UNNECESSARY);
      if (scaled.precision() <= type.precision()) {
        return scaled;
      }
    }
    throw new ArithmeticException("it has too many digits");
  }

  private static long micros(long nanos) {
    if (nanos % NANOS_PER_MICRO != 0) {
      throw new ArithmeticException("it has nanoseconds");
    }
    return nanos / NANOS_PER_MICRO;
  }

  private static long micros(Instant time) {
    return Math.addExact(
        Math.multiplyExact(time.getEpochSecond(), MICROS_PER_SECOND), micros(time.getNano()));
  }

  private static List<Object> array(DataType element, List<?> values) {
    List<Object> result = new ArrayList<>(values.size());
    for (Object value : values) {
      result.add(of(element, value));
    }
    return result;
  }
}
