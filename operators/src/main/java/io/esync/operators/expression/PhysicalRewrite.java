package io.esync.operators.expression;

import static io.esync.operators.expression.PhysicalTypes.holdsTemporal;
import static io.esync.operators.expression.PhysicalTypes.isApproximate;
import static io.esync.operators.expression.PhysicalTypes.isDecimal;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.util.DateString;
import org.apache.calcite.util.TimeString;
import org.apache.calcite.util.TimestampString;

/**
 * Rewrites a checked expression so that generated code computes on {@link PhysicalTypes}: every
 * cast and all arithmetic goes to functions that are exact or fail, and what is not known to be
 * right for dates and times is refused.
 */
final class PhysicalRewrite extends RexShuttle {
  private static final Set<String> CHOICES =
      Set.of("COALESCE", "GREATEST", "LEAST", "NVL", "IFNULL", "ARRAY");
  private static final Set<String> INDIFFERENT =
      Set.of("ITEM", "CARDINALITY", "ARRAY_LENGTH", "IS NULL", "IS NOT NULL");

  private final RexBuilder builder;
  private final Conversions conversions;
  private final Arithmetic arithmetic;
  private final TemporalArithmetic temporal;

  PhysicalRewrite(RexBuilder builder) {
    this.builder = builder;
    this.conversions = new Conversions(builder);
    this.arithmetic = new Arithmetic(builder, conversions);
    this.temporal = new TemporalArithmetic(builder, conversions);
  }

  @Override
  public RexNode visitInputRef(RexInputRef ref) {
    return new RexInputRef(ref.getIndex(), physical(ref.getType()));
  }

  @Override
  public RexNode visitLiteral(RexLiteral literal) {
    RelDataType type = literal.getType();
    if (!PhysicalTypes.isTemporal(type)) {
      return literal;
    }
    return literal.isNull()
        ? builder.makeNullLiteral(physical(type))
        : builder.makeExactLiteral(BigDecimal.valueOf(number(literal)), physical(type));
  }

  private static long number(RexLiteral literal) {
    return switch (literal.getType().getSqlTypeName()) {
      case DATE ->
          TemporalFunctions.textToDate(
              Objects.requireNonNull(literal.getValueAs(DateString.class)).toString());
      case TIME ->
          TemporalFunctions.textToTime(
              Objects.requireNonNull(literal.getValueAs(TimeString.class)).toString());
      case TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
          TemporalFunctions.textToTimestamp(
              Objects.requireNonNull(literal.getValueAs(TimestampString.class)).toString());
      default -> Objects.requireNonNull(literal.getValueAs(BigDecimal.class)).longValueExact();
    };
  }

  @Override
  public RexNode visitCall(RexCall call) {
    List<RexNode> operands = visitList(call.operands, new boolean[1]);
    RexNode special = special(call, operands);
    if (special != null) {
      return special;
    }
    boolean times =
        holdsTemporal(call.getType())
            || call.getOperands().stream().anyMatch(operand -> holdsTemporal(operand.getType()));
    RexNode computed =
        times ? temporal.rewrite(call, operands) : arithmetic.rewrite(call, operands);
    if (computed != null) {
      return computed;
    }
    String name = call.getOperator().getName();
    if (times && !INDIFFERENT.contains(name)) {
      throw new Refusal(
          call.getParserPosition(),
          "'" + name.toLowerCase(Locale.ROOT) + "' is not supported on dates and times");
    }
    return rebuild(call, operands);
  }

  private RexNode special(RexCall call, List<RexNode> operands) {
    SqlKind kind = call.getKind();
    if (call.getOperator() instanceof OwnFunction own) {
      return own.physical(builder, conversions, call, operands);
    }
    if (kind == SqlKind.CAST) {
      RelDataType from = call.getOperands().get(0).getType();
      return conversions.convert(operands.get(0), from, call.getType(), call.getParserPosition());
    }
    if (kind == SqlKind.SAFE_CAST) {
      throw new Refusal(call.getParserPosition(), "only a plain cast is supported");
    }
    if (SqlKind.COMPARISON.contains(kind)) {
      return compare(call, operands);
    }
    if (call.getOperator().getName().equals("ARRAY_CONTAINS")) {
      refuseInexactSearch(call);
    }
    if (kind == SqlKind.CASE) {
      return rebuild(call, aligned(call, operands, true));
    }
    if (kind == SqlKind.AND || kind == SqlKind.OR) {
      return ShortCircuit.of(builder, call, operands);
    }
    return CHOICES.contains(call.getOperator().getName())
        ? rebuild(call, aligned(call, operands, false))
        : null;
  }

