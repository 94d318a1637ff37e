package io.esync.connectors.kafka;

import com.google.auto.service.AutoService;
import io.esync.connectors.kafka.store.WrittenTopic;
import io.esync.connectors.kafka.target.TargetCheck;
import io.esync.connectors.kafka.target.TopicsTarget;
import io.esync.connectors.spi.CheckFailure;
import io.esync.connectors.spi.TargetConnector;
import io.esync.connectors.spi.TargetContext;
import io.esync.connectors.spi.store.ReadableTarget;
import java.util.List;
import java.util.Optional;

/** Writes changes of entities into topics. */
@AutoService(TargetConnector.class)
@SuppressWarnings("rawtypes") // a service is named without its parameters
public final class KafkaTargetConnector implements TargetConnector<KafkaTargetConfig, KafkaRoute> {
  @Override
  public String type() {
    return "kafka";
  }

  @Override
  public String description() {
    return "Topics of Kafka 2.5 or later (tested with 3.9) with JSON, Debezium's JSON or Avro.";
  }

  @Override
  public String guarantee() {
    return "Exactly once for readers with `isolation.level: read_committed`, in order for each key;"
        + " or at least once, where `delivery` says so.";
  }

  @Override
  public String prerequisites() {
    return """
        * The user has WRITE and DESCRIBE on the topics; for exactly once WRITE on transactional ids
          that begin with `esync/<pipeline>/<target>`; CREATE where `create_topics` is set. With
          DESCRIBE_CONFIGS the limits of topics and brokers are known beforehand.
        * `transaction_timeout` is longer than the checkpoint interval *plus the longest time that
          the job may be down*: Kafka throws away what is not committed by then, although a
          checkpoint or savepoint counts it as written, and a restart from there does not write
          it again. If that has happened, start from an older checkpoint: what was written since
          is written again.
        * A message appears with the checkpoint that follows it; readers that are not
          `read_committed` see it before, and see what is taken back.
        * A message that is larger than the topic takes (`max.message.bytes`) or the producer sends
          (`max.request.size`), and a value that the format cannot hold, go to the DLQ.
        * Messages bear the headers `esync-origin` (`esync/<pipeline>/<target>`), `esync-entity`,
          `esync-source`, `esync-version` and `esync-timestamp`. Their own time is that of writing,
          so that a topic's retention counts from there.
        """;
  }

  @Override
  public Class<KafkaTargetConfig> configType() {
    return KafkaTargetConfig.class;
  }

  @Override
  public Class<KafkaRoute> routeType() {
    return KafkaRoute.class;
  }

  @Override
  public Target target(KafkaTargetConfig config, TargetContext<KafkaRoute> context) {
    return TopicsTarget.of(config, context);
  }

  @Override
  public List<CheckFailure> check(KafkaTargetConfig config, TargetContext<KafkaRoute> context) {
    return TargetCheck.run(config, context);
  }

  @Override
  public Optional<ReadableTarget<KafkaTargetConfig, KafkaRoute>> reading() {
    return Optional.of(new WrittenTopic());
  }

  @Override
  public boolean marksWrites(KafkaTargetConfig config) {
    return true;
  }
}
