package io.esync.operators.expression;

import io.esync.operators.model.DataType;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.calcite.jdbc.JavaTypeFactoryImpl;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeName;

/** The SQL type of each of ours, and the way back; every value may be NULL. */
final class ExpressionTypes extends JavaTypeFactoryImpl {
  ExpressionTypes() {
    super(new ExpressionTypeSystem());
  }

  @Override
  public Charset getDefaultCharset() {
    return StandardCharsets.UTF_8;
  }

  /** The SQL type of a column. */
  RelDataType of(DataType type) {
    RelDataType plain =
        switch (type.kind()) {
          case BOOLEAN -> createSqlType(SqlTypeName.BOOLEAN);
          case INT -> createSqlType(SqlTypeName.INTEGER);
          case BIGINT -> createSqlType(SqlTypeName.BIGINT);
          case DECIMAL ->
              type.precision() == 0
                  ? anyDecimal()
                  : createSqlType(
                      SqlTypeName.DECIMAL, Math.max(type.precision(), type.scale()), type.scale());
          case FLOAT -> createSqlType(SqlTypeName.REAL);
          case DOUBLE -> createSqlType(SqlTypeName.DOUBLE);
          case STRING, JSON -> createSqlType(SqlTypeName.VARCHAR);
          case BYTES -> createSqlType(SqlTypeName.VARBINARY);
          case DATE -> createSqlType(SqlTypeName.DATE);
          case TIME -> createSqlType(SqlTypeName.TIME);
          case TIMESTAMP -> createSqlType(SqlTypeName.TIMESTAMP);
          case TIMESTAMPTZ -> createSqlType(SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE);
          case UUID -> createSqlType(SqlTypeName.UUID);
          case ARRAY -> createArrayType(of(type.element()), -1);
        };
    return nullable(plain);
  }

  RelDataType anyDecimal() {
    return createSqlType(
        SqlTypeName.DECIMAL, ExpressionTypeSystem.ANY_PRECISION, ExpressionTypeSystem.ANY_SCALE);
  }

  RelDataType nullable(RelDataType type) {
    return createTypeWithNullability(type, true);
  }

  /** Our type of a result; empty if there is none. */
  Optional<DataType> toOurs(RelDataType type) {
    return switch (type.getSqlTypeName()) {
      case BOOLEAN -> Optional.of(DataType.BOOLEAN);
      case TINYINT, SMALLINT, INTEGER -> Optional.of(DataType.INT);
      case BIGINT -> Optional.of(DataType.BIGINT);
      case DECIMAL ->
          Optional.of(
              ExpressionTypeSystem.isAnyDecimal(type)
                  ? DataType.DECIMAL
                  : DataType.decimal(type.getPrecision(), type.getScale()));
      case REAL -> Optional.of(DataType.FLOAT);
      case FLOAT, DOUBLE -> Optional.of(DataType.DOUBLE);
      case CHAR, VARCHAR -> Optional.of(DataType.STRING);
      case BINARY, VARBINARY -> Optional.of(DataType.BYTES);
      case DATE -> Optional.of(DataType.DATE);
      case TIME -> Optional.of(DataType.TIME);
      case TIMESTAMP -> Optional.of(DataType.TIMESTAMP);
      case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> Optional.of(DataType.TIMESTAMPTZ);
      case UUID -> Optional.of(DataType.UUID);
      case ARRAY -> toOurs(type.getComponentType()).map(DataType::arrayOf);
      default -> Optional.empty();
    };
  }
}
