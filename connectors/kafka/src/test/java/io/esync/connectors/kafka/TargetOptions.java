package io.esync.connectors.kafka;

import io.esync.connectors.kafka.KafkaTargetConfig.Delivery;
import io.esync.connectors.kafka.KafkaTargetConfig.Format;
import io.esync.connectors.kafka.KafkaTargetConfig.KeyFormat;
import io.esync.connectors.kafka.KafkaTargetConfig.Mode;
import io.esync.connectors.kafka.client.KafkaSecurity;
import io.esync.connectors.kafka.client.RegistryConfig;
import java.time.Duration;
import java.util.Map;

/** Options of a target as a pipeline file has them where it says little; tests set the rest. */
public final class TargetOptions {
  public String bootstrapServers = "localhost:9092";
  public Format format = Format.JSON;
  public KeyFormat keyFormat = KeyFormat.JSON;
  public Mode mode;
  public Delivery delivery = Delivery.EXACTLY_ONCE;
  public Duration transactionTimeout = Duration.ofMinutes(15);
  public CreateTopics createTopics;
  public RegistryConfig registry;
  public Map<String, String> properties = Map.of();
  public KafkaSecurity security;

  public TargetOptions at(String servers) {
    bootstrapServers = servers;
    return this;
  }

  public KafkaTargetConfig config() {
    return new KafkaTargetConfig(
        bootstrapServers,
        format,
        keyFormat,
        mode,
        delivery,
        transactionTimeout,
        createTopics,
        registry,
        properties,
        security);
  }
}
