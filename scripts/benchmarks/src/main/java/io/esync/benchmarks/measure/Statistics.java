package io.esync.benchmarks.measure;

import java.util.ArrayList;
import java.util.List;

/**
 * Several measurements of one figure.
 *
 * @param median the middle one, or the mean of the two in the middle
 */
public record Statistics(double median, double lowest, double highest) {

  /**
   * The statistics of some values.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static Statistics of(List<Double> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("no values");
    }
    List<Double> sorted = values.stream().sorted().toList();
    return new Statistics(percentile(sorted, 0.5), sorted.get(0), sorted.get(sorted.size() - 1));
  }

  /**
   * The median of {@code numerators[i] / denominators[i]}: rounds stand in turn, so that what
   * disturbed one round disturbed both.
   *
   * @throws IllegalArgumentException if there are not as many of the one as of the other, or none
   */
  public static double medianRatio(List<Double> numerators, List<Double> denominators) {
    if (numerators.size() != denominators.size()) {
      throw new IllegalArgumentException(
          numerators.size() + " values beside " + denominators.size());
    }
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < numerators.size(); i++) {
      ratios.add(numerators.get(i) / denominators.get(i));
    }
    return of(ratios).median();
  }

  /**
   * The value below which a part of all values lies, interpolated between its neighbours.
   *
   * @param sorted in ascending order, not empty
   * @param part from 0 to 1
   */
  public static double percentile(List<Double> sorted, double part) {
    double place = part * (sorted.size() - 1);
    int below = (int) Math.floor(place);
    int above = Math.min(below + 1, sorted.size() - 1);
    double weight = place - below;
    return sorted.get(below) * (1 - weight) + sorted.get(above) * weight;
  }
}
