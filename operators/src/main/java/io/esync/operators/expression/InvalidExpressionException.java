package io.esync.operators.expression;

/** An expression that cannot be compiled; the message is meant for the one who wrote it. */
public final class InvalidExpressionException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int line;
  private final int column;

  /**
   * @param line where in the expression, from 1
   * @param column where in that line, from 1
   * @param message what is wrong, what is expected, without the place
   */
  InvalidExpressionException(int line, int column, String message) {
    super(message, null, false, false);
    this.line = line;
    this.column = column;
  }

  /** An expression that is right as far as can be told, and that no code can be made of. */
  InvalidExpressionException(Throwable cause) {
    super(
        "the expression cannot be compiled: a function in it does not take values of these types,"
            + " or it is too large",
        cause);
    this.line = 1;
    this.column = 1;
  }

  /** The line within the expression, from 1. */
  public int line() {
    return line;
  }

  /** The column within the line, from 1. */
  public int column() {
    return column;
  }
}
