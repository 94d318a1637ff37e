package io.esync.connectors.kafka;

import io.esync.connectors.kafka.KafkaSourceConfig.Format;
import io.esync.connectors.kafka.KafkaSourceConfig.KeyFormat;
import io.esync.connectors.kafka.KafkaSourceConfig.LostRecords;
import io.esync.connectors.kafka.KafkaSourceConfig.Order;
import io.esync.connectors.kafka.KafkaSourceConfig.Tombstones;
import io.esync.connectors.kafka.client.KafkaSecurity;
import io.esync.connectors.kafka.client.RegistryConfig;
import io.esync.connectors.kafka.debezium.DebeziumOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Options of a source as a pipeline file has them where it says little; tests set the rest. */
public final class SourceOptions {
  public String bootstrapServers = "localhost:9092";
  public List<String> topics = List.of("customers");
  public String topicPattern;
  public Format format = Format.JSON;
  public KeyFormat keyFormat = KeyFormat.JSON;
  public Map<String, TopicStream> streams =
      Map.of(
          "customers",
          new TopicStream(List.of("id"), new TreeMap<>(Map.of("id", "bigint", "name", "string"))));
  public JsonOptions json = new JsonOptions(null, "delete", JsonOptions.UnknownMembers.REJECT);
  public DebeziumOptions debezium;
  public String avroSchema;
  public String avroKeySchema;
  public RegistryConfig registry;
  public Tombstones tombstones;
  public StartOptions start = new StartOptions(StartOptions.At.EARLIEST, null, Map.of());
  public LostRecords lostRecords = LostRecords.FAIL;
  public String groupId;
  public Order order = Order.PARTITION;
  public int generation;
  public Duration discovery = Duration.ofMillis(100);
  public Map<String, String> properties = Map.of();
  public KafkaSecurity security;

  public SourceOptions topic(String name) {
    topics = List.of(name);
    streams =
        Map.of(
            name,
            new TopicStream(
                List.of("id"), new TreeMap<>(Map.of("id", "bigint", "name", "string"))));
    return this;
  }

  public SourceOptions at(String servers) {
    bootstrapServers = servers;
    return this;
  }

  public KafkaSourceConfig config() {
    return new KafkaSourceConfig(
        bootstrapServers,
        topics,
        topicPattern,
        format,
        keyFormat,
        streams,
        json,
        debezium,
        avroSchema,
        avroKeySchema,
        registry,
        tombstones,
        start,
        lostRecords,
        order,
        generation,
        discovery,
        groupId,
        properties,
        security);
  }
}
