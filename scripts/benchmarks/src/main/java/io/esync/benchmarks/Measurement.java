package io.esync.benchmarks;

import io.esync.benchmarks.measure.Usage;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one round of one contestant gave.
 *
 * @param figures by name
 * @param processes what each took while it was measured, by name
 * @param verdict whether what should have arrived has
 */
public record Measurement(
    Map<String, Double> figures, Map<String, Usage> processes, Verdict verdict) {
  public Measurement {
    figures = new TreeMap<>(figures);
  }
}
