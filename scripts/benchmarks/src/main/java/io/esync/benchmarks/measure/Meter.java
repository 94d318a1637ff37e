package io.esync.benchmarks.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Measures from its start on: the time, and what processes take. */
public final class Meter {
  private static final Path PROC = Path.of("/proc");

  private final long startNanos = System.nanoTime();
  private final Map<Long, Double> before = new HashMap<>();

  /**
   * Starts to measure.
   *
   * @param processes ids by the name to report; each counts with its children
   */
  public static Meter start(Map<String, Long> processes) {
    Meter meter = new Meter();
    processes.values().forEach(id -> meter.before.put(id, cpuSeconds(id)));
    return meter;
  }

  /** Seconds since the start. */
  public double seconds() {
    return (System.nanoTime() - startNanos) / 1e9;
  }

  /**
   * What the processes took since the start. One that was not there then counts from its own start.
   */
  public Map<String, Usage> usage(Map<String, Long> processes) {
    Map<String, Usage> usage = new LinkedHashMap<>();
    processes.forEach(
        (name, id) ->
            usage.put(
                name, new Usage(cpuSeconds(id) - before.getOrDefault(id, 0.0), peakMegabytes(id))));
    return usage;
  }

  private static double cpuSeconds(long id) {
    try {
      return new ProcessTree(PROC, id).cpuSeconds();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read /proc", e);
    }
  }

  private static long peakMegabytes(long id) {
    try {
      return new ProcessTree(PROC, id).peakMegabytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read /proc", e);
    }
  }
}
