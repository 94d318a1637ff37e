package io.esync.connectors.spi.rows;

import io.esync.operators.model.DataType;
import io.esync.operators.model.Origin;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * What a cursor says: times in microseconds since the epoch, those without a zone taken as UTC, or
 * a number.
 *
 * @param order compares with others of the same column
 * @param isTime whether it is a time
 */
public record CursorValue(BigDecimal order, boolean isTime) {
  private static final BigDecimal LEAST = BigDecimal.valueOf(Long.MIN_VALUE);
  private static final BigInteger MOST = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

  /** Whether a column of this type can be a cursor. */
  public static boolean fits(DataType type) {
    return switch (type.kind()) {
      case INT, BIGINT, DECIMAL, DATE, TIMESTAMP, TIMESTAMPTZ -> true;
      default -> false;
    };
  }

  /** The cursor of a value of such a type; before all others if it is null, as a zero date is. */
  public static CursorValue of(Object value) {
    if (value == null) {
      return new CursorValue(LEAST, false);
    } else if (value instanceof Instant instant) {
      return time(instant);
    } else if (value instanceof LocalDateTime time) {
      return time(time.toInstant(ZoneOffset.UTC));
    } else if (value instanceof LocalDate date) {
      return time(date.atStartOfDay().toInstant(ZoneOffset.UTC));
    }
    return new CursorValue(new BigDecimal(value.toString()), false);
  }

  private static CursorValue time(Instant instant) {
    BigDecimal micros =
        BigDecimal.valueOf(instant.getEpochSecond())
            .movePointRight(6)
            .add(BigDecimal.valueOf(instant.getNano() / 1000));
    return new CursorValue(micros, true);
  }

  /** The commit time as far as the cursor tells; {@link Origin#UNKNOWN_TIME} for a number. */
  public long timestamp() {
    return isTime ? order.min(BigDecimal.valueOf(Long.MAX_VALUE)).longValue() : Origin.UNKNOWN_TIME;
  }

  /**
   * The major part of a version, unsigned: never less for a later cursor. Cursors below zero are
   * all 0, and fractions are cut: there the minor part alone decides.
   */
  public long major() {
    return order
        .setScale(0, RoundingMode.FLOOR)
        .toBigInteger()
        .max(BigInteger.ZERO)
        .min(MOST)
        .longValue();
  }
}
