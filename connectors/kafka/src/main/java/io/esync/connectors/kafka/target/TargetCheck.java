package io.esync.connectors.kafka.target;

import io.esync.connectors.kafka.KafkaRoute;
import io.esync.connectors.kafka.KafkaTargetConfig;
import io.esync.connectors.kafka.KafkaTargetConfig.Delivery;
import io.esync.connectors.kafka.client.Questions;
import io.esync.connectors.kafka.client.Questions.CheckFailedException;
import io.esync.connectors.kafka.client.RegistryException;
import io.esync.connectors.kafka.client.SchemaRegistry;
import io.esync.connectors.spi.CheckFailure;
import io.esync.connectors.spi.TargetContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Asks brokers and registry whether the target would be written. */
public final class TargetCheck {
  private static final String MAX_TIMEOUT = "transaction.max.timeout.ms";

  private final KafkaTargetConfig config;
  private final TargetContext<KafkaRoute> context;
  private final List<CheckFailure> failures = new ArrayList<>();

  private TargetCheck(KafkaTargetConfig config, TargetContext<KafkaRoute> context) {
    this.config = config;
    this.context = context;
  }

  /** All that is missing. */
  public static List<CheckFailure> run(
      KafkaTargetConfig config, TargetContext<KafkaRoute> context) {
    return new TargetCheck(config, context).run();
  }

  private List<CheckFailure> run() {
    if (config.delivery() == Delivery.EXACTLY_ONCE) {
      checkInterval(context.checkpointInterval());
    }
    try (Questions questions = Questions.to(config.access())) {
      questions.connect();
      if (config.createTopics() == null) {
        checkTopics(questions);
      }
      if (config.delivery() == Delivery.EXACTLY_ONCE) {
        questions.brokerSetting(MAX_TIMEOUT).map(Long::valueOf).ifPresent(this::checkTimeout);
      }
    } catch (CheckFailedException e) {
      failures.add(e.failure());
    }
    if (config.registry() != null) {
      checkRegistry();
    }
    return failures;
  }

  /** A transaction is open for an interval, and for as long as the checkpoint takes. */
  private void checkInterval(Duration interval) {
    if (interval != null && config.transactionTimeout().compareTo(interval.multipliedBy(2)) < 0) {
      failures.add(
          new CheckFailure(
              "transaction_timeout %s is less than twice the checkpoint interval %s: transactions"
                      .formatted(config.transactionTimeout(), interval)
                  + " would end before they are committed",
              "Raise 'transaction_timeout', or lower the interval of 'checkpointing'."));
    }
  }

  private void checkTopics(Questions questions) throws CheckFailedException {
    List<String> topics =
        TopicsTarget.templates(config, context).values().stream()
            .flatMap(template -> template.constant().stream())
            .toList();
    Set<String> found = questions.topics(topics).keySet();
    topics.stream()
        .filter(topic -> !found.contains(topic))
        .map(
            topic ->
                new CheckFailure(
                    "there is no topic '" + topic + "' in " + config.access(),
                    "Set 'create_topics', or create it: kafka-topics.sh --create --topic " + topic))
        .forEach(failures::add);
  }

  private void checkTimeout(long mostMillis) {
    if (config.transactionTimeout().toMillis() > mostMillis) {
      failures.add(
          new CheckFailure(
              "transaction_timeout %s is more than the brokers allow (%s = %d)"
                  .formatted(config.transactionTimeout(), MAX_TIMEOUT, mostMillis),
              "Lower 'transaction_timeout' to %s at most, or raise %s of the brokers."
                  .formatted(Duration.ofMillis(mostMillis), MAX_TIMEOUT)));
    }
  }

  private void checkRegistry() {
    try {
      new SchemaRegistry(config.registry()).ping();
    } catch (RegistryException e) {
      failures.add(new CheckFailure(e.getMessage(), "Correct the options of 'registry'."));
    }
  }
}
