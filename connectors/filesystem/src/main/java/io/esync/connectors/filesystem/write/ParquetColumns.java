package io.esync.connectors.filesystem.write;

import static org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit.MICROS;
import static org.apache.parquet.schema.LogicalTypeAnnotation.dateType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.decimalType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.jsonType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timeType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.uuidType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BOOLEAN;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.FLOAT;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import io.esync.connectors.spi.avro.AvroValues;
import io.esync.operators.model.DataType;
import io.esync.operators.model.Field;
import io.esync.operators.model.RowSchema;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;

/** The Parquet schema of rows: columns that every reader of Parquet knows. */
final class ParquetColumns {
  private static final int UUID_BYTES = 16;
  private static final int INT_DIGITS = 9;
  private static final int LONG_DIGITS = 18;

  private ParquetColumns() {}

  /**
   * The schema. Columns of the key are required.
   *
   * @param partial whether a further column lists the fields that a row does not carry
   */
  static MessageType of(RowSchema schema, boolean partial) {
    List<Type> columns = new ArrayList<>();
    List<String> key = schema.key();
    for (Field field : schema.fields()) {
      boolean required = key.contains(field.name());
      columns.add(
          column(field.type(), field.name(), required ? Repetition.REQUIRED : Repetition.OPTIONAL));
    }
    if (partial) {
      columns.add(column(DataType.arrayOf(DataType.STRING), Changelog.ABSENT, Repetition.OPTIONAL));
    }
    return new MessageType("row", columns);
  }

  private static Type column(DataType type, String name, Repetition repetition) {
    return switch (type.kind()) {
      case BOOLEAN -> primitive(BOOLEAN, null, name, repetition);
      case INT -> primitive(INT32, null, name, repetition);
      case BIGINT -> primitive(INT64, null, name, repetition);
      case FLOAT -> primitive(FLOAT, null, name, repetition);
      case DOUBLE -> primitive(DOUBLE, null, name, repetition);
      case STRING -> primitive(BINARY, stringType(), name, repetition);
      case JSON -> primitive(BINARY, jsonType(), name, repetition);
      case BYTES -> primitive(BINARY, null, name, repetition);
      case DECIMAL -> decimal(type, name, repetition);
      case DATE -> primitive(INT32, dateType(), name, repetition);
      case TIME -> primitive(INT64, timeType(false, MICROS), name, repetition);
      case TIMESTAMP -> primitive(INT64, timestampType(false, MICROS), name, repetition);
      case TIMESTAMPTZ -> primitive(INT64, timestampType(true, MICROS), name, repetition);
      case UUID -> fixed(UUID_BYTES, uuidType(), name, repetition);
      case ARRAY ->
          Types.list(repetition)
              .element(column(type.element(), "element", Repetition.OPTIONAL))
              .named(name);
    };
  }

  private static Type primitive(
      PrimitiveTypeName type, LogicalTypeAnnotation logical, String name, Repetition repetition) {
    return Types.primitive(type, repetition).as(logical).named(name);
  }

  private static Type fixed(
      int bytes, LogicalTypeAnnotation logical, String name, Repetition repetition) {
    return Types.primitive(FIXED_LEN_BYTE_ARRAY, repetition).length(bytes).as(logical).named(name);
  }

  private static Type decimal(DataType type, String name, Repetition repetition) {
    if (!AvroValues.isFixed(type)) {
      return primitive(BINARY, stringType(), name, repetition);
    }
    LogicalTypeAnnotation logical = decimalType(type.scale(), type.precision());
    if (type.precision() <= INT_DIGITS) {
      return primitive(INT32, logical, name, repetition);
    } else if (type.precision() <= LONG_DIGITS) {
      return primitive(INT64, logical, name, repetition);
    }
    return fixed(decimalBytes(type.precision()), logical, name, repetition);
  }

  /** Bytes that any number of so many digits fits into. */
  private static int decimalBytes(int precision) {
    return BigInteger.TEN.pow(precision).bitLength() / Byte.SIZE + 1;
  }
}
