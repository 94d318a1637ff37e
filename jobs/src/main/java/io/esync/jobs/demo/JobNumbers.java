package io.esync.jobs.demo;

import io.esync.jobs.cluster.FlinkRest;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * What a job's own metrics count, as Flink's REST API gives them.
 *
 * @param byName sums by the metric's full name, {@code <operator>.esync.<group>.<name>}
 */
record JobNumbers(Map<String, Double> byName) {
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final int LOOKS = 10;

  JobNumbers {
    byName = Map.copyOf(byName);
  }

  static JobNumbers of(FlinkRest flink, String jobId) {
    return new JobNumbers(flink.metrics(jobId, name -> name.contains(".esync.")));
  }

  /** The numbers as soon as they tell of this many records read, or else after some seconds. */
  static JobNumbers settled(FlinkRest flink, String jobId, long records) {
    JobNumbers numbers = of(flink, jobId);
    for (int i = 0; i < LOOKS && numbers.readInAll() < records; i++) {
      LockSupport.parkNanos(PAUSE.toNanos());
      numbers = of(flink, jobId);
    }
    return numbers;
  }

  /** Records that were read from a source, repetitions included. */
  long read(String source) {
    return sum(".esync.source." + source + ".recordsIn");
  }

  private long readInAll() {
    return read("crm") + read("billing") + read("events");
  }

  /** Changes that altered the merged entity. */
  long applied(String entity) {
    return sum(".esync.entity." + entity + ".applied");
  }

  /** Changes that did not. */
  long ignored(String entity) {
    return sum(".esync.entity." + entity + ".ignored");
  }

  /** Changes of an entity that a target took. */
  long written(String target, String entity) {
    return sum(".esync.target." + target + ".entity." + entity + ".recordsOut");
  }

  private long sum(String suffix) {
    return Math.round(
        byName.entrySet().stream()
            .filter(metric -> metric.getKey().endsWith(suffix))
            .mapToDouble(Map.Entry::getValue)
            .sum());
  }
}
