package io.esync.connectors.kafka.source;

import com.fasterxml.jackson.databind.JsonNode;
import io.esync.connectors.kafka.JsonOptions.UnknownMembers;
import io.esync.connectors.kafka.KafkaSourceConfig;
import io.esync.connectors.kafka.Streams;
import io.esync.connectors.kafka.TopicStream;
import io.esync.connectors.kafka.debezium.StructReader;
import io.esync.connectors.spi.json.JsonRows;
import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.Origin;
import io.esync.operators.model.Row;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads Debezium's envelopes, with a schema beside the payload or by declared types. The change's
 * time is that of its transaction; a row of a snapshot has none.
 */
final class DebeziumValueReader implements ValueReader {
  private static final long MICROS_PER_MILLI = 1_000;

  private final KafkaSourceConfig config;
  private final Streams streams;
  private final RowKeys keys = new RowKeys();
  private final Map<String, Known> known = new HashMap<>();

  /** The reader for the rows of a topic, and the schema that it was made of. */
  private record Known(JsonNode schema, StructReader rows) {}

  DebeziumValueReader(KafkaSourceConfig config) {
    this.config = config;
    this.streams = new Streams(config.streams());
  }

  @Override
  public Change read(String topic, byte[] value, Row key) {
    JsonNode message = JsonRows.object(Utf8.text(value));
    boolean hasSchema = message.has("schema") && message.has("payload");
    JsonNode payload = hasSchema ? message.get("payload") : message;
    if (payload.isNull()) {
      return key == null ? null : Change.delete(key);
    }
    StructReader rows = rows(topic, hasSchema ? message.get("schema") : null);
    String op = payload.path("op").asText("");
    return switch (op) {
      case "c", "u", "r" -> upsert(payload, rows, names(topic), key);
      case "d" -> delete(payload, rows, names(topic), key);
      case "m" -> null; // a message that a user wrote into the log, of no row
      case "t" ->
          throw new IllegalArgumentException(
              "the table was truncated, and nothing says which rows went; delete them from the"
                  + " target, or use DELETE instead of TRUNCATE");
      default ->
          throw new IllegalArgumentException(
              "no Debezium envelope: op is '" + op + "', not one of c, u, d, r");
    };
  }

  private Change upsert(JsonNode payload, StructReader rows, List<String> names, Row key) {
    boolean snapshot = payload.path("op").asText().equals("r");
    JsonNode before = payload.path("before");
    return new Change(
        ChangeOp.UPSERT,
        before.isObject() ? rows.read(before) : null,
        keys.identified(rows.read(payload.path("after")), key, names),
        snapshot ? Long.valueOf(Origin.UNKNOWN_TIME) : micros(payload.path("source")),
        snapshot);
  }

  private Change delete(JsonNode payload, StructReader rows, List<String> names, Row key) {
    JsonNode before = payload.path("before");
    if (!before.isObject() && key == null) {
      throw new IllegalArgumentException(
          "a delete without before; set key_format, or REPLICA IDENTITY for the table");
    }
    Row row = before.isObject() ? keys.identified(rows.read(before), key, names) : key;
    return new Change(ChangeOp.DELETE, row, null, micros(payload.path("source")), false);
  }

  /** When the transaction was committed; null where nothing is told. */
  private static Long micros(JsonNode source) {
    if (source.path("ts_us").isIntegralNumber()) {
      return source.get("ts_us").longValue();
    }
    JsonNode millis = source.path("ts_ms");
    return millis.isIntegralNumber() && millis.longValue() > 0
        ? Long.valueOf(Math.multiplyExact(millis.longValue(), MICROS_PER_MILLI))
        : null;
  }

  private List<String> names(String topic) {
    TopicStream stream = streams.of(topic);
    return stream == null ? List.of() : stream.key();
  }

  private StructReader rows(String topic, JsonNode schema) {
    Known last = known.get(topic);
    if (last == null || (schema != null && !schema.equals(last.schema()))) {
      last = new Known(schema, schema == null ? declared(topic) : ofSchema(schema));
      known.put(topic, last);
    }
    return last.rows();
  }

  private static StructReader ofSchema(JsonNode envelope) {
    for (JsonNode field : envelope.path("fields")) {
      if (field.path("field").asText().equals("after")) {
        return StructReader.ofSchema(field, List.of());
      }
    }
    throw new IllegalArgumentException("no Debezium envelope: its schema has no field 'after'");
  }

  private StructReader declared(String topic) {
    TopicStream stream = streams.of(topic);
    if (stream == null || !stream.isTyped()) {
      throw new IllegalArgumentException(
          "the message has no schema and the types of topic '%s' are not declared; name it in"
                  .formatted(topic)
              + " streams");
    }
    return StructReader.ofDeclared(
        stream.schema(),
        config.debezium(),
        config.json().unknownMembers() == UnknownMembers.IGNORE);
  }
}
