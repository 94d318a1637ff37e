package io.esync.operators.expression;

import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * An expression as the parser takes it, and where each of its characters stands in what was
 * written.
 *
 * @param written by the user
 * @param sql for the parser
 * @param origins by position in {@code sql} the position in {@code written}; null where both are
 *     one
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ExpressionText(String written, String sql, int[] origins) {

  static ExpressionText of(String written) {
    return PostfixOperators.isIn(written)
        ? new PostfixOperators(written).rewritten()
        : new ExpressionText(written, written, null);
  }

  /** The exception that tells the place in what was written. */
  InvalidExpressionException tell(Refusal refusal) {
    InvalidExpressionException told = refusal.toInvalid();
    if (origins == null || origins.length == 0) {
      return told;
    }
    int offset = offset(told.line(), told.column());
    SqlParserPos place = place(origins[Math.min(offset, origins.length - 1)]);
    return new Refusal(place, refusal.getMessage()).toInvalid();
  }

  private int offset(int line, int column) {
    int offset = 0;
    for (int i = 1; i < line; i++) {
      int end = sql.indexOf('\n', offset);
      offset = end < 0 ? offset : end + 1;
    }
    return Math.min(offset + column - 1, sql.length());
  }

  private SqlParserPos place(int offset) {
    return placeIn(written, offset);
  }

  /** Line and column of an offset. */
  static SqlParserPos placeIn(String text, int offset) {
    int line = 1;
    int start = 0;
    for (int i = text.indexOf('\n'); i >= 0 && i < offset; i = text.indexOf('\n', i + 1)) {
      line++;
      start = i + 1;
    }
    return new SqlParserPos(line, offset - start + 1);
  }
}
