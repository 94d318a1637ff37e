package io.esync.benchmarks;

import java.util.Locale;

/**
 * Whether source and target hold the same.
 *
 * @param detail what differs, or why the round did not come to its end; empty for equal contents
 */
public record Verdict(boolean passed, String detail) {
  public static final Verdict EQUAL = new Verdict(true, "");

  /** Rows that the target lacks, has without need, or has with other values. */
  public static Verdict of(long missing, long extra, long different) {
    return missing + extra + different == 0
        ? EQUAL
        : new Verdict(
            false,
            String.format(
                Locale.ROOT, "%,d missing, %,d extra, %,d different", missing, extra, different));
  }

  public static Verdict failed(String why) {
    return new Verdict(false, why);
  }

  public String text() {
    return passed ? "equal" : "FAILED: " + detail;
  }
}
