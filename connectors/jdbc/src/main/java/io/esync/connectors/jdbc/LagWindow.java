package io.esync.connectors.jdbc;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Remembers when reading had come how far, to know from where on rows may still come late. A row
 * that took its cursor before a mark was reached commits within {@code lag} after it; so what lies
 * before the mark is complete once it has been read again after that. Holds few samples.
 *
 * <p>While a long pass catches up, nothing is read again: there the place that it had reached one
 * lag ago is taken, which is right as long as rows are read faster than they are written.
 */
final class LagWindow {
  private static final int SAMPLES = 16;

  private final Duration lag;
  private final Deque<Sample> samples = new ArrayDeque<>();
  private Sample fixed;
  private BigDecimal floorOrder;

  private record Sample(Instant at, Mark mark, BigDecimal order) {}

  LagWindow(Duration lag) {
    this.lag = lag;
  }

  /**
   * All rows up to {@code mark} have been read.
   *
   * @param order of the mark's cursor
   * @param end whether there is no row after it
   */
  void reached(Mark mark, BigDecimal order, boolean end, Instant now) {
    Sample newest = samples.peekLast();
    if (newest != null) {
      int comparison = order.compareTo(newest.order());
      // Within rows of the same cursor, only the end is known to be further on.
      if (comparison < 0 || (comparison == 0 && (!end || mark.equals(newest.mark())))) {
        return;
      }
      if (isClose(newest)) {
        samples.removeLast();
      } else {
        fixed = newest;
      }
    }
    samples.addLast(new Sample(now, mark, order));
  }

  /** Whether the sample may be forgotten for a newer one: one from shortly before it stays. */
  private boolean isClose(Sample newest) {
    return fixed != null
        && Duration.between(fixed.at(), newest.at()).compareTo(lag.dividedBy(SAMPLES)) < 0;
  }

  /** The cursor of the last floor; null before there was one. */
  BigDecimal floorOrder() {
    return floorOrder;
  }

  /**
   * The last mark before which no row can come any more.
   *
   * @param passStart when the pass began that is under way
   * @param end whether it is at its end
   * @param otherwise the answer if no such mark is known
   */
  Mark floor(Instant passStart, boolean end, Instant now, Mark otherwise) {
    Sample last = null;
    for (Sample sample : samples) {
      boolean readAgain = end && !sample.at().isAfter(passStart.minus(lag));
      boolean leftBehind = !sample.at().isBefore(passStart) && !sample.at().isAfter(now.minus(lag));
      if (readAgain || leftBehind) {
        last = sample;
      }
    }
    if (last == null) {
      return otherwise;
    }
    Sample floor = last;
    floorOrder = floor.order();
    samples.removeIf(sample -> sample.order().compareTo(floor.order()) < 0);
    return floor.mark();
  }
}
