package io.esync.connectors.kafka.target;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.esync.connectors.kafka.CreateTopics;
import io.esync.connectors.kafka.KafkaRoute;
import io.esync.connectors.kafka.KafkaTargetConfig.Format;
import io.esync.connectors.kafka.KafkaTargetConfig.KeyFormat;
import io.esync.connectors.kafka.KafkaTargetConfig.Mode;
import io.esync.connectors.kafka.RegistryServer;
import io.esync.connectors.kafka.SharedKafka;
import io.esync.connectors.kafka.TargetOptions;
import io.esync.connectors.kafka.client.AvroMessage;
import io.esync.connectors.kafka.client.SchemaRegistry;
import io.esync.connectors.spi.TargetContext;
import io.esync.connectors.spi.TargetContext.Contract;
import io.esync.connectors.spi.TargetContext.Route;
import io.esync.connectors.spi.TargetException;
import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.DataType;
import io.esync.operators.model.EntityKey;
import io.esync.operators.model.Field;
import io.esync.operators.model.Origin;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.SchemaEvolution;
import io.esync.operators.model.SourceVersion;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MessageEncoderTest {
  private static final RowSchema SCHEMA =
      RowSchema.of(
          List.of(
              new Field("id", DataType.INT),
              new Field("name", DataType.STRING),
              new Field("total", DataType.decimal(18, 2))),
          List.of("id"));
  private static final Origin ORIGIN =
      new Origin(
          "crm", "public.customers", new SourceVersion(0, 7, 1), 1_700_000_000_123_456L, 5, false);

  private final TargetOptions options = new TargetOptions();
  private String topic = "customers-" + UUID.randomUUID();

  @BeforeEach
  void useTheBroker() {
    options.at(SharedKafka.get().bootstrapServers());
    options.createTopics = new CreateTopics(2, null, Map.of("retention.ms", "5000000"));
  }

  @Test
  void an_upsert_is_the_row_and_a_delete_a_tombstone() throws Exception {
    KafkaMessage upsert = encode(upsert(1, "Ada"));
    KafkaMessage delete = encode(delete(1));

    assertThat(upsert.topic()).isEqualTo(topic);
    assertThat(upsert.key()).asString(UTF_8).isEqualTo("{\"id\":1}");
    assertThat(upsert.value())
        .asString(UTF_8)
        .isEqualTo("{\"id\":1,\"name\":\"Ada\",\"total\":\"1.50\"}");
    assertThat(delete.key()).isEqualTo(upsert.key());
    assertThat(delete.value()).isNull();
  }

  @Test
  void headers_tell_where_a_message_comes_from() throws Exception {
    assertThat(encode(upsert(1, "Ada")).headers())
        .containsExactly(
            "esync-origin",
            "esync/shop/topics",
            "esync-entity",
            "customer",
            "esync-source",
            "crm:public.customers",
            "esync-version",
            "0/7/1",
            "esync-timestamp",
            "2023-11-14T22:13:20.123456Z");
  }

  @Test
  void a_changelog_tells_what_was_done() throws Exception {
    options.mode = Mode.CHANGELOG;

    assertThat(encode(upsert(1, "Ada")).value())
        .asString(UTF_8)
        .isEqualTo("{\"id\":1,\"name\":\"Ada\",\"total\":\"1.50\",\"_op\":\"upsert\"}");
    assertThat(encode(delete(1)).value())
        .asString(UTF_8)
        .isEqualTo("{\"id\":1,\"_op\":\"delete\"}");
  }

  @Test
  void equal_keys_have_equal_bytes_however_they_are_written() throws Exception {
    byte[] plain = encode(keyedBy(new BigDecimal("1.5"))).key();

    assertThat(plain).asString(UTF_8).isEqualTo("{\"id\":\"1.5\"}");
    assertThat(encode(keyedBy(new BigDecimal("1.50"))).key()).isEqualTo(plain);
  }

  private static ChangeRecord keyedBy(BigDecimal id) {
    RowSchema schema =
        RowSchema.of(List.of(new Field("id", DataType.decimal(5, 2))), List.of("id"));
    return new ChangeRecord(
        EntityKey.of("customer", id), ChangeOp.UPSERT, Row.of(schema, id), ORIGIN);
  }

  @Test
  void debeziums_envelope_has_op_and_the_time_of_the_change() throws Exception {
    options.format = Format.DEBEZIUM_JSON;
    options.keyFormat = KeyFormat.STRING;

    assertThat(encode(upsert(1, "Ada")).key()).asString(UTF_8).isEqualTo("1");
    assertThat(encode(upsert(1, "Ada")).value())
        .asString(UTF_8)
        .isEqualTo(
            "{\"before\":null,\"after\":{\"id\":1,\"name\":\"Ada\",\"total\":\"1.50\"},"
                + "\"source\":{\"connector\":\"esync\",\"name\":\"crm\",\"table\":\"public.customers\","
                + "\"version\":\"0/7/1\",\"ts_ms\":1700000000123,\"ts_us\":1700000000123456},"
                + "\"op\":\"u\",\"ts_ms\":5}");
    assertThat(encode(delete(1)).value())
        .asString(UTF_8)
        .startsWith("{\"before\":{\"id\":1},\"after\":null,")
        .contains("\"op\":\"d\"");
  }

  @Test
  void avro_is_registered_under_its_topic() throws Exception {
    try (RegistryServer registry = new RegistryServer()) {
      options.format = Format.AVRO;
      options.keyFormat = KeyFormat.AVRO;
      options.registry = registry.config();

      KafkaMessage message = encode(upsert(1, "Ada"));

      assertThat(registry.subjects()).containsExactly(topic + "-key", topic + "-value");
      var schema =
          new SchemaRegistry(registry.config()).schema(AvroMessage.schemaId(message.value()));
      GenericRecord record = (GenericRecord) AvroMessage.registered(message.value(), schema);
      assertThat(record.get("name")).hasToString("Ada");
      assertThat(encode(delete(1)).value()).isNull();
    }
  }

  @Test
  void what_does_not_fit_is_refused() {
    assertThatThrownBy(() -> encode(upsert(1, "x".repeat(1_048_576))))
        .isInstanceOfSatisfying(
            TargetException.class,
            e -> assertThat(e.kind()).isEqualTo(TargetException.Kind.REFUSED))
        .hasMessageContaining("max.message.bytes");

    options.format = Format.AVRO;
    ChangeRecord partial =
        new ChangeRecord(
            EntityKey.of("customer", 1),
            ChangeOp.UPSERT,
            Row.of(SCHEMA, 1, Row.ABSENT, null),
            ORIGIN);
    assertThatThrownBy(() -> encode(partial)).hasMessageContaining("[name]");
  }

  @Test
  void a_missing_topic_is_made_as_the_file_says_or_stops_the_job() throws Exception {
    encode(upsert(1, "Ada"));

    assertThat(SharedKafka.get().topic(topic).partitions()).isEqualTo(2);
    assertThat(setting("cleanup.policy")).isEqualTo("compact");
    assertThat(setting("retention.ms")).isEqualTo("5000000");

    options.createTopics = null;
    topic = "nothing-there";
    assertThatThrownBy(() -> encode(upsert(1, "Ada")))
        .isInstanceOfSatisfying(
            TargetException.class, e -> assertThat(e.kind()).isEqualTo(TargetException.Kind.FATAL))
        .hasMessageContaining("create_topics");
  }

  @Test
  void a_topic_may_be_named_by_fields_of_the_key() throws Exception {
    String unique = UUID.randomUUID().toString();
    topic = "{entity}-{id}-" + unique;

    assertThat(encode(upsert(1, "Ada")).topic()).isEqualTo("customer-1-" + unique);
    assertThat(encode(delete(1)).topic()).isEqualTo("customer-1-" + unique);
    assertThatThrownBy(() -> encode(upsert(-1, "Ada"), "{name}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a field of the key [id]");
  }

  @Test
  void two_entities_do_not_share_a_topic() {
    TargetContext<KafkaRoute> context =
        new TargetContext<>(
            "shop", "topics", Map.of("a", route("a", "same"), "b", route("b", "same")));

    assertThatThrownBy(() -> TopicsTarget.of(options.config(), context))
        .hasMessageContaining("'a' and 'b' share the topic 'same'");
  }

  @Test
  void messages_wait_for_a_batch_unless_the_user_says_otherwise() {
    assertThat(TopicsTarget.producer(options.config(), "esync/shop/topics"))
        .containsEntry("linger.ms", "20")
        .containsEntry("batch.size", "131072")
        .containsEntry("client.id", "esync/shop/topics");

    options.properties = Map.of("linger.ms", "0", "compression.type", "zstd");

    assertThat(TopicsTarget.producer(options.config(), "esync/shop/topics"))
        .containsEntry("linger.ms", "0")
        .containsEntry("batch.size", "131072")
        .containsEntry("compression.type", "zstd");
  }

  private String setting(String name) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    try (Admin admin = SharedKafka.get().admin()) {
      return admin
          .describeConfigs(List.of(resource))
          .values()
          .get(resource)
          .get()
          .get(name)
          .value();
    }
  }

  private KafkaMessage encode(ChangeRecord change) throws TargetException {
    return encode(change, topic);
  }

  private KafkaMessage encode(ChangeRecord change, String into) throws TargetException {
    return TopicsTarget.of(
            options.config(),
            new TargetContext<>("shop", "topics", Map.of("customer", route("customer", into))))
        .encoder()
        .encode(change);
  }

  private static Route<KafkaRoute> route(String entity, String topic) {
    return new Route<>(
        new KafkaRoute(topic),
        new Contract(entity, List.of("id"), SCHEMA.fields(), List.of(), SchemaEvolution.EVOLVE));
  }

  private static ChangeRecord upsert(int id, String name) {
    return new ChangeRecord(
        EntityKey.of("customer", id),
        ChangeOp.UPSERT,
        Row.of(SCHEMA, id, name, new BigDecimal("1.50")),
        ORIGIN);
  }

  private static ChangeRecord delete(int id) {
    return new ChangeRecord(
        EntityKey.of("customer", id), ChangeOp.DELETE, Row.of(SCHEMA.keySchema(), id), ORIGIN);
  }
}
