package io.esync.connectors.iceberg;

import io.esync.operators.model.DataType;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Type.PrimitiveType;
import org.apache.iceberg.types.TypeUtil;
import org.apache.iceberg.types.Types;

/** Which column holds which type. */
final class ColumnTypes {
  private static final int MOST_DIGITS = 38;

  private ColumnTypes() {}

  /**
   * The type of a new column: the same one; a string for json and for a decimal that Iceberg has no
   * type for (of any precision, of more than 38 digits, or of a negative scale).
   *
   * @param ids for the elements of lists
   */
  static Type columnType(DataType type, AtomicInteger ids) {
    return switch (type.kind()) {
      case BOOLEAN -> Types.BooleanType.get();
      case INT -> Types.IntegerType.get();
      case BIGINT -> Types.LongType.get();
      case FLOAT -> Types.FloatType.get();
      case DOUBLE -> Types.DoubleType.get();
      case DECIMAL ->
          type.precision() >= 1 && type.precision() <= MOST_DIGITS && type.scale() >= 0
              ? Types.DecimalType.of(type.precision(), type.scale())
              : Types.StringType.get();
      case STRING, JSON -> Types.StringType.get();
      case BYTES -> Types.BinaryType.get();
      case DATE -> Types.DateType.get();
      case TIME -> Types.TimeType.get();
      case TIMESTAMP -> Types.TimestampType.withoutZone();
      case TIMESTAMPTZ -> Types.TimestampType.withZone();
      case UUID -> Types.UUIDType.get();
      case ARRAY ->
          Types.ListType.ofOptional(ids.incrementAndGet(), columnType(type.element(), ids));
    };
  }

  /** The type of the values of a column; empty where no field can be written into it. */
  static Optional<DataType> valueType(Type column) {
    return Optional.ofNullable(
        switch (column.typeId()) {
          case BOOLEAN -> DataType.BOOLEAN;
          case INTEGER -> DataType.INT;
          case LONG -> DataType.BIGINT;
          case FLOAT -> DataType.FLOAT;
          case DOUBLE -> DataType.DOUBLE;
          case DECIMAL -> decimal((Types.DecimalType) column);
          case STRING -> DataType.STRING;
          case BINARY -> DataType.BYTES;
          case DATE -> DataType.DATE;
          case TIME -> DataType.TIME;
          case TIMESTAMP ->
              ((Types.TimestampType) column).shouldAdjustToUTC()
                  ? DataType.TIMESTAMPTZ
                  : DataType.TIMESTAMP;
          case UUID -> DataType.UUID;
          case LIST ->
              valueType(((Types.ListType) column).elementType())
                  .map(DataType::arrayOf)
                  .orElse(null);
          default -> null;
        });
  }

  private static DataType decimal(Types.DecimalType column) {
    return DataType.decimal(column.precision(), column.scale());
  }

  /** Whether a column takes values of {@code type}, those at least that fit into it. */
  static boolean holds(Type column, DataType type) {
    return switch (column.typeId()) {
      case INTEGER, LONG ->
          switch (type.kind()) {
            case INT, BIGINT -> true;
            case DECIMAL -> type.precision() > 0 && type.scale() == 0;
            default -> false;
          };
      case FLOAT -> type.equals(DataType.FLOAT);
      case DOUBLE ->
          switch (type.kind()) {
            case INT, FLOAT, DOUBLE -> true;
            default -> false;
          };
      case DECIMAL ->
          switch (type.kind()) {
            case INT, BIGINT, DECIMAL -> true;
            default -> false;
          };
      case STRING ->
          switch (type.kind()) {
            case STRING, JSON, DECIMAL, UUID -> true;
            default -> false;
          };
      case LIST ->
          type.element() != null && holds(((Types.ListType) column).elementType(), type.element());
      default -> valueType(column).filter(type::equals).isPresent();
    };
  }

  /** The type that the column may be widened to, so that it holds all values of {@code type}. */
  static Optional<PrimitiveType> widened(Type column, DataType type) {
    Type wanted = columnType(type, new AtomicInteger());
    return !wanted.equals(column)
            && wanted.isPrimitiveType()
            && column.isPrimitiveType()
            && TypeUtil.isPromotionAllowed(column, wanted.asPrimitiveType())
        ? Optional.of(wanted.asPrimitiveType())
        : Optional.empty();
  }
}
