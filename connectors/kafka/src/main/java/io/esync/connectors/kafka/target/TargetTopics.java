package io.esync.connectors.kafka.target;

import io.esync.connectors.kafka.CreateTopics;
import io.esync.connectors.kafka.KafkaTargetConfig;
import io.esync.connectors.kafka.KafkaTargetConfig.Mode;
import io.esync.connectors.kafka.client.Questions;
import io.esync.connectors.kafka.client.Questions.CheckFailedException;
import io.esync.connectors.spi.TargetException;
import io.esync.connectors.spi.TargetException.Kind;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/** The topics that are written, each looked up once: it is there, or is created. For one thread. */
final class TargetTopics {
  private static final int DEFAULT_MAX_BYTES = 1024 * 1024;
  private static final long CREATED_WITHIN_MILLIS = 15_000;
  private static final long PAUSE_MILLIS = 50;

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
      if (!exists(topic, questions)) {
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

  private static boolean exists(String topic, Questions questions) throws CheckFailedException {
    return !questions.topics(List.of(topic)).isEmpty();
  }

  private void create(String topic, Questions questions)
      throws TargetException, CheckFailedException {
    CreateTopics options = config.createTopics();
    if (options == null) {
      throw new TargetException(
          Kind.FATAL,
          "there is no topic '%s' in %s. Create it, or set create_topics."
              .formatted(topic, config.access()),
          "",
          null);
    }
    try {
      Questions.answer(questions.admin().createTopics(List.of(newTopic(topic))).all());
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) { // another writer was faster
        throw new TargetException(
            Kind.FATAL,
            "topic '" + topic + "' cannot be created: " + e.getCause().getMessage(),
            "",
            e);
      }
    }
    long deadline = System.nanoTime() + Duration.ofMillis(CREATED_WITHIN_MILLIS).toNanos();
    while (!exists(topic, questions)) { // brokers hear of it one after the other
      if (System.nanoTime() > deadline) {
        throw new TargetException(
            Kind.FATAL, "topic '" + topic + "' was created but does not appear", "", null);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
    }
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
