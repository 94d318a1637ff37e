package io.esync.connectors.kafka.target;

import io.esync.connectors.kafka.CreateTopics;
import io.esync.connectors.kafka.KafkaTargetConfig;
import io.esync.connectors.kafka.KafkaTargetConfig.Mode;
import io.esync.connectors.kafka.client.Questions;
import io.esync.connectors.kafka.client.Questions.CheckFailedException;
import io.esync.connectors.kafka.client.TopicCreation;
import io.esync.connectors.spi.TargetException;
import io.esync.connectors.spi.TargetException.Kind;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;

/** The topics that are written, each looked up once: it is there, or is created. For one thread. */
final class TargetTopics {
  private static final int DEFAULT_MAX_BYTES = 1024 * 1024;

  private final KafkaTargetConfig config;
  private final Map<String, Integer> maxBytes = new HashMap<>();

  TargetTopics(KafkaTargetConfig config) {
    this.config = config;
  }

  /**
   * The most bytes of a message of {@code topic}.
   *
   * @throws TargetException if the topic is missing and may not be created
   */
  int maxMessageBytes(String topic) throws TargetException {
    Integer known = maxBytes.get(topic);
    if (known == null) {
      known = lookUp(topic);
      maxBytes.put(topic, known);
    }
    return known;
  }

  private int lookUp(String topic) throws TargetException {
    try (Questions questions = Questions.to(config.access())) {
      if (!TopicCreation.exists(topic, questions)) {
        create(topic, questions);
      }
      int ofTopic = bytes(questions.topicSetting(topic, "max.message.bytes"));
      return Math.min(
          ofTopic, bytes(Optional.ofNullable(config.properties().get("max.request.size"))));
    } catch (CheckFailedException e) {
      String message = e.failure().problem() + ". " + e.failure().remedy();
      throw new TargetException(Kind.FATAL, message, "", e);
    }
  }

  private static int bytes(Optional<String> setting) {
    return setting.map(Integer::parseInt).orElse(DEFAULT_MAX_BYTES);
  }

  private void create(String topic, Questions questions)
      throws TargetException, CheckFailedException {
    if (config.createTopics() == null) {
      throw new TargetException(
          Kind.FATAL,
          "there is no topic '%s' in %s. Create it, or set create_topics."
              .formatted(topic, config.access()),
          "",
          null);
    }
    TopicCreation.create(newTopic(topic), questions);
  }

  private NewTopic newTopic(String topic) {
    CreateTopics options = config.createTopics();
    Map<String, String> settings = new HashMap<>();
    if (config.mode() == Mode.UPSERT) {
      settings.put("cleanup.policy", "compact");
    }
    settings.putAll(options.settings());
    Optional<Short> replication =
        Optional.ofNullable(options.replicationFactor()).map(Integer::shortValue);
    return new NewTopic(topic, Optional.of(options.partitions()), replication).configs(settings);
  }
}
