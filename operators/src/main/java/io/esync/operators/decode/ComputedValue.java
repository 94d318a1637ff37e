package io.esync.operators.decode;

import io.esync.operators.expression.EvaluationException;
import io.esync.operators.expression.InvalidExpressionException;
import io.esync.operators.expression.SqlExpression;
import io.esync.operators.model.DataType;
import io.esync.operators.model.ErrorCode;
import io.esync.operators.model.Field;
import io.esync.operators.model.Origin;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import java.util.ArrayList;
import java.util.List;

/** An SQL expression compiled for the rows of one schema; it is given only what it reads. */
final class ComputedValue {
  private final String what;
  private final SqlExpression expression;
  private final SourceFields fields;
  private final int[] positions;

  private ComputedValue(
      String what, SqlExpression expression, SourceFields fields, int[] positions) {
    this.what = what;
    this.expression = expression;
    this.fields = fields;
    this.positions = positions;
  }

  /**
   * Compiles {@code sql} for rows of {@code source}.
   *
   * @param what it computes, for messages, e.g. {@code field 'email'}
   * @param expected the type that its result must have, or null
   * @throws DecodeException if it does not fit the fields
   */
  static ComputedValue compile(String what, String sql, RowSchema source, DataType expected)
      throws DecodeException {
    try {
      SourceFields all = SourceFields.of(source);
      List<Field> columns = columns(SqlExpression.names(sql), all.fields());
      SqlExpression expression = SqlExpression.compile(sql, columns, expected);
      int[] positions = columns.stream().mapToInt(column -> all.indexOf(column.name())).toArray();
      return new ComputedValue(what, expression, all, positions);
    } catch (InvalidExpressionException e) {
      throw new DecodeException(
          ErrorCode.INVALID_EXPRESSION,
          what + ": at " + e.line() + ":" + e.column() + " of the expression: " + e.getMessage());
    }
  }

  /**
   * Those of {@code all} that are read; all where one is not found, so that the message is good.
   */
  private static List<Field> columns(List<String> names, List<Field> all) {
    List<Field> read = new ArrayList<>();
    for (String name : names) {
      List<Field> same = all.stream().filter(field -> field.name().equalsIgnoreCase(name)).toList();
      if (same.isEmpty()) {
        return all;
      }
      same.stream().filter(field -> !read.contains(field)).forEach(read::add);
    }
    return read;
  }

  /** The type of the results. */
  DataType type() {
    return expression.type();
  }

  /** The result for {@code row}; {@link Row#ABSENT} where the row lacks something that it reads. */
  Object of(Row row, Origin origin) throws DecodeException {
    Object[] values = new Object[positions.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = fields.value(positions[i], row, origin);
      if (values[i] == Row.ABSENT) {
        return Row.ABSENT;
      }
    }
    try {
      return expression.evaluate(values);
    } catch (EvaluationException e) {
      throw new DecodeException(ErrorCode.EXPRESSION_FAILED, what + ": " + e.getMessage());
    }
  }
}
