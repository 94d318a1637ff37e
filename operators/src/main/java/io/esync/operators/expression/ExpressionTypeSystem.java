package io.esync.operators.expression;

import java.math.RoundingMode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeSystemImpl;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;

/**
 * The limits of the types. A decimal of any precision is one of a precision and scale that no
 * declared decimal reaches; whatever is computed from it is such a decimal again.
 */
final class ExpressionTypeSystem extends RelDataTypeSystemImpl {
  static final int ANY_PRECISION = 100_000;
  static final int ANY_SCALE = ANY_PRECISION / 2;

  /** Digits of a second: what is finer cannot be computed with. */
  static final int SECOND_DIGITS = 6;

  private static final int MIN_QUOTIENT_SCALE = 6;
  private static final int MAX_QUOTIENT_SCALE = 30;

  static boolean isAnyDecimal(RelDataType type) {
    return type.getSqlTypeName() == SqlTypeName.DECIMAL && type.getPrecision() >= ANY_SCALE;
  }

  @Override
  public int getMaxPrecision(SqlTypeName type) {
    return switch (type) {
      case DECIMAL -> ANY_PRECISION;
      case CHAR, VARCHAR, BINARY, VARBINARY -> Integer.MAX_VALUE;
      case TIME, TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE -> SECOND_DIGITS;
      default -> super.getMaxPrecision(type);
    };
  }

  @Override
  public int getMaxScale(SqlTypeName type) {
    return type == SqlTypeName.DECIMAL ? ANY_SCALE : super.getMaxScale(type);
  }

  @Override
  public int getDefaultPrecision(SqlTypeName type) {
    return switch (type) {
      case TIME, TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE -> SECOND_DIGITS;
      default -> super.getDefaultPrecision(type);
    };
  }

  @Override
  public RoundingMode roundingMode() {
    return RoundingMode.HALF_UP;
  }

  /** Texts of different length are not padded to the longest. */
  @Override
  public boolean shouldConvertRaggedUnionTypesToVarying() {
    return true;
  }

  /** As many digits after the point as make sense of the divisor, at most 30. */
  @Override
  public RelDataType deriveDecimalDivideType(
      RelDataTypeFactory types, RelDataType left, RelDataType right) {
    if (!SqlTypeUtil.isExactNumeric(left)
        || !SqlTypeUtil.isExactNumeric(right)
        || !(SqlTypeUtil.isDecimal(left) || SqlTypeUtil.isDecimal(right))) {
      return null;
    }
    RelDataType dividend = types.decimalOf(left);
    RelDataType divisor = types.decimalOf(right);
    if (isAnyDecimal(dividend) || isAnyDecimal(divisor)) {
      return types.createSqlType(SqlTypeName.DECIMAL, ANY_PRECISION, ANY_SCALE);
    }
    int wanted = Math.max(MIN_QUOTIENT_SCALE, dividend.getScale() + divisor.getPrecision() + 1);
    int scale =
        Math.max(
            Math.min(wanted, MAX_QUOTIENT_SCALE),
            Math.max(dividend.getScale(), divisor.getScale()));
    int digits = dividend.getPrecision() - dividend.getScale() + divisor.getScale();
    return types.createSqlType(SqlTypeName.DECIMAL, Math.max(1, digits) + scale, scale);
  }
}
