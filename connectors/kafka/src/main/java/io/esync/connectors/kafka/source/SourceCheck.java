package io.esync.connectors.kafka.source;

import io.esync.connectors.kafka.KafkaSourceConfig;
import io.esync.connectors.kafka.StartOptions;
import io.esync.connectors.kafka.client.Questions;
import io.esync.connectors.kafka.client.Questions.CheckFailedException;
import io.esync.connectors.kafka.client.RegistryException;
import io.esync.connectors.kafka.client.SchemaRegistry;
import io.esync.connectors.spi.CheckFailure;
import io.esync.connectors.spi.SourceContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.TopicDescription;

/** Asks brokers and registry whether the source would start. */
public final class SourceCheck {
  private final KafkaSourceConfig config;
  private final SourceContext context;
  private final List<CheckFailure> failures = new ArrayList<>();

  private SourceCheck(KafkaSourceConfig config, SourceContext context) {
    this.config = config;
    this.context = context;
  }

  /** All that is missing. */
  public static List<CheckFailure> run(KafkaSourceConfig config, SourceContext context) {
    return new SourceCheck(config, context).run();
  }

  private List<CheckFailure> run() {
    checkStreams();
    try (Questions questions = Questions.to(config.access())) {
      questions.connect();
      checkTopics(questions);
      questions.groupRefusal(TopicsSource.group(config, context)).ifPresent(failures::add);
    } catch (CheckFailedException e) {
      failures.add(e.failure());
    }
    if (config.registry() != null) {
      checkRegistry();
    }
    return failures;
  }

  private void checkStreams() {
    if (config.topicPattern() != null) {
      return;
    }
    context.streams().stream()
        .map(SourceContext.Stream::name)
        .filter(Objects::nonNull)
        .filter(
            name ->
                config.topics().stream()
                    .noneMatch(known -> known.equals(name) || known.matches(name)))
        .map(
            name ->
                new CheckFailure(
                    "source '" + context.source() + "' has no stream '" + name + "'",
                    "Add it to 'topics', or take one of " + new TreeSet<>(config.topics()) + "."))
        .forEach(failures::add);
  }

  private void checkTopics(Questions questions) throws CheckFailedException {
    Map<String, TopicDescription> found = questions.topics(config.topics());
    for (String topic : config.topics()) {
      if (!found.containsKey(topic)) {
        failures.add(
            new CheckFailure(
                "there is no topic '" + topic + "' in " + config.access(),
                "Correct 'topics', or create it: kafka-topics.sh --create --topic " + topic));
      }
    }
    if (config.start().at() == StartOptions.At.OFFSETS) {
      config.start().partitions().keySet().stream()
          .filter(partition -> found.containsKey(partition.topic()))
          .filter(
              partition ->
                  partition.partition() >= found.get(partition.topic()).partitions().size())
          .map(
              partition ->
                  new CheckFailure(
                      "start: there is no partition " + partition, "Correct 'start.offsets'."))
          .forEach(failures::add);
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
