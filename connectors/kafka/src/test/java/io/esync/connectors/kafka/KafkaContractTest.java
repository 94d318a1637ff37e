package io.esync.connectors.kafka;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.esync.connectors.kafka.client.KafkaSecurity;
import io.esync.connectors.kafka.client.KafkaSecurity.Mechanism;
import io.esync.connectors.kafka.client.KafkaSecurity.Protocol;
import io.esync.connectors.spi.Secret;
import io.esync.connectors.spi.SourceConnector;
import io.esync.connectors.spi.SourceContext;
import io.esync.connectors.spi.TargetConnector;
import io.esync.connectors.testkit.KafkaServer;
import io.esync.connectors.testkit.KafkaTopic;
import io.esync.connectors.testkit.contract.SourceContract;
import io.esync.connectors.testkit.contract.SourceSubject;
import io.esync.connectors.testkit.contract.TargetContract;
import io.esync.connectors.testkit.contract.TargetSubject;
import io.esync.connectors.testkit.contract.Unmet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(240)
class KafkaContractTest {
  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder().setNumberSlotsPerTaskManager(4).build());

  private static final KafkaServer SERVER = SharedKafka.get();

  @TestFactory
  Stream<DynamicTest> the_source_keeps_its_contract() {
    return SourceContract.tests(Subject::new);
  }

  @TestFactory
  Stream<DynamicTest> the_target_keeps_its_contract() {
    return TargetContract.tests(TopicSubject::new);
  }

  private static KafkaSecurity security(String password) {
    return new KafkaSecurity(
        Protocol.SASL_PLAINTEXT, Mechanism.PLAIN, SERVER.user(), Secret.of(password), null, null);
  }

  private static final class Subject implements SourceSubject<KafkaSourceConfig> {
    private final KafkaTopic topic = SERVER.topic("customers-" + UUID.randomUUID()).create(3);

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
      return options(SERVER.password()).config();
    }

    private SourceOptions options(String password) {
      SourceOptions options =
          new SourceOptions().topic(topic.name()).at(SERVER.saslBootstrapServers());
      options.security = security(password);
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
      return options(SERVER.password()).at("localhost:1").config();
    }

    @Override
    public List<Unmet<KafkaSourceConfig>> unmet() {
      SourceOptions silent = options(SERVER.password()).at("localhost:1");
      silent.properties = Map.of("default.api.timeout.ms", "1000", "request.timeout.ms", "900");
      SourceOptions missing = options(SERVER.password()).topic("nothing-there");
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
      return List.of(SERVER.password(), "not-the-password");
    }

    @Override
    public void close() {
      topic.delete();
    }
  }

  private static final class TopicSubject implements TargetSubject<KafkaTargetConfig, KafkaRoute> {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final KafkaTopic topic = SERVER.topic("customers-" + UUID.randomUUID()).create(2);

    @Override
    public TargetConnector<KafkaTargetConfig, KafkaRoute> connector() {
      return new KafkaTargetConnector();
    }

    @Override
    public KafkaTargetConfig config() {
      return options(SERVER.password()).config();
    }

    private static TargetOptions options(String password) {
      TargetOptions options = new TargetOptions().at(SERVER.saslBootstrapServers());
      options.security = security(password);
      return options;
    }

    @Override
    public KafkaRoute route() {
      return new KafkaRoute(topic.name());
    }

    /** The last value of each key that a reader of committed messages sees; each change once. */
    @Override
    public Map<Long, String> rows() throws IOException {
      Map<Long, String> rows = new HashMap<>();
      Set<String> versions = new HashSet<>();
      for (ConsumerRecord<byte[], byte[]> message : topic.records()) {
        Header version = message.headers().lastHeader(MessageHeaders.VERSION);
        if (!versions.add(new String(version.value(), StandardCharsets.UTF_8))) {
          throw new AssertionError("written twice: " + message);
        }
        long id = JSON.readTree(message.key()).get("id").asLong();
        if (message.value() == null) {
          rows.remove(id);
        } else {
          rows.put(id, JSON.readTree(message.value()).get("name").asText());
        }
      }
      return rows;
    }

    @Override
    public Optional<String> refused() {
      return Optional.of("x".repeat(2_000_000));
    }

    @Override
    public KafkaTargetConfig unreachable() {
      return options(SERVER.password()).at("localhost:1").config();
    }

    @Override
    public List<Unmet<KafkaTargetConfig>> unmet() {
      TargetOptions silent = options(SERVER.password()).at("localhost:1");
      silent.properties = Map.of("default.api.timeout.ms", "1000", "request.timeout.ms", "900");
      TargetOptions patient = options(SERVER.password());
      patient.transactionTimeout = Duration.ofHours(1);
      return List.of(
          new Unmet<>(
              "nobody listens", silent.config(), List.of("localhost:1"), List.of("bootstrap")),
          new Unmet<>(
              "a wrong password",
              options("not-the-password").config(),
              List.of("does not let the user in"),
              List.of("password")),
          new Unmet<>(
              "a transaction that the broker ends before",
              patient.config(),
              List.of("transaction_timeout PT1H", "transaction.max.timeout.ms"),
              List.of("PT15M")));
    }

    @Override
    public List<String> secrets() {
      return List.of(SERVER.password(), "not-the-password");
    }

    @Override
    public void close() {
      topic.delete();
    }
  }
}
