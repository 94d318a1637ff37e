package io.esync.jobs.cluster;

import java.util.Map;
import java.util.OptionalInt;

/**
 * What a local cluster shall look like, beyond its {@code config.yaml}.
 *
 * @param restPort port of the REST API and the Web UI; 0 takes a free one; empty: the one of
 *     config.yaml
 * @param taskManagers number of TaskManager processes, at least 1
 * @param configuration Flink options that replace those of config.yaml
 */
public record ClusterOptions(
    OptionalInt restPort, int taskManagers, Map<String, String> configuration) {
  public ClusterOptions {
    if (taskManagers < 1) {
      throw new IllegalArgumentException("A cluster needs at least one TaskManager");
    }
    configuration = Map.copyOf(configuration);
  }

  /** One TaskManager, everything else as config.yaml has it. */
  public static ClusterOptions standard() {
    return new ClusterOptions(OptionalInt.empty(), 1, Map.of());
  }

  public ClusterOptions onPort(int port) {
    return new ClusterOptions(OptionalInt.of(port), taskManagers, configuration);
  }

  public ClusterOptions withConfiguration(Map<String, String> entries) {
    return new ClusterOptions(restPort, taskManagers, entries);
  }
}
