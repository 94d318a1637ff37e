package io.esync.operators.expression;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeTransforms;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorScope;

/** A function that is checked by the SQL library and computed here. */
final class OwnFunction extends SqlFunction {
  private static final String AT_TIME_ZONE = "AT_TIME_ZONE";
  private static final SqlOperandTypeChecker TEXTS =
      OperandTypes.family(SqlTypeFamily.CHARACTER, SqlTypeFamily.CHARACTER);
  private static final SqlOperandTypeChecker TIME_AND_TEXT =
      OperandTypes.family(SqlTypeFamily.DATETIME, SqlTypeFamily.CHARACTER);
  private static final SqlOperandTypeChecker TEXT_AND_STEP =
      TEXTS.or(OperandTypes.family(SqlTypeFamily.CHARACTER, SqlTypeFamily.INTEGER));

  private static final List<OwnFunction> ALL =
      List.of(
          new OwnFunction("JSON_VALUE", SqlTypeName.VARCHAR, TEXTS),
          new OwnFunction("JSON_QUERY", SqlTypeName.VARCHAR, TEXTS),
          new OwnFunction("JSON_EXISTS", SqlTypeName.BOOLEAN, TEXTS),
          new OwnFunction("JSON_GET", SqlTypeName.VARCHAR, TEXT_AND_STEP),
          new OwnFunction("JSON_GET_TEXT", SqlTypeName.VARCHAR, TEXT_AND_STEP),
          new OwnFunction("TO_DATE", SqlTypeName.DATE, TEXTS),
          new OwnFunction("TO_TIMESTAMP", SqlTypeName.TIMESTAMP, TEXTS),
          new OwnFunction("TO_CHAR", SqlTypeName.VARCHAR, TIME_AND_TEXT),
          new OwnFunction(AT_TIME_ZONE, SqlTypeName.TIMESTAMP, TIME_AND_TEXT));

  private OwnFunction(String name, SqlTypeName result, SqlOperandTypeChecker operands) {
    super(
        name,
        SqlKind.OTHER_FUNCTION,
        ReturnTypes.explicit(result).andThen(SqlTypeTransforms.FORCE_NULLABLE),
        null,
        operands,
        SqlFunctionCategory.USER_DEFINED_FUNCTION);
  }

  @Override
  public RelDataType inferReturnType(SqlOperatorBinding call) {
    if (!getName().equals(AT_TIME_ZONE)) {
      return super.inferReturnType(call);
    }
    SqlTypeName result =
        call.getOperandType(0).getSqlTypeName() == SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE
            ? SqlTypeName.TIMESTAMP
            : SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE;
    return call.getTypeFactory()
        .createTypeWithNullability(call.getTypeFactory().createSqlType(result), true);
  }

  /** The function called {@code name}, in any case. */
  static Optional<OwnFunction> named(String name) {
    return ALL.stream().filter(function -> function.getName().equalsIgnoreCase(name)).findFirst();
  }

  /** The names of all, in lower case. */
  static List<String> names() {
    return ALL.stream().map(function -> function.getName().toLowerCase(Locale.ROOT)).toList();
  }

  /** It is what it is, and not looked up among the library's, some of which have its name. */
  @Override
  public RelDataType deriveType(SqlValidator validator, SqlValidatorScope scope, SqlCall call) {
    RelDataType known = null;
    for (SqlNode operand : call.getOperandList()) {
      known = validator.deriveType(scope, operand); // validating asks for the types of operands
    }
    return known == null ? null : validateOperands(validator, scope, call);
  }

  /** The call on physical operands. */
  RexNode physical(
      RexBuilder builder, Conversions conversions, RexCall call, List<RexNode> operands) {
    RelDataType first = call.getOperands().get(0).getType();
    RelDataType second = call.getOperands().get(1).getType();
    RelDataType result = PhysicalTypes.of(call.getType(), builder.getTypeFactory());
    check(call);
    boolean byName = PhysicalTypes.isText(second);
    String function =
        switch (getName()) {
          case "JSON_VALUE" -> "jsonValue";
          case "JSON_QUERY" -> "jsonQuery";
          case "JSON_EXISTS" -> "jsonExists";
          case "JSON_GET" -> byName ? "jsonMember" : "jsonItem";
          case "JSON_GET_TEXT" -> byName ? "jsonMemberText" : "jsonItemText";
          case "TO_DATE" -> "formattedDate";
          case "TO_TIMESTAMP" -> "formattedTimestamp";
          case "TO_CHAR" -> "format";
          default ->
              first.getSqlTypeName() == SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE
                  ? "shownInZone"
                  : "inZone";
        };
    RexNode[] arguments = operands.toArray(RexNode[]::new);
    RelDataType timestamp = builder.getTypeFactory().createSqlType(SqlTypeName.TIMESTAMP);
    if (first.getSqlTypeName() == SqlTypeName.DATE) {
      arguments[0] =
          conversions.convert(operands.get(0), first, timestamp, call.getParserPosition());
    } else if (first.getSqlTypeName() == SqlTypeName.TIME) {
      throw new Refusal(
          call.getParserPosition(),
          "'" + getName().toLowerCase(Locale.ROOT) + "' is for dates and timestamps");
    }
    if (!byName) {
      RelDataType bigint = builder.getTypeFactory().createSqlType(SqlTypeName.BIGINT);
      arguments[1] = conversions.convert(operands.get(1), second, bigint, call.getParserPosition());
    }
    return JavaCalls.call(builder, result, function, arguments);
  }

  /** What is written out is checked at once, and not with every row. */
  private void check(RexCall call) {
    if (!(call.getOperands().get(1) instanceof RexLiteral literal)
        || !PhysicalTypes.isText(literal.getType())) {
      return;
    }
    String text = literal.getValueAs(String.class);
    try {
      switch (getName()) {
        case "JSON_VALUE", "JSON_QUERY", "JSON_EXISTS" -> JsonPath.of(text);
        case "TO_DATE", "TO_TIMESTAMP", "TO_CHAR" -> TimeFormat.of(text);
        case AT_TIME_ZONE -> FormatFunctions.zone(text);
        default -> {
          // any name may be a member's
        }
      }
    } catch (Fault e) {
      throw new Refusal(call.getParserPosition(), e.getMessage());
    }
  }
}
