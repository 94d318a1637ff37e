package io.esync.connectors.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class KafkaServerTest {
  private static KafkaServer server;

  @BeforeAll
  static void startServer() {
    server = KafkaServer.start();
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @Test
  void records_and_port_survive_a_stop() {
    KafkaTopic topic = server.topic("orders").create(2);
    topic.send("42", "tea");
    int port = server.port();

    server.stop();
    server.restart();

    assertThat(server.port()).isEqualTo(port);
    topic.send("43", "milk");
    assertThat(texts(topic)).containsExactlyInAnyOrder("tea", "milk");
  }

  @Test
  void a_reader_sees_committed_transactions_alone() throws Exception {
    KafkaTopic topic = server.topic("payments").create(1);
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", server.bootstrapServers(), "transactional.id", "payer"),
            new StringSerializer(),
            new StringSerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>(topic.name(), "1", "taken back")).get();
      producer.abortTransaction();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>(topic.name(), "1", "paid")).get();
      producer.commitTransaction();
    }

    assertThat(texts(topic)).containsExactly("paid");
  }

  @Test
  void the_second_listener_checks_passwords() throws Exception {
    try (Admin admin = saslAdmin(server.password())) {
      assertThat(admin.describeCluster().nodes().get(10, TimeUnit.SECONDS)).hasSize(1);
    }
    try (Admin admin = saslAdmin("wrong")) {
      assertThatThrownBy(() -> admin.describeCluster().nodes().get(10, TimeUnit.SECONDS))
          .hasCauseInstanceOf(SaslAuthenticationException.class);
    }
  }

  private static Admin saslAdmin(String password) {
    return Admin.create(
        Map.of(
            "bootstrap.servers",
            server.saslBootstrapServers(),
            "security.protocol",
            "SASL_PLAINTEXT",
            "sasl.mechanism",
            "PLAIN",
            "sasl.jaas.config",
            "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\" password=\"%s\";"
                .formatted(server.user(), password)));
  }

  private static List<String> texts(KafkaTopic topic) {
    return topic.records().stream()
        .map(entry -> new String(entry.value(), StandardCharsets.UTF_8))
        .toList();
  }
}
