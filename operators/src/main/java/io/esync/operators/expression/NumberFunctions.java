package io.esync.operators.expression;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.apache.calcite.linq4j.function.Strict;

/** Arithmetic that is exact or fails; called by generated code, never with NULL. */
@Strict
public final class NumberFunctions {
  private static final int QUOTIENT_DIGITS = 20;
  private static final int ANY_SCALE = -1;

  private NumberFunctions() {}

  /**
   * A quotient of {@code scale} digits after the point, the last one rounded half up; with scale
   * -1, of at least 20 significant digits and at least those of its operands after the point.
   */
  public static BigDecimal quotient(BigDecimal dividend, BigDecimal divisor, int scale) {
    if (divisor.signum() == 0) {
      throw divisionByZero();
    }
    int digits = scale == ANY_SCALE ? quotientScale(dividend, divisor) : scale;
    return dividend.divide(divisor, digits, RoundingMode.HALF_UP);
  }

  private static int quotientScale(BigDecimal dividend, BigDecimal divisor) {
    int before = dividend.precision() - dividend.scale() - divisor.precision() + divisor.scale();
    return Math.max(
        QUOTIENT_DIGITS - before, Math.max(0, Math.max(dividend.scale(), divisor.scale())));
  }

  /** The quotient of two doubles; a division by zero is a fault, not infinity. */
  public static double doubleQuotient(double dividend, double divisor) {
    if (divisor == 0) {
      throw divisionByZero();
    }
    return dividend / divisor;
  }

  /** The quotient of two floats; a division by zero is a fault, not infinity. */
  public static float floatQuotient(float dividend, float divisor) {
    if (divisor == 0) {
      throw divisionByZero();
    }
    return dividend / divisor;
  }

  /** The absolute value; the smallest integer has none. */
  public static int intAbs(int value) {
    return Math.absExact(value);
  }

  /** The absolute value; the smallest integer has none. */
  public static long longAbs(long value) {
    return Math.absExact(value);
  }

  static Fault divisionByZero() {
    return new Fault("division by zero");
  }
}
