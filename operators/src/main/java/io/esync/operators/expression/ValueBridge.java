package io.esync.operators.expression;

import io.esync.operators.model.DataType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.apache.calcite.avatica.util.ByteString;

/** Turns values of our classes into those that generated code works with, and back. */
final class ValueBridge {
  private ValueBridge() {}

  /**
   * The way into generated code; NULL stays NULL. A {@link Fault} if it cannot be computed with.
   */
  static UnaryOperator<Object> inward(DataType type) {
    UnaryOperator<Object> present =
        switch (type.kind()) {
          case DECIMAL -> value -> CastFunctions.bounded((BigDecimal) value);
          case UUID -> Object::toString;
          case BYTES -> value -> new ByteString((byte[]) value);
          case DATE -> value -> ((LocalDate) value).toEpochDay();
          case TIME -> value -> TemporalFunctions.micros(LocalDate.EPOCH.atTime((LocalTime) value));
          case TIMESTAMP -> value -> TemporalFunctions.micros((LocalDateTime) value);
          case TIMESTAMPTZ ->
              value -> {
                Instant instant = (Instant) value;
                return TemporalFunctions.micros(instant.getEpochSecond(), instant.getNano());
              };
          case ARRAY -> elements(inward(type.element()));
          default -> value -> value;
        };
    return value -> value == null ? null : present.apply(value);
  }

  /** The way out of generated code, for a result that is physically a {@code type}. */
  static UnaryOperator<Object> outward(DataType type) {
    UnaryOperator<Object> present =
        switch (type.kind()) {
          case INT -> value -> ((Number) value).intValue();
          case BIGINT -> value -> ((Number) value).longValue();
          case DECIMAL -> value -> ResultConversion.fit((BigDecimal) value, type);
          case FLOAT -> value -> CastFunctions.finite(((Number) value).doubleValue()).floatValue();
          case DOUBLE -> value -> CastFunctions.finite(((Number) value).doubleValue());
          case UUID -> value -> UUID.fromString((String) value);
          case BYTES -> value -> ((ByteString) value).getBytes();
          case DATE -> value -> LocalDate.ofEpochDay((Long) value);
          case TIME -> value -> LocalTime.ofNanoOfDay(Math.multiplyExact((Long) value, 1000L));
          case TIMESTAMP -> value -> TemporalFunctions.dateTime((Long) value);
          case TIMESTAMPTZ ->
              value -> TemporalFunctions.dateTime((Long) value).toInstant(ZoneOffset.UTC);
          case ARRAY -> elements(outward(type.element()));
          default -> value -> value;
        };
    return value -> value == null ? null : present.apply(value);
  }

  private static UnaryOperator<Object> elements(UnaryOperator<Object> element) {
    return value -> {
      List<Object> converted = new ArrayList<>();
      for (Object item : (List<?>) value) {
        converted.add(element.apply(item));
      }
      return converted;
    };
  }
}
