package io.esync.operators.expression;

import static io.esync.operators.expression.PhysicalTypes.isInteger;
import static io.esync.operators.expression.PhysicalTypes.isText;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Objects;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;

/** Casts between SQL types, as calls on their physical values. */
final class Conversions {
  private final RexBuilder builder;

  Conversions(RexBuilder builder) {
    this.builder = builder;
  }

  /**
   * Converts {@code value}, physical form of a {@code from}, to the physical form of a {@code to}.
   */
  RexNode convert(RexNode value, RelDataType from, RelDataType to, SqlParserPos place) {
    RelDataType target =
        builder
            .getTypeFactory()
            .createTypeWithNullability(
                PhysicalTypes.of(to, builder.getTypeFactory()), from.isNullable());
    if (from.getSqlTypeName() == SqlTypeName.NULL) {
      return builder.makeNullLiteral(target);
    }
    if (from.getSqlTypeName() == to.getSqlTypeName()
        && from.getPrecision() == to.getPrecision()
        && from.getScale() == to.getScale()) {
      return value;
    }
    RexNode result =
        switch (to.getSqlTypeName()) {
          case TINYINT, SMALLINT, INTEGER, BIGINT -> integer(value, from, to, target);
          case DECIMAL -> decimal(value, from, to, target);
          case REAL, FLOAT, DOUBLE -> approximate(value, from, target);
          case CHAR, VARCHAR -> text(value, from, to, target);
          case BOOLEAN -> isText(from) ? call(target, "textToBoolean", value) : null;
          case UUID -> isText(from) ? call(target, "textToUuid", value) : null;
          case BINARY, VARBINARY ->
              SqlTypeName.BINARY_TYPES.contains(from.getSqlTypeName())
                  ? builder.makeAbstractCast(place, target, value, false)
                  : null;
          case DATE, TIME, TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE -> {
            checkText(value, to.getSqlTypeName(), place);
            yield temporal(value, from, to, target);
          }
          default -> null;
        };
    if (result == null) {
      throw new Refusal(place, "a " + name(from) + " cannot be cast to " + name(to));
    }
    return result;
  }

  private RexNode integer(RexNode value, RelDataType from, RelDataType to, RelDataType target) {
    RelDataType wide = as(SqlTypeName.BIGINT, target);
    String function =
        switch (from.getSqlTypeName()) {
          case TINYINT, SMALLINT, INTEGER, BIGINT -> "longToLong";
          case DECIMAL -> "decimalToLong";
          case REAL, FLOAT, DOUBLE -> "doubleToLong";
          case CHAR, VARCHAR -> "textToLong";
          default -> null;
        };
    if (function == null) {
      return null;
    }
    if (isInteger(from) && to.getSqlTypeName() == SqlTypeName.BIGINT) {
      return builder.makeAbstractCast(SqlParserPos.ZERO, target, value, false);
    }
    long least = (Long) limit(to, false);
    long greatest = (Long) limit(to, true);
    RexNode number = call(wide, function, value, literal(least), literal(greatest));
    return to.getSqlTypeName() == SqlTypeName.BIGINT ? number : call(target, "asInt", number);
  }

  private static Object limit(RelDataType type, boolean greatest) {
    return switch (type.getSqlTypeName()) {
      case TINYINT -> (long) (greatest ? Byte.MAX_VALUE : Byte.MIN_VALUE);
      case SMALLINT -> (long) (greatest ? Short.MAX_VALUE : Short.MIN_VALUE);
      case INTEGER -> (long) (greatest ? Integer.MAX_VALUE : Integer.MIN_VALUE);
      default -> greatest ? Long.MAX_VALUE : Long.MIN_VALUE;
    };
  }

  private RexNode decimal(RexNode value, RelDataType from, RelDataType to, RelDataType target) {
    boolean any = ExpressionTypeSystem.isAnyDecimal(to);
    String function =
        switch (from.getSqlTypeName()) {
          case TINYINT, SMALLINT, INTEGER, BIGINT -> "longToDecimal";
          case DECIMAL -> "decimalToDecimal";
          case REAL -> "floatToDecimal";
          case FLOAT, DOUBLE -> "doubleToDecimal";
          case CHAR, VARCHAR -> "textToDecimal";
          default -> null;
        };
    if (function == null || (any && PhysicalTypes.isDecimal(from))) {
      return function == null ? null : value;
    }
    return call(
        target,
        function,
        value,
        JavaCalls.number(builder, any ? -1 : to.getPrecision()),
        JavaCalls.number(builder, any ? -1 : to.getScale()));
  }

