package io.esync.connectors.kafka.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.esync.connectors.kafka.KafkaSourceConfig.Format;
import io.esync.connectors.kafka.KafkaSourceConfig.KeyFormat;
import io.esync.connectors.kafka.RegistryServer;
import io.esync.connectors.kafka.SourceOptions;
import io.esync.connectors.kafka.TopicStream;
import io.esync.connectors.kafka.client.AvroMessage;
import io.esync.operators.model.Malformed;
import io.esync.operators.model.SourceChange;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class AvroMessagesTest {
  private static final Schema SCHEMA =
      new Schema.Parser()
          .parse(
              """
              {"type":"record","name":"Customer","fields":[
                {"name":"id","type":"long"},{"name":"name","type":["null","string"]}]}
              """);
  private static final Schema KEY_SCHEMA = Schema.create(Schema.Type.LONG);

  private final SourceOptions options = new SourceOptions();

  private static GenericRecord ada() {
    GenericRecord record = new GenericData.Record(SCHEMA);
    record.put("id", 1L);
    record.put("name", "Ada");
    return record;
  }

  @Test
  void a_record_is_read_by_the_schema_of_the_file() {
    options.format = Format.AVRO;
    options.avroSchema = SCHEMA.toString();
    options.keyFormat = KeyFormat.NONE;

    SourceChange change =
        (SourceChange) read(Messages.of(new byte[0], AvroMessage.write(ada(), SCHEMA, -1)));

    assertThat(change.after()).hasToString("{id=1, name=Ada}");
    assertThat(change.after().schema().key()).containsExactly("id");
  }

  @Test
  void records_and_keys_are_read_by_the_schemas_of_the_registry_though_it_pauses()
      throws Exception {
    try (RegistryServer registry = new RegistryServer()) {
      byte[] key = AvroMessage.write(1L, KEY_SCHEMA, registry.add(KEY_SCHEMA.toString()));
      byte[] value = AvroMessage.write(ada(), SCHEMA, registry.add(SCHEMA.toString()));
      useRegistry(registry);
      registry.fail(2);

      SourceChange upsert = (SourceChange) read(Messages.of(key, value));
      SourceChange delete = (SourceChange) read(Messages.of(key, (byte[]) null));

      assertThat(upsert.after()).hasToString("{id=1, name=Ada}");
      assertThat(delete.before()).hasToString("{id=1}");
    }
  }

  @Test
  void a_message_of_an_unknown_schema_is_malformed_and_a_silent_registry_fails_the_job()
      throws Exception {
    RegistryServer registry = new RegistryServer();
    try (registry) {
      useRegistry(registry);
      options.keyFormat = KeyFormat.NONE;

      assertThat(malformed(AvroMessage.write(ada(), SCHEMA, 77))).contains("no schema 77");
      assertThat(malformed("{\"id\":1}".getBytes(UTF_8))).contains("zero byte");
      int id = registry.add(SCHEMA.toString());
      assertThat(malformed(AvroMessage.write(1L, KEY_SCHEMA, id))).contains("not an Avro Customer");
    }
    byte[] value = AvroMessage.write(ada(), SCHEMA, 1);
    assertThatThrownBy(() -> read(Messages.of(new byte[0], value)))
        .hasMessageContaining("does not answer")
        .hasMessageNotContaining("registry-password");
  }

  private void useRegistry(RegistryServer registry) {
    options.format = Format.AVRO;
    options.keyFormat = KeyFormat.AVRO;
    options.registry = registry.config();
    options.streams = Map.of("customers", new TopicStream(List.of("id"), Map.of()));
  }

  private String malformed(byte[] value) {
    Object read = read(Messages.of(new byte[0], value));
    assertThat(read).isInstanceOf(Malformed.class);
    return ((Malformed) read).message();
  }

  private Object read(ConsumerRecord<byte[], byte[]> message) {
    return Messages.read(options.config(), message);
  }
}
