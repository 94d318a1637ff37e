package io.esync.jobs.demo;

import io.esync.jobs.cluster.FlinkRest;
import java.util.Map;

/**
 * What a job's own metrics count, as Flink's REST API gives them.
 *
 * @param byName sums by the metric's full name, {@code <operator>.esync.<group>.<name>}
 */
record JobNumbers(Map<String, Double> byName) {
  JobNumbers {
    byName = Map.copyOf(byName);
  }

  static JobNumbers of(FlinkRest flink, String jobId) {
    return new JobNumbers(flink.metrics(jobId, name -> name.contains(".esync.")));
  }

  /** Records that were read from a source, repetitions included. */
  long read(String source) {
    return sum(".esync.source." + source + ".recordsIn");
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
