package io.esync.operators.expression;

/**
 * The expression has no result for this row, e.g. a division by zero. Tells no value of the row.
 */
public final class EvaluationException extends Exception {
  private static final long serialVersionUID = 1L;

  EvaluationException(String message) {
    // No stack trace: it is about a record, of which there may be millions, not about the code.
    super(message, null, false, false);
  }
}
