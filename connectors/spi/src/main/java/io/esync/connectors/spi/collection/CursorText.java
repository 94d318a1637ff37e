package io.esync.connectors.spi.collection;

import io.esync.connectors.spi.collection.CursorOptions.Format;
import io.esync.connectors.spi.rows.CursorValue;
import io.esync.operators.model.DataType;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.TypeKind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Reads a stream's cursor, and writes what is asked for with it. */
public final class CursorText {
  private static final int MICROS_OF_MILLI = 3;
  private static final int MICROS_OF_SECOND = 6;

  private final CursorOptions options;
  private final DataType type;

  /**
   * The cursor of rows.
   *
   * @throws IllegalArgumentException for people, if the field cannot be a cursor
   */
  public CursorText(CursorOptions options, RowSchema schema) {
    this.options = options;
    int index = schema.indexOf(options.field());
    if (index < 0) {
      throw new IllegalArgumentException(
          "cursor: '" + options.field() + "' is none of the stream's fields; declare it there");
    }
    this.type = schema.field(index).type();
    if (!CursorValue.fits(type)) {
      throw new IllegalArgumentException(
          "cursor: '%s' is %s; take a field of timestamps, dates or exact numbers"
              .formatted(options.field(), type));
    }
  }

  /** Whether values are times. */
  boolean isTime() {
    return options.format() != Format.AUTO || !type.isNumeric();
  }

  /**
   * The row's cursor.
   *
   * @throws IllegalArgumentException for people, if it has none
   */
  CursorValue of(Row row) {
    Object value = row.get(options.field());
    if (value == null || value == Row.ABSENT) {
      throw new IllegalArgumentException("cursor '" + options.field() + "' is missing");
    }
    CursorValue cursor = CursorValue.of(value);
    return cursor.isTime() || !isTime()
        ? cursor
        : new CursorValue(cursor.order().movePointRight(digits()), true);
  }

  /** Of the micros that an epoch's unit has. */
  private int digits() {
    return options.format() == Format.EPOCH_SECONDS ? MICROS_OF_SECOND : MICROS_OF_MILLI;
  }

  /** Before what no record is asked for once {@code highest} was seen. */
  BigDecimal floor(BigDecimal highest) {
    return isTime()
        ? highest.subtract(BigDecimal.valueOf(options.overlap().toNanos() / 1000))
        : highest;
  }

  /** The parameter that asks for records from {@code floor} on. */
  String text(BigDecimal floor) {
    if (!isTime()) {
      return floor.toPlainString();
    }
    if (options.format() != Format.AUTO) {
      return floor.movePointLeft(digits()).setScale(0, RoundingMode.FLOOR).toPlainString();
    }
    Instant instant =
        Instant.EPOCH.plus(
            floor.setScale(0, RoundingMode.FLOOR).longValueExact(), ChronoUnit.MICROS);
    LocalDateTime time = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    if (type.kind() == TypeKind.DATE) {
      return time.toLocalDate().toString();
    }
    return type.kind() == TypeKind.TIMESTAMP ? time.toString() : instant.toString();
  }
}
