package io.esync.connectors.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.esync.connectors.kafka.KafkaTargetConfig.Delivery;
import io.esync.connectors.spi.TargetConnector.Target;
import io.esync.connectors.spi.TargetContext;
import io.esync.connectors.spi.TargetContext.Contract;
import io.esync.connectors.spi.TargetContext.Route;
import io.esync.connectors.testkit.KafkaServer;
import io.esync.connectors.testkit.KafkaTopic;
import io.esync.connectors.testkit.contract.TargetRun;
import io.esync.operators.model.SchemaEvolution;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** When messages are seen, and how often, where a failure falls before the first checkpoint. */
@Timeout(240)
class DeliveryTest {
  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder().setNumberSlotsPerTaskManager(2).build());

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final KafkaServer SERVER = SharedKafka.get();

  @TempDir Path savepoints;

  private final KafkaTopic topic = SERVER.topic("customers-" + UUID.randomUUID()).create(1);

  @Test
  void at_least_once_is_seen_at_once_and_again_after_a_failure() throws Exception {
    try (TargetRun run = start(Delivery.AT_LEAST_ONCE)) {
      run.put(1, "Ada");
      run.put(2, "Grace");
      awaitKeys("1", "2");

      run.failOnceAt(3);
      run.put(3, "Edsger");

      awaitKeys("1", "2", "1", "2", "3");
      assertThat(topic.end(0)).as("messages, without marks of transactions").isEqualTo(5);
    }
  }

  @Test
  void exactly_once_is_seen_once_when_the_checkpoint_is_complete() throws Exception {
    try (TargetRun run = start(Delivery.EXACTLY_ONCE)) {
      run.put(1, "Ada");
      run.put(2, "Grace");
      await().atMost(PATIENCE).until(() -> topic.end(0) == 2);

      run.failOnceAt(3);
      run.put(3, "Edsger");
      await().atMost(PATIENCE).until(() -> topic.end(0) > 5);
      assertThat(keys()).isEmpty();

      run.stopWithSavepoint(savepoints);

      awaitKeys("1", "2", "3");
    }
  }

  private TargetRun start(Delivery delivery) throws Exception {
    TargetOptions options = new TargetOptions().at(SERVER.bootstrapServers());
    options.delivery = delivery;
    Contract contract =
        new Contract(
            TargetRun.ENTITY,
            TargetRun.SCHEMA.key(),
            TargetRun.SCHEMA.fields(),
            List.of(),
            SchemaEvolution.EVOLVE);
    Route<KafkaRoute> route = new Route<>(new KafkaRoute(topic.name()), contract);
    Target target =
        new KafkaTargetConnector()
            .target(
                options.config(),
                new TargetContext<>(topic.name(), "topics", Map.of(TargetRun.ENTITY, route)));
    return TargetRun.startWithoutCheckpoints(topic.name(), target);
  }

  private void awaitKeys(String... ids) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(keys()).containsExactly(ids));
  }

  /** The ids that a reader of committed messages sees, in their order. */
  private List<String> keys() {
    return topic.records().stream()
        .map(message -> new String(message.key(), UTF_8).replaceAll("\\D", ""))
        .toList();
  }
}
