package io.esync.operators.expression;

import io.esync.operators.model.Field;
import io.esync.operators.model.NearestName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.SqlUnresolvedFunction;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.util.SqlShuttle;

/**
 * Replaces names in a syntax tree by those of the columns and types they mean, and refuses what no
 * expression may contain.
 */
class NameResolution extends SqlShuttle {
  private final List<Field> columns;

  NameResolution(List<Field> columns) {
    this.columns = columns;
  }

  @Override
  public SqlNode visit(SqlIdentifier id) {
    SqlParserPos place = id.getParserPosition();
    refuseCompound(id);
    String name = column(id);
    if (name != null) {
      // Marked as quoted, so that a column called 'user' is not taken for the function.
      return new SqlIdentifier(List.of(name), null, place, List.of(place.withQuoting(true)));
    }
    List<SqlOperator> functions =
        id.isComponentQuoted(0)
            ? List.of()
            : ExpressionFunctions.named(id.getSimple(), SqlSyntax.FUNCTION_ID);
    if (functions.isEmpty()) {
      List<String> known = columns.stream().map(Field::name).toList();
      String hint = NearestName.hint(id.getSimple(), known);
      throw new Refusal(
          place, "no column '" + id.getSimple() + "'" + (hint.isEmpty() ? "" : "; " + hint));
    }
    refuseForbidden(functions, place);
    return id;
  }

  static void refuseCompound(SqlIdentifier id) {
    if (id.isStar() || !id.isSimple()) {
      throw new Refusal(
          id.getParserPosition(), "'" + id + "' is no column; write the column's name alone");
    }
  }

  private String column(SqlIdentifier id) {
    String asked = id.getSimple();
    List<String> same =
        columns.stream().map(Field::name).filter(name -> name.equalsIgnoreCase(asked)).toList();
    if (same.contains(asked)) {
      return asked;
    }
    if (same.size() > 1) {
      throw new Refusal(
          id.getParserPosition(),
          "'" + asked + "' may be any of " + same + "; write the one meant in double quotes");
    }
    return same.isEmpty() || id.isComponentQuoted(0) ? null : same.get(0);
  }

  @Override
  public SqlNode visit(SqlDataTypeSpec type) {
    return TypeNames.resolve(type);
  }

  @Override
  public SqlNode visit(SqlDynamicParam param) {
    throw new Refusal(param.getParserPosition(), "an expression has no parameters '?'");
  }

  @Override
  public SqlNode visit(SqlCall call) {
    SqlParserPos place = call.getParserPosition();
    SqlKind kind = call.getKind();
    if (kind.belongsTo(SqlKind.QUERY)
        || kind == SqlKind.EXISTS
        || kind == SqlKind.UNIQUE
        || kind == SqlKind.SCALAR_QUERY
        || kind == SqlKind.CURSOR
        || kind == SqlKind.ARRAY_QUERY_CONSTRUCTOR
        || kind == SqlKind.MAP_QUERY_CONSTRUCTOR
        || kind == SqlKind.MULTISET_QUERY_CONSTRUCTOR) {
      throw new Refusal(place, "an expression has no sub-queries: it sees one row");
    }
    if (kind == SqlKind.LAMBDA || kind == SqlKind.ARGUMENT_ASSIGNMENT) {
      throw new Refusal(place, "'" + kind.sql + "' is not supported in an expression");
    }
    if (kind == SqlKind.OVER) {
      throw new Refusal(place, "an expression has no windows: it sees one row");
    }
    Optional<OwnFunction> own = OwnFunction.named(call.getOperator().getName());
    if (own.isPresent()) {
      return own(own.get(), call);
    }
    refuseForbidden(functions(call), place);
    return super.visit(call);
  }

  /** The call of a function of ours, some of which the parser takes for those of the library. */
  private SqlNode own(OwnFunction function, SqlCall call) {
    SqlParserPos place = call.getParserPosition();
    List<SqlNode> operands = new ArrayList<>();
    SqlDataTypeSpec returning = null;
    for (SqlNode operand : call.getOperandList()) {
      if (operand instanceof SqlDataTypeSpec type) {
        returning = type;
      } else if (operand instanceof SqlLiteral literal
          && literal.getTypeName() == SqlTypeName.SYMBOL) {
        refuseBehavior(literal);
      } else if (operand != null) {
        operands.add(operand.accept(this));
      }
    }
    SqlNode result = function.createCall(place, operands);
    return returning == null
        ? result
        : SqlStdOperatorTable.CAST.createCall(place, result, returning.accept(this));
  }

  private static void refuseBehavior(SqlLiteral symbol) {
    if (!String.valueOf(symbol.getValue()).matches("(?i).*(null|returning|without).*")) {
      throw new Refusal(
          symbol.getParserPosition(),
          "'" + symbol + "': a JSON function takes a text and a path, and RETURNING");
    }
  }

  private static List<SqlOperator> functions(SqlCall call) {
    SqlOperator operator = call.getOperator();
    if (!(operator instanceof SqlUnresolvedFunction)) {
      return List.of(operator);
    }
    List<SqlOperator> found = ExpressionFunctions.named(operator.getName(), SqlSyntax.FUNCTION);
    if (found.isEmpty()) {
      String name = operator.getName().toLowerCase(Locale.ROOT);
      String hint = NearestName.hint(name, ExpressionFunctions.names());
      throw new Refusal(
          call.getParserPosition(),
          "no function '" + operator.getName() + "'" + (hint.isEmpty() ? "" : "; " + hint));
    }
    return found;
  }

  private static void refuseForbidden(List<SqlOperator> operators, SqlParserPos place) {
    for (SqlOperator operator : operators) {
      String reason = ExpressionFunctions.reason(operator);
      if (reason != null) {
        throw new Refusal(place, "'" + operator.getName().toLowerCase(Locale.ROOT) + "' " + reason);
      }
    }
  }
}
