package io.esync.connectors.kafka.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.esync.connectors.kafka.KafkaSourceConfig;
import io.esync.connectors.kafka.Streams;
import io.esync.connectors.kafka.TopicStream;
import io.esync.connectors.kafka.debezium.StructReader;
import io.esync.connectors.spi.json.JsonRows;
import io.esync.operators.model.DataType;
import io.esync.operators.model.Field;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.TypeKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads keys of text and of JSON, by the types that are declared for their topic. Not for several
 * threads.
 */
final class KeyReaders {
  private final KafkaSourceConfig config;
  private final Streams streams;
  private final Map<String, RowSchema> declared = new HashMap<>();
  private final Map<RowSchema, StructReader> objects = new HashMap<>();
  private final Map<RowSchema, StructReader> fields = new HashMap<>();

  KeyReaders(KafkaSourceConfig config) {
    this.config = config;
    this.streams = new Streams(config.streams());
  }

  KeyReader of(AvroDecoder decoder) {
    return switch (config.keyFormat()) {
      case NONE -> (topic, key) -> null;
      case STRING -> (topic, key) -> ofText(topic, Utf8.text(present(key)));
      case JSON -> (topic, key) -> ofJson(topic, Utf8.text(present(key)));
      case AVRO -> (topic, key) -> ofAvro(decoder.read(present(key), nameOfOne(topic)));
    };
  }

  private static byte[] present(byte[] key) {
    if (key == null) {
      throw new IllegalArgumentException("the message has no key");
    }
    return key;
  }

  private Row ofText(String topic, String text) {
    RowSchema schema = declared(topic);
    if (schema.size() != 1) {
      throw new IllegalArgumentException("a key of text stands for one field, not " + schema);
    }
    TypeKind kind = schema.field(0).type().kind();
    boolean isBare =
        switch (kind) {
          case BOOLEAN, INT, BIGINT, FLOAT, DOUBLE -> true;
          default -> false;
        };
    return one(schema, isBare ? bare(text) : TextNode.valueOf(text));
  }

  private static JsonNode bare(String text) {
    try {
      return JsonRows.value(text);
    } catch (IllegalArgumentException e) {
      return TextNode.valueOf(text);
    }
  }

  private Row ofJson(String topic, String text) {
    JsonNode json = JsonRows.value(text);
    if (json.has("schema") && json.has("payload")) {
      JsonNode schema = json.get("schema");
      if (schema.path("type").asText().equals("struct")) {
        List<String> names = new ArrayList<>();
        schema.path("fields").forEach(field -> names.add(field.path("field").asText()));
        return StructReader.ofSchema(schema, names).read(json.get("payload"));
      }
      json = json.get("payload");
    }
    RowSchema schema = declared(topic);
    if (!json.isObject() && schema.size() == 1) {
      return one(schema, json);
    }
    StructReader reader =
        objects.computeIfAbsent(
            schema, key -> StructReader.ofDeclared(key, config.debezium(), true));
    return JsonRows.withKey(reader.read(json));
  }

  private Row one(RowSchema schema, JsonNode json) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object.set(schema.field(0).name(), json);
    StructReader reader =
        fields.computeIfAbsent(
            schema, key -> StructReader.ofDeclared(key, config.debezium(), false));
    return JsonRows.withKey(reader.read(object));
  }

  private static Row ofAvro(Row row) {
    List<String> names = row.schema().fields().stream().map(Field::name).toList();
    return Row.of(RowSchema.of(row.schema().fields(), names), row.toArray());
  }

  private String nameOfOne(String topic) {
    TopicStream stream = streams.of(topic);
    return stream != null && stream.key().size() == 1 ? stream.key().get(0) : null;
  }

  /** The key of the stream; a field of which the type is not declared is text. */
  private RowSchema declared(String topic) {
    return declared.computeIfAbsent(topic, this::keySchema);
  }

  private RowSchema keySchema(String topic) {
    TopicStream stream = streams.of(topic);
    if (stream == null || stream.key().isEmpty()) {
      throw new IllegalArgumentException(
          "the key of topic '" + topic + "' is not declared; name its fields in streams");
    }
    if (stream.isTyped()) {
      return stream.schema().keySchema();
    }
    List<Field> texts =
        stream.key().stream().map(name -> new Field(name, DataType.STRING)).toList();
    return RowSchema.of(texts, stream.key());
  }
}
