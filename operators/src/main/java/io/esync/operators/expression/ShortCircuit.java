package io.esync.operators.expression;

import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexVisitorImpl;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.util.Util;

/**
 * AND and OR from left to right: what stands right is not computed where the left decides, so that
 * {@code n <> 0 and total / n > 5} never divides by zero. The library's code computes all operands.
 */
final class ShortCircuit {
  private ShortCircuit() {}

  /** An AND or OR of {@code operands}, the rewritten ones of {@code call}. */
  static RexNode of(RexBuilder builder, RexCall call, List<RexNode> operands) {
    boolean and = call.getKind() == SqlKind.AND;
    RexNode result = operands.get(operands.size() - 1);
    for (int i = operands.size() - 2; i >= 0; i--) {
      result = pair(builder, and, call.getType(), operands.get(i), result);
    }
    return result;
  }

  private static RexNode pair(
      RexBuilder builder, boolean and, RelDataType type, RexNode left, RexNode right) {
    SqlOperator both = and ? SqlStdOperatorTable.AND : SqlStdOperatorTable.OR;
    RexNode joined = builder.makeCall(type, both, List.of(left, right));
    if (!mayFail(right)) {
      return joined;
    }
    SqlOperator decides = and ? SqlStdOperatorTable.IS_FALSE : SqlStdOperatorTable.IS_TRUE;
    return builder.makeCall(
        type,
        SqlStdOperatorTable.CASE,
        List.of(builder.makeCall(decides, left), builder.makeLiteral(!and), joined));
  }

  /** Whether there is more in it than comparisons of columns and constants. */
  private static boolean mayFail(RexNode node) {
    try {
      node.accept(
          new RexVisitorImpl<Void>(true) {
            @Override
            public Void visitCall(RexCall call) {
              if (!isHarmless(call.getKind())) {
                throw Util.FoundOne.NULL;
              }
              return super.visitCall(call);
            }
          });
      return false;
    } catch (Util.FoundOne e) {
      return true;
    }
  }

  private static boolean isHarmless(SqlKind kind) {
    return SqlKind.COMPARISON.contains(kind)
        || switch (kind) {
          case AND, OR, NOT, IS_NULL, IS_NOT_NULL, IS_TRUE, IS_FALSE, IS_NOT_TRUE, IS_NOT_FALSE ->
              true;
          default -> false;
        };
  }
}
