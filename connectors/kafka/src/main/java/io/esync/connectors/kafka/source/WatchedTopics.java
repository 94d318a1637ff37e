package io.esync.connectors.kafka.source;

import io.esync.connectors.kafka.KafkaSourceConfig;
import io.esync.connectors.kafka.KafkaSourceConfig.Order;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.flink.connector.kafka.source.enumerator.subscriber.KafkaSubscriber;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.common.TopicPartition;

/**
 * Finds the partitions to read, and refuses a topic that grew in a way by which a key may have
 * moved to a partition of a lower number: its new changes would count as older than those before.
 * Where the number of partitions is multiplied, a key stays or moves to a higher one.
 */
final class WatchedTopics implements KafkaSubscriber {
  private static final long serialVersionUID = 1L;

  private final KafkaSubscriber topics;
  private final boolean orderedByPartition;
  private final HashMap<String, Integer> counts;

  private WatchedTopics(
      KafkaSubscriber topics, boolean orderedByPartition, Map<String, Integer> counts) {
    this.topics = topics;
    this.orderedByPartition = orderedByPartition;
    this.counts = new HashMap<>(counts);
  }

  /**
   * The topics that {@code config} names.
   *
   * @param counts how many partitions topics had so far; empty for those not known
   */
  static WatchedTopics of(KafkaSourceConfig config, Map<String, Integer> counts) {
    KafkaSubscriber topics =
        config.topicPattern() == null
            ? KafkaSubscriber.getTopicListSubscriber(config.topics())
            : KafkaSubscriber.getTopicPatternSubscriber(Pattern.compile(config.topicPattern()));
    return new WatchedTopics(topics, config.order() == Order.PARTITION, counts);
  }

  @Override
  public Set<TopicPartition> getSubscribedTopicPartitions(AdminClient admin) {
    Set<TopicPartition> partitions = topics.getSubscribedTopicPartitions(admin);
    Map<String, Integer> found = new HashMap<>();
    partitions.forEach(partition -> found.merge(partition.topic(), 1, Integer::sum));
    if (orderedByPartition) {
      found.forEach(this::refuseMovedKeys);
    }
    counts.putAll(found);
    return partitions;
  }

  private void refuseMovedKeys(String topic, int count) {
    int before = counts.getOrDefault(topic, count);
    if (count % before != 0) {
      throw new IllegalStateException(
          "topic '%s' had %d partitions and has %d: keys may have moved to partitions of a lower"
                  .formatted(topic, before, count)
              + " number, where their changes count as old. Start from a savepoint or checkpoint of"
              + " before it grew with a raised 'generation' of the source, or order changes by"
              + " 'order: timestamp'.");
    }
  }
}
