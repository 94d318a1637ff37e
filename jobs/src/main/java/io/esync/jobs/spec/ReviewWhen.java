package io.esync.jobs.spec;

import io.esync.jobs.spec.bind.DurationText;
import java.time.Duration;

/** The condition of a review as the file says it. */
public sealed interface ReviewWhen {
  String ANY_DIFFERENCE = "any-difference";
  String CONCURRENT_WITHIN = "concurrent-within";

  /**
   * Reads the text of {@code when}; what is neither of the two words is an SQL expression.
   *
   * @throws IllegalArgumentException if a duration is missing or none
   */
  static ReviewWhen parse(String text) {
    String stripped = text.strip();
    if (stripped.equals(ANY_DIFFERENCE)) {
      return new AnyDifference();
    }
    String[] words = stripped.split("\\s+", 2);
    if (!words[0].equals(CONCURRENT_WITHIN)) {
      return new Expression(stripped);
    }
    return DurationText.parse(words.length > 1 ? words[1] : "")
        .map(ConcurrentWithin::new)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "expected a duration with its unit, as in concurrent-within 10m"));
  }

  /** Two candidates differ. */
  record AnyDifference() implements ReviewWhen {}

  /** Two candidates differ, and came within {@code window} of each other. */
  record ConcurrentWithin(Duration window) implements ReviewWhen {}

  /** An SQL expression is true of a stronger and a weaker candidate. */
  record Expression(String sql) implements ReviewWhen {}
}
