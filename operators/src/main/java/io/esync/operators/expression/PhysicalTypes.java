package io.esync.operators.expression;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;

/**
 * The types that generated code works with. The library's code for times knows milliseconds; ours
 * are whole numbers of microseconds, see {@link TemporalFunctions}. A UUID is its text, in lower
 * case, which is ordered as its bytes are.
 */
final class PhysicalTypes {
  private PhysicalTypes() {}

  static RelDataType of(RelDataType type, RelDataTypeFactory types) {
    SqlTypeName name = type.getSqlTypeName();
    if (isTemporal(type)) {
      return as(SqlTypeName.BIGINT, type.isNullable(), types);
    }
    return switch (name) {
      case TINYINT, SMALLINT -> as(SqlTypeName.INTEGER, type.isNullable(), types);
      case UUID -> as(SqlTypeName.VARCHAR, type.isNullable(), types);
      case FLOAT -> as(SqlTypeName.DOUBLE, type.isNullable(), types);
      case ARRAY ->
          types.createTypeWithNullability(
              types.createArrayType(of(type.getComponentType(), types), -1), type.isNullable());
      default -> type;
    };
  }

  private static RelDataType as(SqlTypeName name, boolean nullable, RelDataTypeFactory types) {
    return types.createTypeWithNullability(types.createSqlType(name), nullable);
  }

  /** Whether it is a date, a time, a timestamp or an interval. */
  static boolean isTemporal(RelDataType type) {
    return SqlTypeUtil.isDatetime(type) || SqlTypeUtil.isInterval(type);
  }

  /** Whether there are dates, times or intervals in it. */
  static boolean holdsTemporal(RelDataType type) {
    return type.getSqlTypeName() == SqlTypeName.ARRAY
        ? holdsTemporal(type.getComponentType())
        : isTemporal(type);
  }

  static boolean isInteger(RelDataType type) {
    return SqlTypeName.INT_TYPES.contains(type.getSqlTypeName());
  }

  static boolean isDecimal(RelDataType type) {
    return type.getSqlTypeName() == SqlTypeName.DECIMAL;
  }

  static boolean isApproximate(RelDataType type) {
    return SqlTypeName.APPROX_TYPES.contains(type.getSqlTypeName());
  }

  static boolean isText(RelDataType type) {
    return SqlTypeName.CHAR_TYPES.contains(type.getSqlTypeName());
  }
}
