package io.esync.benchmarks;

/**
 * How much is done.
 *
 * @param rows of a table
 * @param updates of rows that are streamed
 * @param rate changes per second, where latency is measured
 * @param seconds for which they come
 */
public record Sizes(long rows, long updates, int rate, int seconds) {
  public Sizes {
    if (rows < 1 || updates < 1 || updates > rows || rate < 1 || seconds < 1) {
      throw new IllegalArgumentException(
          "rows, updates, rate and seconds are at least 1, and no more rows are updated than there"
              + " are");
    }
  }

  public static Sizes of(long rows, int rate, int seconds) {
    return new Sizes(rows, Math.max(1, rows / 5), rate, seconds);
  }
}
