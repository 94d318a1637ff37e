package io.esync.connectors.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.esync.connectors.spi.SourceConnector;
import io.esync.connectors.spi.SourceContext;
import io.esync.connectors.testkit.contract.SourceContract;
import io.esync.connectors.testkit.contract.SourceRun;
import io.esync.connectors.testkit.contract.SourceSubject;
import io.esync.connectors.testkit.contract.Unmet;
import io.esync.connectors.testkit.http.EventSender;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Timeout(240)
class WebhookContractTest {
  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder().setNumberSlotsPerTaskManager(2).build());

  @TestFactory
  Stream<DynamicTest> the_source_keeps_its_contract() {
    return SourceContract.tests(Subject::new);
  }

  @Test
  void a_delivery_from_before_a_savepoint_changes_nothing_after_it(@TempDir Path savepoints)
      throws Exception {
    WebhookConfig config = TestHook.config();
    String name = UUID.randomUUID().toString();
    String savepoint;
    try (EventSender sender = TestHook.sender(config)) {
      try (SourceRun run = start(name, config, null)) {
        assertThat(send(sender, "d1", TestHook.event("edited", 1, "Ada"))).isEqualTo(200);
        savepoint = run.stopWithSavepoint(savepoints);
      }
      try (SourceRun run = start(name, config, savepoint)) {
        assertThat(send(sender, "d1", TestHook.event("edited", 1, "Eve"))).isEqualTo(200);
        assertThat(send(sender, "d2", TestHook.event("edited", 2, "Grace"))).isEqualTo(200);

        assertThat(run.changes())
            .extracting(change -> change.after().get("name"))
            .containsExactly("Ada", "Grace");
      }
    }
  }

  private static SourceRun start(String name, WebhookConfig config, String savepoint)
      throws Exception {
    return SourceRun.start(
        name, new WebhookConnector().source(config, TestHook.context()), 1, savepoint);
  }

  private static int send(EventSender sender, String delivery, String body) throws Exception {
    return sender.send(TestHook.STREAM, delivery, body).get(30, TimeUnit.SECONDS);
  }

  /** Events are sent in their order, each until it is taken, also while nothing listens. */
  private static final class Subject implements SourceSubject<WebhookConfig> {
    private final WebhookConfig config = TestHook.config();
    private final EventSender sender = TestHook.sender(config);

    @Override
    public SourceConnector<WebhookConfig> connector() {
      return new WebhookConnector();
    }

    @Override
    public SourceContext context() {
      return TestHook.context();
    }

    @Override
    public WebhookConfig config() {
      return config;
    }

    @Override
    public void put(long id, String name) {
      send(TestHook.event("edited", id, name));
    }

    @Override
    public void delete(long id) {
      send(TestHook.event("deleted", id, "gone"));
    }

    private void send(String body) {
      CompletableFuture<Integer> unused =
          sender.send(TestHook.STREAM, UUID.randomUUID().toString(), body);
    }

    @Override
    public Optional<String> poison() {
      send("{\"issue\": {\"id\": 100, \"name\": [\"Methuselah\"]}}");
      return Optional.of("Methuselah");
    }

    @Override
    public WebhookConfig unreachable() {
      return TestHook.config();
    }

    @Override
    public List<Unmet<WebhookConfig>> unmet() {
      WebhookConfig other =
          new WebhookConfig(
              config.host(),
              config.port(),
              config.path(),
              null,
              config.signature(),
              null,
              Map.of("pulls", TestHook.issues()),
              config.limits(),
              config.remember());
      return List.of(
          new Unmet<>("no stream", other, List.of("no stream 'issues'"), List.of("streams")));
    }

    @Override
    public List<String> secrets() {
      return List.of(TestHook.SECRET);
    }

    @Override
    public void close() {
      sender.close();
    }
  }
}
