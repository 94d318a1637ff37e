package io.esync.connectors.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.esync.connectors.kafka.KafkaSourceConfig.KeyFormat;
import io.esync.connectors.kafka.KafkaTargetConfig.Mode;
import io.esync.connectors.spi.SourceContext;
import io.esync.connectors.spi.TargetContext;
import io.esync.connectors.spi.TargetContext.Contract;
import io.esync.connectors.spi.TargetContext.Route;
import io.esync.connectors.spi.store.AppendableSource;
import io.esync.connectors.spi.store.RowQuery;
import io.esync.connectors.spi.store.StoreException;
import io.esync.connectors.testkit.KafkaServer;
import io.esync.connectors.testkit.KafkaTopic;
import io.esync.operators.model.DataType;
import io.esync.operators.model.Field;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.SchemaEvolution;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** Rows that a command adds to a topic, and reads back from one. */
class StoredMessagesTest {
  private static final RowSchema SCHEMA =
      RowSchema.of(
          List.of(
              new Field("id", DataType.STRING),
              new Field("status", DataType.STRING),
              new Field("updated_at", DataType.TIMESTAMPTZ)),
          List.of("id"));
  private static final RowQuery ALL = new RowQuery(Map.of(), "updated_at", 10);
  private static final KafkaServer SERVER = SharedKafka.get();

  private final KafkaTopic topic = SERVER.topic("stored-" + UUID.randomUUID());
  private final SourceOptions source =
      new SourceOptions().topic(topic.name()).at(SERVER.bootstrapServers());
  private final TargetOptions target = new TargetOptions().at(SERVER.bootstrapServers());

  @Test
  void a_key_has_its_last_row_of_any_partition() throws Exception {
    assertThat(read(ALL)).isEmpty();
    topic.create(3);
    send("1", "OPEN", 5);
    send("2", "OPEN", 9);
    send("3", "OPEN", 1);
    send("2", "DONE", 3);
    topic.send("{\"id\":\"3\"}", null);

    assertThat(read(ALL)).extracting(row -> row.get("status")).containsExactly("OPEN", "DONE");
    assertThat(read(new RowQuery(Map.of("status", "DONE"), "updated_at", 10)))
        .extracting(row -> row.get("id"))
        .containsExactly("2");
    assertThat(read(new RowQuery(Map.of(), "updated_at", 1)))
        .extracting(row -> row.get("id"))
        .containsExactly("1");
  }

  @Test
  void deletes_of_a_changelog_and_what_was_not_committed_are_left_out() throws Exception {
    target.mode = Mode.CHANGELOG;
    topic.create(1);
    send("1", "OPEN", 5);
    send("2", "OPEN", 6);
    topic.send("{\"id\":\"1\"}", "{\"id\":\"1\",\"_op\":\"delete\"}");
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers", SERVER.bootstrapServers(), "transactional.id", topic.name()),
            new StringSerializer(),
            new StringSerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>(topic.name(), "{\"id\":\"3\"}", line("3", "?", 9))).get();
      producer.abortTransaction();
    }

    assertThat(read(ALL)).extracting(row -> row.get("id")).containsExactly("2");
  }

  @Test
  void a_message_that_is_no_row_is_named_by_its_place() {
    topic.create(1);
    topic.send("{\"id\":\"1\"}", "{");

    assertThatThrownBy(() -> read(ALL))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(topic.name() + "', partition 0, offset 0: not a line of JSON");
  }

  @Test
  void a_row_is_added_with_its_key_to_a_topic_that_is_made_where_it_is_missing() throws Exception {
    source.streams = Map.of(topic.name(), stream("json"));
    assertThat(appending().prepare(source.config(), context(), SCHEMA)).isEmpty();
    assertThat(topic.partitions()).isEqualTo(1);
    assertThat(append("{\"a\": 1}")).isEqualTo("topic %s, partition 0, offset 0", topic.name());
    source.keyFormat = KeyFormat.STRING;
    append(null);

    assertThat(topic.records())
        .extracting(message -> new String(message.key(), UTF_8))
        .containsExactly("{\"id\":\"1\"}", "1");
    assertThat(topic.records())
        .extracting(message -> new String(message.value(), UTF_8))
        .containsExactly(
            "{\"id\":\"1\",\"status\":{\"a\":1},\"updated_at\":\"1970-01-01T00:00:00Z\"}",
            "{\"id\":\"1\",\"updated_at\":\"1970-01-01T00:00:00Z\"}");
  }

  @Test
  void what_cannot_be_added_is_told() {
    source.streams = Map.of(topic.name(), stream("bigint"));
    assertThatThrownBy(() -> append("OPEN"))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("must declare field 'status' as string");
    source.at("localhost:1");
    source.streams = Map.of(topic.name(), stream("string"));
    source.properties = Map.of("default.api.timeout.ms", "1000", "request.timeout.ms", "900");
    assertThatThrownBy(() -> append("OPEN"))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("Kafka at localhost:1 does not answer");
    source.topics = List.of();
    source.topicPattern = "decisions-.*";
    assertThatThrownBy(() -> append("OPEN"))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("names its 'topics'");
  }

  private static TopicStream stream(String status) {
    return new TopicStream(
        List.of("id"), Map.of("id", "string", "status", status, "updated_at", "timestamptz"));
  }

  private static SourceContext context() {
    return new SourceContext("p", "s", List.of());
  }

  private static AppendableSource<KafkaSourceConfig> appending() {
    return new KafkaSourceConnector().appending().orElseThrow();
  }

  private String append(String status) throws StoreException {
    return appending()
        .append(
            source.config(), context(), SCHEMA, now -> Row.of(SCHEMA, "1", status, Instant.EPOCH));
  }

  private List<Row> read(RowQuery query) throws StoreException {
    Contract contract =
        new Contract("item", SCHEMA.key(), SCHEMA.fields(), List.of(), SchemaEvolution.EVOLVE);
    Route<KafkaRoute> route = new Route<>(new KafkaRoute(topic.name()), contract);
    return new KafkaTargetConnector()
        .reading()
        .orElseThrow()
        .read(target.config(), new TargetContext<>("p", "t", Map.of("item", route)), query);
  }

  private void send(String id, String status, int second) {
    topic.send("{\"id\":\"" + id + "\"}", line(id, status, second));
  }

  private static String line(String id, String status, int second) {
    return "{\"id\":\"%s\",\"status\":\"%s\",\"updated_at\":\"%s\"}"
        .formatted(id, status, Instant.ofEpochSecond(second));
  }
}
