package io.esync.operators.expression;

import org.apache.calcite.sql.parser.SqlParserPos;

/** What makes an expression invalid, thrown through the library's visitors. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient SqlParserPos place;

  Refusal(SqlParserPos place, String message) {
    super(message, null, false, false);
    this.place = place;
  }

  InvalidExpressionException toInvalid() {
    return new InvalidExpressionException(
        Math.max(1, place.getLineNum()), Math.max(1, place.getColumnNum()), getMessage());
  }
}
