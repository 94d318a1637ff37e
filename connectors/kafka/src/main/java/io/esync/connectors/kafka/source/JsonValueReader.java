package io.esync.connectors.kafka.source;

import com.fasterxml.jackson.databind.JsonNode;
import io.esync.connectors.kafka.JsonOptions;
import io.esync.connectors.kafka.JsonOptions.UnknownMembers;
import io.esync.connectors.kafka.Streams;
import io.esync.connectors.kafka.TopicStream;
import io.esync.connectors.spi.json.JsonRows;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import java.util.HashMap;
import java.util.Map;

/** Reads documents: the members are the fields of the row, by their declared types. */
final class JsonValueReader implements ValueReader {
  private final Streams streams;
  private final JsonOptions options;
  private final RowKeys keys = new RowKeys();
  private final Map<String, RowSchema> schemas = new HashMap<>();

  JsonValueReader(Streams streams, JsonOptions options) {
    this.streams = streams;
    this.options = options;
  }

  @Override
  public Change read(String topic, byte[] value, Row key) {
    TopicStream stream = streams.of(topic);
    if (stream == null || !stream.isTyped()) {
      throw new IllegalArgumentException(
          "the types of topic '" + topic + "' are not declared; name it in streams");
    }
    JsonNode json = JsonRows.object(Utf8.text(value));
    RowSchema schema = schemas.computeIfAbsent(topic, name -> stream.schema());
    Row fields = JsonRows.fields(schema, json, this::isSkipped);
    Row row = keys.identified(fields, key, stream.key());
    return isDelete(json) ? Change.delete(row) : Change.upsert(row);
  }

  private boolean isSkipped(String member) {
    return options.unknownMembers() == UnknownMembers.IGNORE || member.equals(options.opMember());
  }

  private boolean isDelete(JsonNode json) {
    return options.opMember() != null
        && json.path(options.opMember()).asText("").equals(options.deleteValue());
  }
}
