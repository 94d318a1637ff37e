package io.esync.connectors.kafka;

import io.esync.connectors.kafka.client.KafkaSecurity;
import io.esync.connectors.kafka.client.KafkaSecurity.Mechanism;
import io.esync.connectors.kafka.client.KafkaSecurity.Protocol;
import io.esync.connectors.spi.Secret;
import io.esync.connectors.spi.SourceConnector;
import io.esync.connectors.spi.SourceContext;
import io.esync.connectors.testkit.KafkaServer;
import io.esync.connectors.testkit.KafkaTopic;
import io.esync.connectors.testkit.contract.SourceContract;
import io.esync.connectors.testkit.contract.SourceSubject;
import io.esync.connectors.testkit.contract.Unmet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(120)
class KafkaContractTest {
  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder().setNumberSlotsPerTaskManager(4).build());

  private static KafkaServer server;

  @BeforeAll
  static void startServer() {
    server = KafkaServer.start();
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @TestFactory
  Stream<DynamicTest> the_source_keeps_its_contract() {
    return SourceContract.tests(Subject::new);
  }

  private static final class Subject implements SourceSubject<KafkaSourceConfig> {
    private final KafkaTopic topic = server.topic("customers-" + UUID.randomUUID()).create(3);

    @Override
    public SourceConnector<KafkaSourceConfig> connector() {
      return new KafkaSourceConnector();
    }

    @Override
    public SourceContext context() {
      return new SourceContext(
          "shop", "crm", List.of(new SourceContext.Stream(topic.name(), List.of())));
    }

    @Override
    public KafkaSourceConfig config() {
      return options(server.password()).config();
    }

    private SourceOptions options(String password) {
      SourceOptions options =
          new SourceOptions().topic(topic.name()).at(server.saslBootstrapServers());
      options.security =
          new KafkaSecurity(
              Protocol.SASL_PLAINTEXT,
              Mechanism.PLAIN,
              server.user(),
              Secret.of(password),
              null,
              null);
      return options;
    }

    @Override
    public void put(long id, String name) {
      topic.send(key(id), "{\"id\": %d, \"name\": \"%s\"}".formatted(id, name));
    }

    @Override
    public void delete(long id) {
      topic.send(key(id), null);
    }

    private static String key(long id) {
      return "{\"id\": " + id + "}";
    }

    @Override
    public Optional<String> poison() {
      topic.send(key(7), "{\"id\": 7, \"name\": ");
      return Optional.of("{\\\"id\\\": 7, \\\"name\\\": ");
    }

    @Override
    public KafkaSourceConfig unreachable() {
      return options(server.password()).at("localhost:1").config();
    }

    @Override
    public List<Unmet<KafkaSourceConfig>> unmet() {
      SourceOptions silent = options(server.password()).at("localhost:1");
      silent.properties = Map.of("default.api.timeout.ms", "1000", "request.timeout.ms", "900");
      SourceOptions missing = options(server.password()).topic("nothing-there");
      return List.of(
          new Unmet<>(
              "nobody listens", silent.config(), List.of("localhost:1"), List.of("bootstrap")),
          new Unmet<>(
              "a wrong password",
              options("not-the-password").config(),
              List.of("does not let the user in"),
              List.of("password")),
          new Unmet<>(
              "a topic is missing",
              missing.config(),
              List.of("no topic 'nothing-there'"),
              List.of("kafka-topics.sh --create")));
    }

    @Override
    public List<String> secrets() {
      return List.of(server.password(), "not-the-password");
    }

    @Override
    public void close() {
      topic.delete();
    }
  }
}
