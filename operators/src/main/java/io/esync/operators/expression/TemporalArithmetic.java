package io.esync.operators.expression;

import static io.esync.operators.expression.PhysicalTypes.isInteger;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.avatica.util.TimeUnitRange;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;

/** What needs the calendar or the unit of a date, time, timestamp or interval. */
final class TemporalArithmetic {
  private static final Set<String> FLOORS =
      Set.of("YEAR", "QUARTER", "MONTH", "WEEK", "DAY", "HOUR", "MINUTE", "SECOND", "MILLISECOND");
  private static final Set<String> DIFFERENCES =
      Set.of(
          "YEAR",
          "QUARTER",
          "MONTH",
          "WEEK",
          "DAY",
          "HOUR",
          "MINUTE",
          "SECOND",
          "MILLISECOND",
          "MICROSECOND");
  private static final Set<String> PARTS =
      Set.of(
          "YEAR",
          "ISOYEAR",
          "QUARTER",
          "MONTH",
          "WEEK",
          "DAY",
          "DOW",
          "ISODOW",
          "DOY",
          "HOUR",
          "MINUTE",
          "SECOND",
          "MILLISECOND",
          "MICROSECOND",
          "EPOCH");

  private final RexBuilder builder;
  private final Conversions conversions;

  TemporalArithmetic(RexBuilder builder, Conversions conversions) {
    this.builder = builder;
    this.conversions = conversions;
  }

  /** The call on physical operands; null if it is nothing that dates and times can do. */
  RexNode rewrite(RexCall call, List<RexNode> operands) {
    return switch (call.getKind()) {
      case PLUS, MINUS -> sum(call, operands);
      case TIMES -> product(call, operands);
      case MINUS_PREFIX ->
          builder.makeCall(physical(call), SqlStdOperatorTable.CHECKED_UNARY_MINUS, operands);
      case REINTERPRET -> operands.get(0);
      case EXTRACT -> onTimestamp("extract", call, operands.get(1), 1, operands.get(0));
      case FLOOR -> floor(call, operands, 0);
      case TIMESTAMP_DIFF -> difference(call, operands);
      default ->
          switch (call.getOperator().getName()) {
            case "DATE_TRUNC", "TIMESTAMP_TRUNC", "TIME_TRUNC" -> floor(call, operands, 0);
            default -> null;
          };
    };
  }

  private RexNode sum(RexCall call, List<RexNode> operands) {
    RelDataType left = call.getOperands().get(0).getType();
    RelDataType right = call.getOperands().get(1).getType();
    boolean minus = call.getKind() == SqlKind.MINUS;
    if (SqlTypeUtil.isInterval(left) && SqlTypeUtil.isInterval(right)) {
      SqlOperator operator =
          minus ? SqlStdOperatorTable.CHECKED_MINUS : SqlStdOperatorTable.CHECKED_PLUS;
      return sameUnit(left, right) ? builder.makeCall(physical(call), operator, operands) : null;
    }
    if (SqlTypeUtil.isDatetime(left) && SqlTypeUtil.isInterval(right)) {
      RexNode interval =
          minus
              ? builder.makeCall(
                  operands.get(1).getType(),
                  SqlStdOperatorTable.CHECKED_UNARY_MINUS,
                  List.of(operands.get(1)))
              : operands.get(1);
      return move(call, operands.get(0), left, interval, right);
    }
    if (!minus && SqlTypeUtil.isInterval(left) && SqlTypeUtil.isDatetime(right)) {
      return move(call, operands.get(1), right, operands.get(0), left);
    }
    return null;
  }

  private static boolean sameUnit(RelDataType left, RelDataType right) {
    return isMonths(left) == isMonths(right);
  }

  private static boolean isMonths(RelDataType interval) {
    return SqlTypeName.YEAR_INTERVAL_TYPES.contains(interval.getSqlTypeName());
  }

  private RexNode move(
      RexCall call, RexNode from, RelDataType type, RexNode interval, RelDataType intervalType) {
    RelDataType result = call.getType();
    RexNode start = conversions.convert(from, type, result, call.getParserPosition());
    boolean months = isMonths(intervalType);
    String function =
        switch (result.getSqlTypeName()) {
          case DATE -> months ? "datePlusMonths" : wholeDays(intervalType, call);
          case TIME -> months ? null : "timePlusMillis";
          default -> months ? "plusMonths" : "plusMillis";
        };
    return function == null
        ? null
        : JavaCalls.call(builder, physical(call), function, start, interval);
  }

