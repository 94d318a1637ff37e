package io.esync.operators.expression;

import static org.apache.calcite.sql.fun.SqlLibraryOperators.ARRAY_CONTAINS;
import static org.apache.calcite.sql.fun.SqlLibraryOperators.ARRAY_LENGTH;
import static org.apache.calcite.sql.fun.SqlLibraryOperators.ARRAY_TO_STRING;
import static org.apache.calcite.sql.fun.SqlLibraryOperators.DATE_TRUNC;
import static org.apache.calcite.sql.fun.SqlLibraryOperators.ENDS_WITH;
import static org.apache.calcite.sql.fun.SqlLibraryOperators.FROM_BASE64;
import static org.apache.calcite.sql.fun.SqlLibraryOperators.IF;
import static org.apache.calcite.sql.fun.SqlLibraryOperators.IFNULL;
import static org.apache.calcite.sql.fun.SqlLibraryOperators.NVL;
import static org.apache.calcite.sql.fun.SqlLibraryOperators.REGEXP_CONTAINS;
import static org.apache.calcite.sql.fun.SqlLibraryOperators.REGEXP_EXTRACT;
import static org.apache.calcite.sql.fun.SqlLibraryOperators.REVERSE;
import static org.apache.calcite.sql.fun.SqlLibraryOperators.SPLIT;
import static org.apache.calcite.sql.fun.SqlLibraryOperators.TO_BASE64;
import static org.apache.calcite.sql.fun.SqlLibraryOperators.TO_HEX;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.fun.SqlLibrary;
import org.apache.calcite.sql.fun.SqlLibraryOperatorTableFactory;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlOperatorTables;
import org.apache.calcite.sql.validate.SqlNameMatchers;

/** The functions an expression may call: standard SQL, PostgreSQL's and some of BigQuery's. */
final class ExpressionFunctions {
  static final SqlOperatorTable TABLE =
      SqlOperatorTables.chain(
          SqlLibraryOperatorTableFactory.INSTANCE.getOperatorTable(
              SqlLibrary.STANDARD, SqlLibrary.POSTGRESQL),
          SqlOperatorTables.of(
              ARRAY_CONTAINS,
              ARRAY_LENGTH,
              ARRAY_TO_STRING,
              DATE_TRUNC,
              ENDS_WITH,
              FROM_BASE64,
              IF,
              IFNULL,
              NVL,
              REGEXP_CONTAINS,
              REGEXP_EXTRACT,
              REVERSE,
              SPLIT,
              TO_BASE64,
              TO_HEX));

  private ExpressionFunctions() {}

  /** The functions called {@code name}, in any case; empty if there are none. */
  static List<SqlOperator> named(String name, SqlSyntax syntax) {
    List<SqlOperator> found = new ArrayList<>();
    TABLE.lookupOperatorOverloads(
        new SqlIdentifier(name, SqlParserPos.ZERO),
        null,
        syntax,
        found,
        SqlNameMatchers.withCaseSensitive(false));
    return found;
  }

  /** The names of all functions, in lower case. */
  static List<String> names() {
    return Stream.concat(
            OwnFunction.names().stream(),
            TABLE.getOperatorList().stream()
                .filter(operator -> operator instanceof SqlFunction && !isForbidden(operator))
                .map(operator -> operator.getName().toLowerCase(Locale.ROOT)))
        .filter(name -> name.matches("[a-z][a-z0-9_]*"))
        .distinct()
        .toList();
  }

  /** Whether an expression may not use it. */
  static boolean isForbidden(SqlOperator operator) {
    return reason(operator) != null;
  }

  /** Why an operator cannot be used; null if it can. */
  static String reason(SqlOperator operator) {
    if (operator.isAggregator() || operator.requiresOver()) {
      return "works on many rows; an expression sees one";
    }
    if (operator.isDynamicFunction() || !operator.isDeterministic()) {
      return "does not depend on the row alone: its result would change when the row is read again";
    }
    return operator.getName().startsWith("JSON_") || operator.getName().startsWith("IS JSON")
        ? "is not supported: in an expression, JSON is its text"
        : null;
  }
}