  private RexNode compare(RexCall call, List<RexNode> operands) {
    RelDataType left = call.getOperands().get(0).getType();
    RelDataType right = call.getOperands().get(1).getType();
    if (!SqlTypeUtil.sameNamedType(left, right) && family(left) != family(right)) {
      throw new Refusal(
          call.getParserPosition(),
          Conversions.name(left)
              + " and "
              + Conversions.name(right)
              + " cannot be compared; cast one of them");
    }
    if (left.getSqlTypeName() == SqlTypeName.ARRAY) {
      throw new Refusal(
          call.getParserPosition(), "arrays cannot be compared; compare elements, e.g. tags[1]");
    }
    RelDataType common = common(left, right);
    if (common == null) {
      return rebuild(call, operands);
    }
    return rebuild(
        call,
        List.of(
            conversions.convert(operands.get(0), left, common, call.getParserPosition()),
            conversions.convert(operands.get(1), right, common, call.getParserPosition())));
  }

  /** The library looks for equal objects: 1 and 1.0 are none. */
  private static void refuseInexactSearch(RexCall call) {
    RelDataType element = call.getOperands().get(0).getType().getComponentType();
    RelDataType sought = call.getOperands().get(1).getType();
    boolean alike =
        (element.getSqlTypeName() == sought.getSqlTypeName() && !isDecimal(element))
            || (PhysicalTypes.isText(element) && PhysicalTypes.isText(sought));
    if (!alike) {
      throw new Refusal(
          call.getParserPosition(),
          "a "
              + Conversions.name(sought)
              + " cannot be looked for among elements of type "
              + Conversions.name(element));
    }
  }

  private static SqlTypeName family(RelDataType type) {
    SqlTypeName name = type.getSqlTypeName();
    if (PhysicalTypes.isText(type)) {
      return SqlTypeName.VARCHAR;
    }
    if (SqlTypeUtil.isNumeric(type)) {
      return SqlTypeName.DECIMAL;
    }
    if (SqlTypeUtil.isDatetime(type) && name != SqlTypeName.TIME) {
      return SqlTypeName.TIMESTAMP;
    }
    if (SqlTypeUtil.isInterval(type)) {
      return SqlTypeName.INTERVAL_DAY;
    }
    return SqlTypeName.BINARY_TYPES.contains(name) ? SqlTypeName.VARBINARY : name;
  }

  /** The type in which two values are compared; null if they can be as they are. */
  private RelDataType common(RelDataType left, RelDataType right) {
    if (SqlTypeUtil.isDatetime(left) && SqlTypeUtil.isDatetime(right)) {
      boolean later = left.getSqlTypeName().compareTo(right.getSqlTypeName()) >= 0;
      SqlTypeName name = (later ? left : right).getSqlTypeName();
      return builder.getTypeFactory().createSqlType(name);
    }
    if (isApproximate(left) || isApproximate(right)) {
      return builder.getTypeFactory().createSqlType(SqlTypeName.DOUBLE);
    }
    return isDecimal(left) || isDecimal(right)
        ? builder
            .getTypeFactory()
            .createSqlType(
                SqlTypeName.DECIMAL,
                ExpressionTypeSystem.ANY_PRECISION,
                ExpressionTypeSystem.ANY_SCALE)
        : null;
  }

  /** The operands that may become the result, in the result's type. */
  private List<RexNode> aligned(RexCall call, List<RexNode> operands, boolean cases) {
    RelDataType result =
        call.getType().getSqlTypeName() == SqlTypeName.ARRAY
                && call.getOperator().getName().equals("ARRAY")
            ? call.getType().getComponentType()
            : call.getType();
    List<RexNode> same = new ArrayList<>();
    for (int i = 0; i < operands.size(); i++) {
      boolean condition = cases && i % 2 == 0 && i < operands.size() - 1;
      RelDataType from = call.getOperands().get(i).getType();
      boolean keep = condition || !isConverted(result);
      same.add(
          keep
              ? operands.get(i)
              : conversions.convert(operands.get(i), from, result, call.getParserPosition()));
    }
    return same;
  }

  private static boolean isConverted(RelDataType type) {
    return SqlTypeUtil.isDatetime(type) || SqlTypeUtil.isNumeric(type);
  }

  private RexNode rebuild(RexCall call, List<RexNode> operands) {
    return builder.makeCall(physical(call.getType()), call.getOperator(), operands);
  }

  private RelDataType physical(RelDataType type) {
    return PhysicalTypes.of(type, builder.getTypeFactory());
  }
}
