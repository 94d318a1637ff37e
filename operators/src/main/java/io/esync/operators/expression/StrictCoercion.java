package io.esync.operators.expression;

import static io.esync.operators.expression.PhysicalTypes.isText;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.type.SqlTypeMappingRule;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorScope;
import org.apache.calcite.sql.validate.implicit.TypeCoercionImpl;

/**
 * What is cast without being asked: numbers to wider numbers, dates to timestamps, a literal text
 * to the date or time it is compared with, and anything that is joined to a text. Any other mixture
 * is a mistake.
 */
final class StrictCoercion extends TypeCoercionImpl {
  private boolean joining;

  StrictCoercion(RelDataTypeFactory types, SqlValidator validator) {
    super(types, validator);
  }

  @Override
  protected boolean coerceOperandType(
      SqlValidatorScope scope, SqlCall call, int index, RelDataType target) {
    joining = call.getOperator().getName().equals("||");
    try {
      return super.coerceOperandType(scope, call, index, target);
    } finally {
      joining = false;
    }
  }

  @Override
  protected boolean needToCast(
      SqlValidatorScope scope, SqlNode node, RelDataType to, SqlTypeMappingRule rules) {
    RelDataType from = validator.deriveType(scope, node);
    boolean changesText = isText(from) != isText(to) && from.getSqlTypeName() != SqlTypeName.NULL;
    boolean writtenTime =
        node instanceof SqlLiteral
            && (SqlTypeUtil.isDatetime(to) || to.getSqlTypeName() == SqlTypeName.UUID);
    if (changesText && !(isText(from) ? writtenTime : joining)) {
      return false;
    }
    return super.needToCast(scope, node, to, rules);
  }
}
