package io.esync.operators.expression;

import java.time.DateTimeException;

/** What a fault of the library's functions means, without the values that its message may tell. */
final class FaultText {
  private FaultText() {}

  static String of(RuntimeException fault) {
    String message = String.valueOf(fault.getMessage());
    if (message.contains("by zero") || message.contains("Division undefined")) {
      return "division by zero";
    }
    if (fault instanceof DateTimeException) {
      return "the date or time is out of range";
    }
    if (fault instanceof NumberFormatException) {
      return "the text is no number";
    }
    return fault instanceof ArithmeticException
        ? "the number is out of the range of its type"
        : "a function cannot be applied to these values";
  }
}
