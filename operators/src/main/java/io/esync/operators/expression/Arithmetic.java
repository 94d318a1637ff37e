package io.esync.operators.expression;

import static io.esync.operators.expression.PhysicalTypes.isApproximate;
import static io.esync.operators.expression.PhysicalTypes.isDecimal;
import static io.esync.operators.expression.PhysicalTypes.isInteger;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;

/** Arithmetic of numbers: exact, or a fault. */
final class Arithmetic {
  private final RexBuilder builder;
  private final Conversions conversions;

  Arithmetic(RexBuilder builder, Conversions conversions) {
    this.builder = builder;
    this.conversions = conversions;
  }

  /** The call on physical operands; null if it is nothing special. */
  RexNode rewrite(RexCall call, List<RexNode> operands) {
    return switch (call.getKind()) {
      case PLUS, MINUS, TIMES, MINUS_PREFIX, DIVIDE -> compute(call, operands);
      case OTHER_FUNCTION ->
          call.getOperator().getName().equals("ABS") && isInteger(call.getType())
              ? abs(call, operands.get(0))
              : null;
      default -> null;
    };
  }

  private RexNode abs(RexCall call, RexNode operand) {
    boolean wide = call.getType().getSqlTypeName() == SqlTypeName.BIGINT;
    return JavaCalls.call(builder, physical(call), wide ? "longAbs" : "intAbs", operand);
  }

  private RexNode compute(RexCall call, List<RexNode> operands) {
    RelDataType type = call.getType();
    if (!isInteger(type) && !isDecimal(type) && !isApproximate(type)) {
      return null;
    }
    RelDataType common =
        isDecimal(type)
            ? builder
                .getTypeFactory()
                .createSqlType(
                    SqlTypeName.DECIMAL,
                    ExpressionTypeSystem.ANY_PRECISION,
                    ExpressionTypeSystem.ANY_SCALE)
            : type;
    List<RexNode> same = new ArrayList<>();
    for (int i = 0; i < operands.size(); i++) {
      RelDataType from = call.getOperands().get(i).getType();
      same.add(conversions.convert(operands.get(i), from, common, call.getParserPosition()));
    }
    if (call.getKind() == SqlKind.DIVIDE && !isInteger(type)) {
      return quotient(call, same);
    }
    SqlOperator operator = isInteger(type) ? checked(call.getKind()) : call.getOperator();
    return builder.makeCall(physical(call), operator, same);
  }

  private RexNode quotient(RexCall call, List<RexNode> operands) {
    RelDataType type = call.getType();
    if (isDecimal(type)) {
      boolean any = ExpressionTypeSystem.isAnyDecimal(type);
      return JavaCalls.call(
          builder,
          type,
          "quotient",
          operands.get(0),
          operands.get(1),
          JavaCalls.number(builder, any ? -1 : type.getScale()));
    }
    boolean real = type.getSqlTypeName() == SqlTypeName.REAL;
    return JavaCalls.call(
        builder,
        physical(call),
        real ? "floatQuotient" : "doubleQuotient",
        operands.get(0),
        operands.get(1));
  }

  private static SqlOperator checked(SqlKind kind) {
    return switch (kind) {
      case PLUS -> SqlStdOperatorTable.CHECKED_PLUS;
      case MINUS -> SqlStdOperatorTable.CHECKED_MINUS;
      case TIMES -> SqlStdOperatorTable.CHECKED_MULTIPLY;
      case DIVIDE -> SqlStdOperatorTable.CHECKED_DIVIDE;
      default -> SqlStdOperatorTable.CHECKED_UNARY_MINUS;
    };
  }

  private RelDataType physical(RexCall call) {
    return PhysicalTypes.of(call.getType(), builder.getTypeFactory());
  }
}
