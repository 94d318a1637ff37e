package io.esync.operators.expression;

import io.esync.operators.model.DataType;
import io.esync.operators.model.JsonText;
import io.esync.operators.model.TypeKind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Gives a result the type that is expected of it, without loss or not at all. */
final class ResultConversion {
  private ResultConversion() {}

  /** From values of {@code from} to {@code to}; empty if none of them could be one. */
  static Optional<UnaryOperator<Object>> between(DataType from, DataType to) {
    if (from.equals(to)) {
      return Optional.of(value -> value);
    }
    if (from.isNumeric() && to.isNumeric()) {
      return Optional.of(value -> number(value, to));
    }
    if (from.kind() == TypeKind.STRING && to.kind() == TypeKind.JSON) {
      return Optional.of(ResultConversion::json);
    }
    return from.kind() == TypeKind.JSON && to.kind() == TypeKind.STRING
        ? Optional.of(value -> value)
        : Optional.empty();
  }

  private static Object json(Object value) {
    if (JsonText.compact((String) value).isEmpty()) {
      throw new Fault("the result is no JSON");
    }
    return value;
  }

  private static Object number(Object value, DataType to) {
    if (value instanceof Double || value instanceof Float) {
      return approximate(((Number) value).doubleValue(), to);
    }
    BigDecimal exact =
        value instanceof BigDecimal decimal
            ? decimal
            : BigDecimal.valueOf(((Number) value).longValue());
    return switch (to.kind()) {
      case INT -> (int) whole(exact, Integer.MIN_VALUE, Integer.MAX_VALUE);
      case BIGINT -> whole(exact, Long.MIN_VALUE, Long.MAX_VALUE);
      case DECIMAL -> fit(exact, to);
      case FLOAT -> CastFunctions.decimalToFloat(exact);
      default -> CastFunctions.decimalToDouble(exact);
    };
  }

  private static Object approximate(double value, DataType to) {
    return switch (to.kind()) {
      case DOUBLE -> value;
      case FLOAT -> CastFunctions.doubleToFloat(value);
      case DECIMAL -> fit(CastFunctions.doubleToDecimal(value, -1, -1), to);
      case INT ->
          (int)
              whole(
                  CastFunctions.doubleToDecimal(value, -1, -1),
                  Integer.MIN_VALUE,
                  Integer.MAX_VALUE);
      default ->
          whole(CastFunctions.doubleToDecimal(value, -1, -1), Long.MIN_VALUE, Long.MAX_VALUE);
    };
  }

  private static long whole(BigDecimal value, long least, long greatest) {
    if (value.stripTrailingZeros().scale() > 0) {
      throw new Fault("the result has digits after the point and a whole number is expected");
    }
    return CastFunctions.decimalToLong(value, least, greatest);
  }

  /** The same number with the scale of its type. */
  static BigDecimal fit(BigDecimal value, DataType type) {
    if (type.precision() == 0) {
      return value;
    }
    CastFunctions.bounded(value);
    if (value.stripTrailingZeros().scale() > type.scale()) {
      throw new Fault(
          "the result has more digits after the point than " + type + "; round() or cast it");
    }
    BigDecimal scaled = value.setScale(type.scale(), RoundingMode.UNNECESSARY);
    if (scaled.precision() > type.precision() && scaled.signum() != 0) {
      throw new Fault("the result has more digits than " + type);
    }
    return scaled;
  }
}
