package io.esync.connectors.kafka;

import io.esync.connectors.kafka.client.KafkaAccess;
import io.esync.connectors.kafka.client.KafkaSecurity;
import io.esync.connectors.kafka.client.RegistryConfig;
import io.esync.connectors.spi.Option;
import java.io.Serializable;
import java.time.Duration;
import java.util.Map;

/**
 * The options of the target {@code kafka}.
 *
 * <pre>{@code
 * targets:
 *   - id: topics
 *     type: kafka
 *     config:
 *       bootstrap_servers: "localhost:9092"
 *       create_topics: {partitions: 6}
 * }</pre>
 */
public record KafkaTargetConfig(
    @Option(value = "Addresses of some brokers, joined by commas.", example = "localhost:9092")
        String bootstrapServers,
    @Option(
            value =
                "What the value of a message is: json (a document), debezium-json (an envelope with"
                    + " op, before and after) or avro.",
            defaultValue = "json")
        Format format,
    @Option(
            value =
                "What the key of a message is: json (an object of the key fields), string (the text"
                    + " of the one key field) or avro.",
            defaultValue = "json")
        KeyFormat keyFormat,
    @Option(
            value =
                "What a message tells: upsert (the row as it is; a delete is a tombstone) or"
                    + " changelog (what was done, in _op or in Debezium's op; a delete is a message"
                    + " of its own). By default upsert, but for debezium-json changelog.",
            optional = true)
        Mode mode,
    @Option(
            value =
                "How often a message may stand in the topic: exactly-once (messages are visible to read_committed once the checkpoint is"
                    + " complete) or at-least-once (visible at once, and again after a failure).",
            defaultValue = "exactly-once")
        Delivery delivery,
    @Option(
            value =
                "How long the broker keeps a transaction open: longer than a checkpoint interval"
                    + " plus the longest time that the job may be down, and at most the broker's"
                    + " transaction.max.timeout.ms. What was not committed by then is lost.",
            defaultValue = "15min")
        Duration transactionTimeout,
    @Option(
            value = "Creates topics that are missing; without it a missing topic stops the job.",
            optional = true,
            example = "{partitions: 6}")
        CreateTopics createTopics,
    @Option(
            value =
                "Schema registry for avro, under the subjects <topic>-value and <topic>-key;"
                    + " without it messages are Avro alone, whose schema a reader has to know.",
            optional = true,
            example = "{url: \"http://localhost:8081\"}")
        RegistryConfig registry,
    @Option(
            value =
                "Other settings of Kafka's producer, e.g. compression.type; never secrets. Messages"
                    + " wait up to 20 ms for others (linger.ms) and go in batches of up to 128 KiB"
                    + " (batch.size).",
            optional = true,
            example = "{compression.type: zstd}")
        Map<String, String> properties,
    @Option(
            value = "How the client shows who it is; left out where anybody may connect.",
            optional = true,
            example = "{username: esync, password: \"${env:KAFKA_PASSWORD}\"}")
        KafkaSecurity security)
    implements Serializable {
  /** What the value of a message is. */
  public enum Format {
    JSON,
    DEBEZIUM_JSON,
    AVRO
  }

  /** What the key of a message is. */
  public enum KeyFormat {
    JSON,
    STRING,
    AVRO
  }

  /** What a message tells. */
  public enum Mode {
    UPSERT,
    CHANGELOG
  }

  /** How often a message may stand in the topic. */
  public enum Delivery {
    EXACTLY_ONCE,
    AT_LEAST_ONCE
  }

  public KafkaTargetConfig {
    properties = properties == null ? Map.of() : Map.copyOf(properties);
    if (mode == null) {
      mode = format == Format.DEBEZIUM_JSON ? Mode.CHANGELOG : Mode.UPSERT;
    }
    if (transactionTimeout.toMillis() < 1 || transactionTimeout.toMillis() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "transaction_timeout must be some milliseconds to 24 days, not " + transactionTimeout);
    }
    if (properties.containsKey("transactional.id")) {
      throw new IllegalArgumentException(
          "properties: transactional.id is made of the ids of pipeline and target");
    }
    new KafkaAccess(bootstrapServers, properties, security);
  }

  /** How to reach the brokers. */
  public KafkaAccess access() {
    return new KafkaAccess(bootstrapServers, properties, security);
  }
}
