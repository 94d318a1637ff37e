package io.esync.benchmarks;

/**
 * What is measured.
 *
 * @param name with its unit, as in {@code rows/s}
 * @param higherIsBetter or lower
 */
public record Figure(String name, boolean higherIsBetter) {
  public static final Figure ROWS_PER_SECOND = new Figure("rows/s", true);

  /** How many times better {@code own} is than {@code other}; below 1, it is worse. */
  public double advantage(double own, double other) {
    return higherIsBetter ? own / other : other / own;
  }

  public String direction() {
    return higherIsBetter ? "more is better" : "less is better";
  }
}
