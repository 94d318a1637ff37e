package io.esync.connectors.jdbc;

import io.esync.connectors.spi.TargetException;
import io.esync.connectors.spi.TargetException.Kind;
import io.esync.operators.model.DataType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;

/** Values in the text form that MySQL reads back to the last digit, in a session of UTC. */
final class MySqlText {
  private static final String OUT_OF_RANGE = "22003";
  private static final String BAD_TIME = "22007";

  private MySqlText() {}

  /**
   * The text of a value that is neither null nor absent nor bytes.
   *
   * @throws TargetException refused, where MySQL has no such value
   */
  static String of(Column column, DataType type, Object value) throws TargetException {
    return switch (type.kind()) {
      case BOOLEAN -> (Boolean) value ? "1" : "0";
      case INT, BIGINT, STRING, UUID -> value.toString();
      case DECIMAL -> decimal(column, (BigDecimal) value);
      case FLOAT, DOUBLE -> number(column, (Number) value);
      case DATE -> date(column, (LocalDate) value);
      case TIME -> PaddedText.time((LocalTime) value);
      case TIMESTAMP -> timestamp(column, (LocalDateTime) value);
      case TIMESTAMPTZ ->
          timestamp(column, ((Instant) value).atOffset(ZoneOffset.UTC).toLocalDateTime());
      case JSON -> JsonNumbers.checked(column, (String) value);
      case ARRAY -> JsonArray.of(type.element(), (List<?>) value);
      case BYTES -> throw new IllegalArgumentException("bytes have no text");
    };
  }

  /** A plain number is never longer than MySQL's own limit: others are refused before. */
  private static String decimal(Column column, BigDecimal value) throws TargetException {
    long digits = (long) value.precision() - value.scale();
    if (value.signum() != 0 && digits > MySqlTypes.MAX_PRECISION) {
      throw refused(column, "has more than 65 digits before the point", OUT_OF_RANGE);
    }
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }

  private static String number(Column column, Number value) throws TargetException {
    if (!Double.isFinite(value.doubleValue())) {
      throw refused(column, "is " + value + ", which MySQL cannot hold", OUT_OF_RANGE);
    }
    return value.toString();
  }

  private static String date(Column column, LocalDate value) throws TargetException {
    if (value.getYear() < 1 || value.getYear() > 9999) {
      throw refused(column, "is outside of the years 1 to 9999", BAD_TIME);
    }
    return value.toString();
  }

  private static String timestamp(Column column, LocalDateTime value) throws TargetException {
    return date(column, value.toLocalDate()) + " " + PaddedText.time(value.toLocalTime());
  }

  private static TargetException refused(Column column, String what, String state) {
    return new TargetException(
        Kind.REFUSED, "column '%s': the value %s".formatted(column.name(), what), state, null);
  }
}
