package io.esync.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.esync.connectors.kafka.client.KafkaSecurity;
import io.esync.connectors.kafka.client.KafkaSecurity.Mechanism;
import io.esync.connectors.kafka.client.KafkaSecurity.Protocol;
import io.esync.connectors.spi.CheckFailure;
import io.esync.connectors.spi.Secret;
import io.esync.connectors.spi.SourceContext;
import io.esync.connectors.testkit.BrokerCertificate;
import io.esync.connectors.testkit.contract.SourceRun;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Brokers that ask who is there, and show who they are. */
@Timeout(240)
class KafkaSecurityTest {
  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder().setNumberSlotsPerTaskManager(2).build());

  private static final BrokerCertificate CERTIFICATE = OrdersTopic.SERVER.certificate();
  private static final Secret STORE_PASSWORD = Secret.of(CERTIFICATE.password());
  private static final Map<String, String> TRUSTED =
      Map.of("ssl.truststore.location", CERTIFICATE.trustStore().toString());

  private final OrdersTopic orders = new OrdersTopic();
  private final SourceOptions options = orders.options;

  @BeforeEach
  void createTopic() {
    orders.topic.create(1);
  }

  @ParameterizedTest
  @EnumSource(Mechanism.class)
  void a_password_is_shown_by_each_mechanism(Mechanism mechanism) {
    options.at(OrdersTopic.SERVER.saslBootstrapServers());
    options.security = user(Protocol.SASL_PLAINTEXT, mechanism, OrdersTopic.SERVER.password());

    assertThat(check()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Mechanism.class)
  void a_wrong_password_is_told_by_each_mechanism(Mechanism mechanism) {
    options.at(OrdersTopic.SERVER.saslBootstrapServers());
    options.security = user(Protocol.SASL_PLAINTEXT, mechanism, "not-the-password");

    assertThat(check())
        .singleElement()
        .satisfies(
            failure -> {
              assertThat(failure.problem()).contains("does not let the user in");
              assertThat(failure.remedy()).contains("password");
              assertThat(failure.toString()).doesNotContain("not-the-password");
            });
  }

  @Test
  void a_job_reads_by_scram_over_tls() throws Exception {
    options.at(OrdersTopic.SERVER.saslTlsBootstrapServers());
    options.properties = TRUSTED;
    options.security =
        user(Protocol.SASL_SSL, Mechanism.SCRAM_SHA_512, OrdersTopic.SERVER.password());

    readOne();
  }

  @Test
  void a_job_reads_by_its_certificate() throws Exception {
    options.at(OrdersTopic.SERVER.tlsBootstrapServers());
    options.properties =
        Map.of(
            "ssl.truststore.location", CERTIFICATE.trustStore().toString(),
            "ssl.keystore.location", CERTIFICATE.keyStore().toString());
    options.security = stores(STORE_PASSWORD, STORE_PASSWORD);

    readOne();
  }

  private void readOne() throws Exception {
    orders.put(LongStream.of(1));
    try (SourceRun run = orders.start(1, null)) {
      OrdersTopic.awaitIds(run, 1);
      assertThat(run.status()).isEqualTo(JobStatus.RUNNING);
    }
  }

  @Test
  void a_broker_that_is_not_trusted_is_told_by_name() {
    options.at(OrdersTopic.SERVER.saslTlsBootstrapServers());
    options.security = user(Protocol.SASL_SSL, Mechanism.PLAIN, OrdersTopic.SERVER.password());

    assertFinding("TLS", "ssl.truststore.location");
  }

  @Test
  void a_client_without_the_certificate_that_is_asked_for_is_told() {
    options.at(OrdersTopic.SERVER.tlsBootstrapServers());
    options.properties = TRUSTED;
    options.security = stores(STORE_PASSWORD, null);

    assertFinding("TLS", "ssl.keystore.location");
  }

  @Test
  void a_wrong_password_of_the_truststore_is_told() {
    options.at(OrdersTopic.SERVER.tlsBootstrapServers());
    options.properties = TRUSTED;
    options.security = stores(Secret.of("not-the-password"), null);

    assertFinding("trust.p12", "security");
  }

  private void assertFinding(String problem, String remedy) {
    assertThat(check())
        .singleElement()
        .satisfies(
            failure -> {
              assertThat(failure.problem()).contains(problem);
              assertThat(failure.remedy()).contains(remedy);
            });
  }

  private List<CheckFailure> check() {
    return new KafkaSourceConnector()
        .check(options.config(), new SourceContext("shop", "orders", List.of()));
  }

  private KafkaSecurity user(Protocol protocol, Mechanism mechanism, String password) {
    Secret truststore = options.properties.isEmpty() ? null : STORE_PASSWORD;
    return new KafkaSecurity(
        protocol, mechanism, OrdersTopic.SERVER.user(), Secret.of(password), truststore, null);
  }

  private static KafkaSecurity stores(Secret truststore, Secret keystore) {
    return new KafkaSecurity(Protocol.SSL, Mechanism.PLAIN, null, null, truststore, keystore);
  }
}