  private RexNode approximate(RexNode value, RelDataType from, RelDataType target) {
    boolean real = target.getSqlTypeName() == SqlTypeName.REAL;
    return switch (from.getSqlTypeName()) {
      case DECIMAL -> call(target, real ? "decimalToFloat" : "decimalToDouble", value);
      case CHAR, VARCHAR -> {
        RexNode wide = call(as(SqlTypeName.DOUBLE, target), "textToDouble", value);
        yield real ? call(target, "doubleToFloat", wide) : wide;
      }
      case FLOAT, DOUBLE -> real ? call(target, "doubleToFloat", value) : value;
      case TINYINT, SMALLINT, INTEGER, BIGINT, REAL ->
          builder.makeAbstractCast(SqlParserPos.ZERO, target, value, false);
      default -> null;
    };
  }

  private RexNode text(RexNode value, RelDataType from, RelDataType to, RelDataType target) {
    if (isText(from)) {
      return builder.makeAbstractCast(SqlParserPos.ZERO, target, value, false);
    }
    String function =
        switch (from.getSqlTypeName()) {
          case TINYINT, SMALLINT, INTEGER, BIGINT -> "longToText";
          case DECIMAL -> "decimalToText";
          case REAL -> "floatToText";
          case FLOAT, DOUBLE -> "doubleToText";
          case BOOLEAN -> "booleanToText";
          case UUID -> "uuidToText";
          case DATE -> "dateToText";
          case TIME -> "timeToText";
          case TIMESTAMP -> "timestampToText";
          case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> "instantToText";
          default -> null;
        };
    if (function == null) {
      return null;
    }
    RelDataType free = as(SqlTypeName.VARCHAR, target);
    RexNode text = call(free, function, value);
    if (to.getPrecision() < 0) {
      return text;
    }
    RexNode fitting = call(free, "fitText", text, JavaCalls.number(builder, to.getPrecision()));
    return builder.makeAbstractCast(SqlParserPos.ZERO, target, fitting, false);
  }

  /** A literal that is no such time would otherwise fail for every row. */
  private static void checkText(RexNode value, SqlTypeName goal, SqlParserPos place) {
    if (!(value instanceof RexLiteral literal) || !isText(value.getType()) || literal.isNull()) {
      return;
    }
    String text = Objects.requireNonNull(literal.getValueAs(String.class));
    try {
      switch (goal) {
        case DATE -> TemporalFunctions.textToDate(text);
        case TIME -> TemporalFunctions.textToTime(text);
        case TIMESTAMP -> TemporalFunctions.textToTimestamp(text);
        default -> TemporalFunctions.textToInstant(text);
      }
    } catch (Fault e) {
      throw new Refusal(place, "'" + text + "': " + e.getMessage());
    }
  }

  private RexNode temporal(RexNode value, RelDataType from, RelDataType to, RelDataType target) {
    SqlTypeName goal = to.getSqlTypeName();
    RexNode result =
        switch (from.getSqlTypeName()) {
          case CHAR, VARCHAR ->
              call(
                  target,
                  switch (goal) {
                    case DATE -> "textToDate";
                    case TIME -> "textToTime";
                    case TIMESTAMP -> "textToTimestamp";
                    default -> "textToInstant";
                  },
                  value);
          case DATE -> goal == SqlTypeName.TIME ? null : call(target, "dateToTimestamp", value);
          case TIME -> goal == SqlTypeName.TIME ? value : null;
          case TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
              switch (goal) {
                case DATE -> call(target, "timestampToDate", value);
                case TIME -> call(target, "timestampToTime", value);
                default -> value;
              };
          default -> null;
        };
    boolean coarser =
        goal != SqlTypeName.DATE && to.getPrecision() < ExpressionTypeSystem.SECOND_DIGITS;
    return result == null || !coarser
        ? result
        : call(target, "roundSecond", result, JavaCalls.number(builder, to.getPrecision()));
  }

  private RelDataType as(SqlTypeName name, RelDataType like) {
    return builder
        .getTypeFactory()
        .createTypeWithNullability(builder.getTypeFactory().createSqlType(name), like.isNullable());
  }

  private RexNode literal(long value) {
    return builder.makeExactLiteral(
        BigDecimal.valueOf(value), builder.getTypeFactory().createSqlType(SqlTypeName.BIGINT));
  }

  private RexNode call(RelDataType type, String name, RexNode... arguments) {
    return JavaCalls.call(builder, type, name, arguments);
  }

  /** A type's name for people: ours where there is one. */
  static String name(RelDataType type) {
    return new ExpressionTypes()
        .toOurs(type)
        .map(Object::toString)
        .orElseGet(
            () -> type.getSqlTypeName().getName().toLowerCase(Locale.ROOT).replace('_', ' '));
  }
}
