package io.esync.connectors.kafka;

import io.esync.connectors.spi.Option;
import java.io.Serializable;
import java.util.Map;

/** What a topic that is missing is created with, e.g. {@code {partitions: 6}}. */
public record CreateTopics(
    @Option(value = "How many partitions it gets.", defaultValue = "1") int partitions,
    @Option(
            value =
                "On how many brokers each partition is kept; the cluster's default if left out.",
            optional = true,
            example = "3")
        Integer replicationFactor,
    @Option(
            value =
                "Other settings of the topic. Unless said otherwise cleanup.policy is compact for"
                    + " upserts: the last message of each key stays.",
            optional = true,
            example = "{min.insync.replicas: \"2\"}")
        Map<String, String> settings)
    implements Serializable {
  public CreateTopics {
    settings = settings == null ? Map.of() : Map.copyOf(settings);
    if (partitions < 1) {
      throw new IllegalArgumentException(
          "create_topics: partitions must be at least 1, not " + partitions);
    }
    if (replicationFactor != null
        && (replicationFactor < 1 || replicationFactor > Short.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "create_topics: replication_factor must be at least 1, not " + replicationFactor);
    }
  }
}