  private static String wholeDays(RelDataType interval, RexCall call) {
    if (interval.getSqlTypeName() != SqlTypeName.INTERVAL_DAY) {
      throw new Refusal(
          call.getParserPosition(),
          "a date is moved by days, months or years; cast it to timestamp to move it by less");
    }
    return "datePlusMillis";
  }

  private RexNode product(RexCall call, List<RexNode> operands) {
    for (int i = 0; i < 2; i++) {
      RelDataType number = call.getOperands().get(i).getType();
      if (isInteger(number) && SqlTypeUtil.isInterval(call.getOperands().get(1 - i).getType())) {
        RexNode factor =
            conversions.convert(
                operands.get(i),
                number,
                builder.getTypeFactory().createSqlType(SqlTypeName.BIGINT),
                call.getParserPosition());
        return builder.makeCall(
            physical(call),
            SqlStdOperatorTable.CHECKED_MULTIPLY,
            List.of(operands.get(1 - i), factor));
      }
    }
    return null;
  }

  private RexNode floor(RexCall call, List<RexNode> operands, int value) {
    if (operands.size() != 2) {
      return null;
    }
    RexNode floored = onTimestamp("floorTo", call, operands.get(value), value, operands.get(1));
    return floored == null
        ? null
        : conversions.convert(
            floored, timestamp(call.getType()), call.getType(), call.getParserPosition());
  }

  private RexNode onTimestamp(
      String function, RexCall call, RexNode operand, int index, RexNode unit) {
    RelDataType type = call.getOperands().get(index).getType();
    if (!SqlTypeUtil.isDatetime(type)) {
      return null;
    }
    RexNode value =
        type.getSqlTypeName() == SqlTypeName.TIME
            ? operand
            : conversions.convert(operand, type, timestamp(type), call.getParserPosition());
    RexNode name =
        JavaCalls.text(builder, unitName(unit, function.equals("extract") ? PARTS : FLOORS, call));
    return JavaCalls.call(builder, nullableBigint(type), function, value, name);
  }

  private RexNode difference(RexCall call, List<RexNode> operands) {
    RexNode[] times = new RexNode[2];
    for (int i = 0; i < 2; i++) {
      RelDataType type = call.getOperands().get(i + 1).getType();
      times[i] =
          type.getSqlTypeName() == SqlTypeName.TIME
              ? operands.get(i + 1)
              : conversions.convert(
                  operands.get(i + 1), type, timestamp(type), call.getParserPosition());
    }
    RexNode unit = JavaCalls.text(builder, unitName(operands.get(0), DIFFERENCES, call));
    RelDataType wide = nullableBigint(call.getType());
    RexNode units = JavaCalls.call(builder, wide, "difference", times[1], times[0], unit);
    return conversions.convert(units, wide, call.getType(), call.getParserPosition());
  }

  private static String unitName(RexNode unit, Set<String> known, RexCall call) {
    if (unit instanceof RexLiteral literal
        && (literal.getValue() instanceof TimeUnitRange || literal.getValue() instanceof TimeUnit)
        && known.contains(((Enum<?>) literal.getValue()).name())) {
      return ((Enum<?>) literal.getValue()).name();
    }
    throw new Refusal(
        call.getParserPosition(),
        "the unit of '"
            + call.getOperator().getName().toLowerCase(Locale.ROOT)
            + "' must be one of "
            + known.stream().sorted().collect(Collectors.joining(", ")).toLowerCase(Locale.ROOT));
  }

  private RelDataType timestamp(RelDataType like) {
    return builder
        .getTypeFactory()
        .createTypeWithNullability(
            builder.getTypeFactory().createSqlType(SqlTypeName.TIMESTAMP), like.isNullable());
  }

  private RelDataType nullableBigint(RelDataType like) {
    return builder
        .getTypeFactory()
        .createTypeWithNullability(
            builder.getTypeFactory().createSqlType(SqlTypeName.BIGINT), like.isNullable());
  }

  private RelDataType physical(RexCall call) {
    return PhysicalTypes.of(call.getType(), builder.getTypeFactory());
  }
}
