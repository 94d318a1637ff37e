package io.esync.operators.expression;

import io.esync.operators.model.DataType;
import io.esync.operators.model.Field;
import java.io.Serial;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;

/**
 * A {@link SqlExpression} before it is compiled, as an operator carries it to where it runs; it is
 * compiled where it is first used. Not safe for use by several threads.
 */
public final class ExpressionSpec implements Serializable {
  @Serial private static final long serialVersionUID = 1L;

  private final String sql;
  private final List<Field> columns;
  private final DataType expected;
  private transient SqlExpression compiled;

  /**
   * Nothing is checked yet; see {@link SqlExpression#compile} for the parameters.
   *
   * @param expected may be null
   */
  public ExpressionSpec(String sql, List<Field> columns, DataType expected) {
    this.sql = Objects.requireNonNull(sql, "sql");
    this.columns = List.copyOf(columns);
    this.expected = expected;
  }

  /** The text of the expression. */
  public String sql() {
    return sql;
  }

  /** The expression, compiled by the first call. */
  public SqlExpression compiled() throws InvalidExpressionException {
    if (compiled == null) {
      compiled = SqlExpression.compile(sql, columns, expected);
    }
    return compiled;
  }
}
