package io.esync.operators.expression;

/** Why a function has no result, thrown through generated code. The message tells no value. */
final class Fault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Fault(String message) {
    super(message, null, false, false);
  }
}
