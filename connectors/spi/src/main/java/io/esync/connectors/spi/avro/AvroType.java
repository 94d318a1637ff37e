package io.esync.connectors.spi.avro;

import io.esync.operators.model.DataType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericFixed;

/**
 * What a type of Avro is for us.
 *
 * @param type ours
 * @param reading makes our value of Avro's, which is not null
 */
record AvroType(DataType type, Function<Object, Object> reading) {
  private static final int NANOS_PER_MILLI = 1_000_000;
  private static final int NANOS_PER_MICRO = 1_000;

  /** The type of values of {@code schema}. */
  static AvroType of(Schema schema) {
    return switch (schema.getType()) {
      case NULL -> new AvroType(DataType.STRING, value -> null);
      case BOOLEAN -> new AvroType(DataType.BOOLEAN, value -> value);
      case INT -> ofInt(schema.getLogicalType());
      case LONG -> ofLong(schema.getLogicalType());
      case FLOAT -> new AvroType(DataType.FLOAT, value -> value);
      case DOUBLE -> new AvroType(DataType.DOUBLE, value -> value);
      case STRING -> ofString(schema);
      case ENUM -> new AvroType(DataType.STRING, Object::toString);
      case BYTES, FIXED -> ofBytes(schema.getLogicalType());
      case ARRAY -> ofArray(of(schema.getElementType()));
      case UNION -> ofUnion(schema);
      case RECORD, MAP -> AvroJson.of(schema);
    };
  }

  /** Our value; null for null. */
  Object read(Object value) {
    return value == null ? null : reading.apply(value);
  }

  private static AvroType ofInt(LogicalType logical) {
    if (logical instanceof LogicalTypes.Date) {
      return new AvroType(DataType.DATE, value -> LocalDate.ofEpochDay((Integer) value));
    } else if (logical instanceof LogicalTypes.TimeMillis) {
      return new AvroType(
          DataType.TIME, value -> LocalTime.ofNanoOfDay((Integer) value * (long) NANOS_PER_MILLI));
    }
    return new AvroType(DataType.INT, value -> value);
  }

  private static AvroType ofLong(LogicalType logical) {
    if (logical instanceof LogicalTypes.TimeMicros) {
      return new AvroType(
          DataType.TIME,
          value -> LocalTime.ofNanoOfDay(Math.multiplyExact((Long) value, NANOS_PER_MICRO)));
    } else if (logical instanceof LogicalTypes.TimestampMillis) {
      return instants(ChronoUnit.MILLIS);
    } else if (logical instanceof LogicalTypes.TimestampMicros) {
      return instants(ChronoUnit.MICROS);
    } else if (logical instanceof LogicalTypes.LocalTimestampMillis) {
      return local(instants(ChronoUnit.MILLIS));
    } else if (logical instanceof LogicalTypes.LocalTimestampMicros) {
      return local(instants(ChronoUnit.MICROS));
    }
    return new AvroType(DataType.BIGINT, value -> value);
  }

  private static AvroType instants(ChronoUnit unit) {
    return new AvroType(DataType.TIMESTAMPTZ, value -> Instant.EPOCH.plus((Long) value, unit));
  }

  private static AvroType local(AvroType instants) {
    return new AvroType(
        DataType.TIMESTAMP,
        value -> LocalDateTime.ofInstant((Instant) instants.read(value), ZoneOffset.UTC));
  }

  private static AvroType ofString(Schema schema) {
    if (LogicalTypes.uuid().getName().equals(schema.getProp(LogicalType.LOGICAL_TYPE_PROP))) {
      return new AvroType(DataType.UUID, value -> uuid(value.toString()));
    }
    String standsFor = schema.getProp(AvroSchemas.TYPE);
    if (DataType.JSON.toString().equals(standsFor)) {
      return new AvroType(DataType.JSON, Object::toString);
    } else if (DataType.DECIMAL.toString().equals(standsFor)) {
      return new AvroType(textDecimal(schema), value -> new BigDecimal(value.toString()));
    }
    return new AvroType(DataType.STRING, Object::toString);
  }

  /** Java takes 1-1-1-1-1 for a UUID too, and writes another text for it. */
  private static UUID uuid(String text) {
    UUID uuid = UUID.fromString(text);
    if (!uuid.toString().equalsIgnoreCase(text)) {
      throw new IllegalArgumentException("'" + text + "'");
    }
    return uuid;
  }

  private static DataType textDecimal(Schema schema) {
    return schema.getObjectProp(AvroSchemas.PRECISION) instanceof Integer precision
            && schema.getObjectProp(AvroSchemas.SCALE) instanceof Integer scale
        ? DataType.decimal(precision, scale)
        : DataType.DECIMAL;
  }

  private static AvroType ofBytes(LogicalType logical) {
    if (logical instanceof LogicalTypes.Decimal decimal) {
      DataType type = DataType.decimal(decimal.getPrecision(), decimal.getScale());
      return new AvroType(
          type,
          value ->
              AvroValues.exact(
                  type, new BigDecimal(new BigInteger(bytes(value)), decimal.getScale())));
    }
    return new AvroType(DataType.BYTES, AvroType::bytes);
  }

  private static byte[] bytes(Object value) {
    if (value instanceof GenericFixed fixed) {
      return fixed.bytes().clone();
    }
    ByteBuffer buffer = ((ByteBuffer) value).duplicate();
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  private static AvroType ofArray(AvroType element) {
    return new AvroType(
        DataType.arrayOf(element.type()),
        value -> {
          Collection<?> items = (Collection<?>) value;
          List<Object> values = new ArrayList<>(items.size());
          items.forEach(item -> values.add(element.read(item)));
          return Collections.unmodifiableList(values);
        });
  }

  private static AvroType ofUnion(Schema union) {
    List<Schema> branches =
        union.getTypes().stream().filter(type -> type.getType() != Schema.Type.NULL).toList();
    return switch (branches.size()) {
      case 0 -> of(Schema.create(Schema.Type.NULL));
      case 1 -> of(branches.get(0));
      default -> AvroJson.of(union);
    };
  }
}
