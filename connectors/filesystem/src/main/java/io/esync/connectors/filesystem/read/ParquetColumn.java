package io.esync.connectors.filesystem.read;

import io.esync.connectors.spi.avro.AvroValues;
import io.esync.operators.model.DataType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;

/**
 * What a type of Parquet is for us.
 *
 * @param type ours
 * @param reading takes one value, which is there, out of its record
 */
record ParquetColumn(DataType type, Reading reading) {
  private static final int INT_BITS = 32;
  private static final int UNSIGNED_DIGITS = 20;
  private static final int JULIAN_EPOCH = 2_440_588;

  /** Takes a value out of a record. */
  @FunctionalInterface
  interface Reading {
    Object read(Group group, int field, int index);
  }

  /** The column of values of {@code type}, each of them for itself where there are several. */
  static ParquetColumn of(Type type) {
    return type.isPrimitive() ? primitive(type.asPrimitiveType()) : ParquetGroups.of(type);
  }

  private static ParquetColumn primitive(PrimitiveType type) {
    return switch (type.getPrimitiveTypeName()) {
      case BOOLEAN -> new ParquetColumn(DataType.BOOLEAN, Group::getBoolean);
      case FLOAT -> new ParquetColumn(DataType.FLOAT, Group::getFloat);
      case DOUBLE -> new ParquetColumn(DataType.DOUBLE, Group::getDouble);
      case INT32 -> ofInt(type.getLogicalTypeAnnotation());
      case INT64 -> ofLong(type.getLogicalTypeAnnotation());
      case INT96 -> new ParquetColumn(DataType.TIMESTAMP, (g, f, i) -> int96(g.getInt96(f, i)));
      case BINARY, FIXED_LEN_BYTE_ARRAY -> ofBytes(type.getLogicalTypeAnnotation());
    };
  }

  private static ParquetColumn ofInt(LogicalTypeAnnotation logical) {
    if (logical instanceof DecimalLogicalTypeAnnotation decimal) {
      return decimal(decimal, (g, f, i) -> BigInteger.valueOf(g.getInteger(f, i)));
    } else if (logical instanceof LogicalTypeAnnotation.DateLogicalTypeAnnotation) {
      return new ParquetColumn(
          DataType.DATE, (g, f, i) -> LocalDate.ofEpochDay(g.getInteger(f, i)));
    } else if (logical instanceof TimeLogicalTypeAnnotation) {
      return new ParquetColumn(
          DataType.TIME, (g, f, i) -> LocalTime.ofNanoOfDay(g.getInteger(f, i) * 1_000_000L));
    } else if (logical instanceof IntLogicalTypeAnnotation number
        && !number.isSigned()
        && number.getBitWidth() == INT_BITS) {
      return new ParquetColumn(
          DataType.BIGINT, (g, f, i) -> Integer.toUnsignedLong(g.getInteger(f, i)));
    }
    return new ParquetColumn(DataType.INT, Group::getInteger);
  }

  private static ParquetColumn ofLong(LogicalTypeAnnotation logical) {
    if (logical instanceof DecimalLogicalTypeAnnotation decimal) {
      return decimal(decimal, (g, f, i) -> BigInteger.valueOf(g.getLong(f, i)));
    } else if (logical instanceof TimeLogicalTypeAnnotation time) {
      ChronoUnit unit = unit(time.getUnit());
      return new ParquetColumn(
          DataType.TIME,
          (g, f, i) ->
              LocalTime.ofNanoOfDay(
                  Math.multiplyExact(g.getLong(f, i), unit.getDuration().toNanos())));
    } else if (logical instanceof TimestampLogicalTypeAnnotation time) {
      ChronoUnit unit = unit(time.getUnit());
      return time.isAdjustedToUTC()
          ? new ParquetColumn(
              DataType.TIMESTAMPTZ, (g, f, i) -> Instant.EPOCH.plus(g.getLong(f, i), unit))
          : new ParquetColumn(
              DataType.TIMESTAMP,
              (g, f, i) ->
                  LocalDateTime.ofInstant(
                      Instant.EPOCH.plus(g.getLong(f, i), unit), ZoneOffset.UTC));
    } else if (logical instanceof IntLogicalTypeAnnotation number && !number.isSigned()) {
      return new ParquetColumn(
          DataType.decimal(UNSIGNED_DIGITS, 0),
          (g, f, i) -> new BigDecimal(Long.toUnsignedString(g.getLong(f, i))));
    }
    return new ParquetColumn(DataType.BIGINT, Group::getLong);
  }

  private static ChronoUnit unit(LogicalTypeAnnotation.TimeUnit unit) {
    return switch (unit) {
      case MILLIS -> ChronoUnit.MILLIS;
      case MICROS -> ChronoUnit.MICROS;
      case NANOS -> ChronoUnit.NANOS;
    };
  }

  private static ParquetColumn ofBytes(LogicalTypeAnnotation logical) {
    if (logical instanceof DecimalLogicalTypeAnnotation decimal) {
      return decimal(decimal, (g, f, i) -> new BigInteger(g.getBinary(f, i).getBytes()));
    } else if (logical instanceof LogicalTypeAnnotation.StringLogicalTypeAnnotation
        || logical instanceof LogicalTypeAnnotation.EnumLogicalTypeAnnotation) {
      return new ParquetColumn(DataType.STRING, (g, f, i) -> text(g.getBinary(f, i)));
    } else if (logical instanceof LogicalTypeAnnotation.JsonLogicalTypeAnnotation) {
      return new ParquetColumn(DataType.JSON, (g, f, i) -> text(g.getBinary(f, i)));
    } else if (logical instanceof LogicalTypeAnnotation.UUIDLogicalTypeAnnotation) {
      return new ParquetColumn(DataType.UUID, (g, f, i) -> uuid(g.getBinary(f, i)));
    }
    return new ParquetColumn(DataType.BYTES, (g, f, i) -> g.getBinary(f, i).getBytes());
  }

  /** Takes the digits of a decimal out of a record. */
  @FunctionalInterface
  private interface Digits {
    BigInteger read(Group group, int field, int index);
  }

  private static ParquetColumn decimal(DecimalLogicalTypeAnnotation logical, Digits digits) {
    DataType type = DataType.decimal(logical.getPrecision(), logical.getScale());
    return new ParquetColumn(
        type,
        (g, f, i) -> AvroValues.exact(type, new BigDecimal(digits.read(g, f, i), type.scale())));
  }

  /** Nanoseconds of the day, then the Julian day, as Hive, Impala and old Sparks wrote times. */
  private static LocalDateTime int96(Binary value) {
    ByteBuffer bytes = value.toByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    long nanos = bytes.getLong();
    return LocalDate.ofEpochDay(bytes.getInt() - (long) JULIAN_EPOCH)
        .atStartOfDay()
        .plusNanos(nanos);
  }

  private static UUID uuid(Binary value) {
    ByteBuffer bytes = value.toByteBuffer();
    return new UUID(bytes.getLong(), bytes.getLong());
  }

  private static String text(Binary value) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(value.toByteBuffer()).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("not UTF-8", e);
    }
  }
}
