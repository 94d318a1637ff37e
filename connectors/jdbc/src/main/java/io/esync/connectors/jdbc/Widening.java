package io.esync.connectors.jdbc;

import io.esync.operators.model.DataType;
import io.esync.operators.model.TypeKind;
import java.math.BigDecimal;
import java.util.Optional;

/** Which types of numbers hold all values of others. */
final class Widening {
  private static final int INT_DIGITS = 10;
  private static final int BIGINT_DIGITS = 19;

  private Widening() {}

  /** Whether a column of type {@code held} keeps {@code value}; true for what is no number. */
  static boolean fits(DataType held, Object value) {
    if (!(value instanceof Number number)) {
      return true;
    }
    return switch (held.kind()) {
      case INT -> fits(number, Integer.MIN_VALUE, Integer.MAX_VALUE);
      case BIGINT -> fits(number, Long.MIN_VALUE, Long.MAX_VALUE);
      case DECIMAL -> held.precision() == 0 || fits(held, new BigDecimal(number.toString()));
      case FLOAT -> number instanceof Float || number.doubleValue() == (float) number.doubleValue();
      default -> true;
    };
  }

  /** By comparison: a number may have more digits than memory. */
  private static boolean fits(Number number, long least, long most) {
    BigDecimal exact = new BigDecimal(number.toString()).stripTrailingZeros();
    return exact.scale() <= 0
        && exact.compareTo(BigDecimal.valueOf(least)) >= 0
        && exact.compareTo(BigDecimal.valueOf(most)) <= 0;
  }

  private static boolean fits(DataType held, BigDecimal number) {
    BigDecimal shortest = number.stripTrailingZeros();
    int whole = Math.max(shortest.precision() - shortest.scale(), 0);
    return shortest.scale() <= held.scale() && whole <= held.precision() - held.scale();
  }

  /** The type that holds all values of both; empty where they are not numbers of one kind. */
  static Optional<DataType> of(DataType held, DataType wanted) {
    if (isFloating(held) && isFloating(wanted)) {
      return Optional.of(DataType.DOUBLE);
    }
    if (!isExact(held) || !isExact(wanted)) {
      return Optional.empty();
    }
    if (held.kind() != TypeKind.DECIMAL && wanted.kind() != TypeKind.DECIMAL) {
      return Optional.of(held.kind() == TypeKind.BIGINT ? held : wanted);
    }
    int scale = Math.max(scale(held), scale(wanted));
    return Optional.of(DataType.decimal(Math.max(whole(held), whole(wanted)) + scale, scale));
  }

  private static boolean isFloating(DataType type) {
    return type.kind() == TypeKind.FLOAT || type.kind() == TypeKind.DOUBLE;
  }

  private static boolean isExact(DataType type) {
    return type.kind() == TypeKind.INT
        || type.kind() == TypeKind.BIGINT
        || (type.kind() == TypeKind.DECIMAL && type.precision() > 0);
  }

  private static int scale(DataType type) {
    return type.kind() == TypeKind.DECIMAL ? type.scale() : 0;
  }

  /** Digits before the point. */
  private static int whole(DataType type) {
    return switch (type.kind()) {
      case INT -> INT_DIGITS;
      case BIGINT -> BIGINT_DIGITS;
      default -> type.precision() - type.scale();
    };
  }
}
