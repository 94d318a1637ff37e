package io.esync.connectors.jdbc;

import static java.time.temporal.ChronoField.NANO_OF_SECOND;

import io.esync.connectors.spi.TargetException;
import io.esync.connectors.spi.TargetException.Kind;
import java.math.BigDecimal;
import java.time.temporal.Temporal;
import java.util.List;

/**
 * Refuses what databases would round or cut without a word: digits after the point, fractions of a
 * second and blanks at the end of text.
 */
final class ColumnLimit {
  private static final String ROUNDED = "22003";
  private static final String TRUNCATED = "22001";
  private static final String NOT_TEXT = "22021";

  /** How many nanoseconds the n-th digit of a fraction stands for. */
  private static final int[] NANOS_OF_DIGIT = {
    1_000_000_000, 100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1_000, 100, 10, 1
  };

  private ColumnLimit() {}

  /**
   * Checks {@code value}, which may be null.
   *
   * @throws TargetException refused, if {@code column} would keep something else than the value
   */
  static void check(Column column, Object value) throws TargetException {
    if (value instanceof String text) {
      checkText(column, text);
    } else if (value instanceof BigDecimal number) {
      if (column.scale() >= 0
          && number.scale() > column.scale()
          && excess(number, column.scale())) {
        throw refused(column, "has more digits after the point", ROUNDED);
      }
    } else if (value instanceof Temporal time && time.isSupported(NANO_OF_SECOND)) {
      checkFraction(column, time.get(NANO_OF_SECOND));
    } else if (value instanceof List<?> list) {
      for (Object element : list) {
        check(column, element);
      }
    }
  }

  private static boolean excess(BigDecimal number, int scale) {
    return number.signum() != 0 && number.stripTrailingZeros().scale() > scale;
  }

  private static void checkFraction(Column column, int nanos) throws TargetException {
    if (nanos == 0) {
      return;
    }
    if (nanos % NANOS_OF_DIGIT[Math.max(column.scale(), 0)] != 0) {
      throw refused(column, "has smaller fractions of a second", ROUNDED);
    }
  }

  private static void checkText(Column column, String text) throws TargetException {
    if (column.length() >= 0
        && text.length() > column.length()
        && text.codePointCount(0, text.length()) > column.length()) {
      throw refused(column, "is longer", TRUNCATED);
    }
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        int point = text.codePointAt(i);
        if (!Character.isSupplementaryCodePoint(point)) {
          throw refused(column, "has half a surrogate pair, other text", NOT_TEXT);
        }
        i++;
      }
    }
  }

  private static TargetException refused(Column column, String what, String state) {
    return new TargetException(
        Kind.REFUSED,
        "column '%s': the value %s than %s holds".formatted(column.name(), what, column.type()),
        state,
        null);
  }
}
