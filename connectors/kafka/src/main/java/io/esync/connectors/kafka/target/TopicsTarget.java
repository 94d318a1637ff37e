package io.esync.connectors.kafka.target;

import io.esync.connectors.kafka.KafkaRoute;
import io.esync.connectors.kafka.KafkaTargetConfig;
import io.esync.connectors.kafka.KafkaTargetConfig.Delivery;
import io.esync.connectors.kafka.KafkaTargetConfig.KeyFormat;
import io.esync.connectors.spi.TargetConnector.SinkTarget;
import io.esync.connectors.spi.TargetContext;
import io.esync.connectors.spi.TargetContext.Route;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Flink's own Kafka sink behind the encoder of messages. */
public final class TopicsTarget {
  /** How long a message waits for others: many small batches cost client and broker most. */
  private static final int LINGER_MILLIS = 20;

  private static final int BATCH_BYTES = 128 * 1024;

  private TopicsTarget() {}

  /**
   * The target.
   *
   * @throws IllegalArgumentException if a route cannot be
   */
  public static SinkTarget<KafkaMessage> of(
      KafkaTargetConfig config, TargetContext<KafkaRoute> context) {
    boolean exactlyOnce = config.delivery() == Delivery.EXACTLY_ONCE;
    KafkaSink<KafkaMessage> sink =
        KafkaSink.<KafkaMessage>builder()
            .setKafkaProducerConfig(producer(config, name(context)))
            .setBootstrapServers(config.bootstrapServers())
            .setDeliveryGuarantee(
                exactlyOnce ? DeliveryGuarantee.EXACTLY_ONCE : DeliveryGuarantee.AT_LEAST_ONCE)
            .setTransactionalIdPrefix(name(context))
            .setRecordSerializer(new MessageSerializer())
            .build();
    String marker = context.marker() == null ? name(context) : context.marker();
    return new SinkTarget<>(new MessageEncoder(config, marker, templates(config, context)), sink);
  }

  /** Settings of the producer; the user's own win. */
  static Properties producer(KafkaTargetConfig config, String clientId) {
    return config
        .access()
        .clientProperties(
            Map.of(
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                "" + config.transactionTimeout().toMillis(),
                ProducerConfig.CLIENT_ID_CONFIG,
                clientId,
                ProducerConfig.LINGER_MS_CONFIG,
                "" + LINGER_MILLIS,
                ProducerConfig.BATCH_SIZE_CONFIG,
                "" + BATCH_BYTES));
  }

  /** No other target has this name, nor one that begins with it: ids have no slash. */
  static String name(TargetContext<KafkaRoute> context) {
    return "esync/" + context.pipeline() + "/" + context.target();
  }

  static Map<String, TopicTemplate> templates(
      KafkaTargetConfig config, TargetContext<KafkaRoute> context) {
    Map<String, TopicTemplate> templates = new TreeMap<>();
    Map<String, String> entities = new HashMap<>();
    new TreeMap<>(context.routes())
        .forEach(
            (entity, route) -> {
              requireOneKeyField(config, entity, route);
              TopicTemplate template = TopicTemplate.of(route.options(), route.contract());
              String other = entities.put(template.text(), entity);
              if (other != null) {
                throw new IllegalArgumentException(
                    "entities '%s' and '%s' share the topic '%s' of target '%s', where their keys"
                            .formatted(other, entity, template.text(), context.target())
                        + " could not be told apart; give each its own");
              }
              templates.put(entity, template);
            });
    return templates;
  }

  private static void requireOneKeyField(
      KafkaTargetConfig config, String entity, Route<KafkaRoute> route) {
    if (config.keyFormat() == KeyFormat.STRING && route.contract().key().size() > 1) {
      throw new IllegalArgumentException(
          "the key of entity '%s' has several fields %s; 'key_format: string' is for one"
              .formatted(entity, route.contract().key()));
    }
  }
}
