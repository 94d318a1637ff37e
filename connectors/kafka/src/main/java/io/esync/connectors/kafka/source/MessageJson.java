package io.esync.connectors.kafka.source;

import com.fasterxml.jackson.databind.JsonNode;
import io.esync.connectors.spi.json.JsonRows;
import io.esync.operators.model.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/**
 * A whole message as JSON, from which its bytes can be told exactly:
 *
 * <pre>{@code
 * {"topic":"orders","partition":0,"offset":7,"timestamp":1767225600000,
 *  "key":"42","value":"{\"id\": 42}","headers":[{"name":"trace","value":"9f"}]}
 * }</pre>
 *
 * Bytes that are no text in UTF-8 stand in base64 under {@code key_base64} or {@code value_base64};
 * what the message lacks is null.
 */
final class MessageJson {
  private MessageJson() {}

  static byte[] of(ConsumerRecord<byte[], byte[]> message) {
    StringBuilder out = new StringBuilder("{\"topic\":");
    JsonText.quote(message.topic(), out);
    out.append(",\"partition\":").append(message.partition());
    out.append(",\"offset\":").append(message.offset());
    out.append(",\"timestamp\":").append(message.timestamp());
    append("key", message.key(), out.append(','));
    append("value", message.value(), out.append(','));
    out.append(",\"headers\":[");
    String separator = "";
    for (Header header : message.headers()) {
      JsonText.quote(header.key(), out.append(separator).append("{\"name\":"));
      append("value", header.value(), out.append(','));
      out.append('}');
      separator = ",";
    }
    return out.append("]}").toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The message that {@link #of} made {@code json} of.
   *
   * @throws IllegalArgumentException if it is none
   */
  static ConsumerRecord<byte[], byte[]> parse(byte[] json) {
    JsonNode message = JsonRows.object(new String(json, StandardCharsets.UTF_8));
    RecordHeaders headers = new RecordHeaders();
    for (JsonNode header : message.path("headers")) {
      headers.add(required(header, "name").asText(), bytes(header, "value"));
    }
    return new ConsumerRecord<>(
        required(message, "topic").asText(),
        required(message, "partition").asInt(),
        required(message, "offset").asLong(),
        required(message, "timestamp").asLong(),
        TimestampType.CREATE_TIME,
        ConsumerRecord.NULL_SIZE,
        ConsumerRecord.NULL_SIZE,
        bytes(message, "key"),
        bytes(message, "value"),
        headers,
        Optional.empty());
  }

  private static JsonNode required(JsonNode json, String member) {
    if (!json.has(member)) {
      throw new IllegalArgumentException("not a message: " + member + " is missing");
    }
    return json.get(member);
  }

  private static byte[] bytes(JsonNode json, String member) {
    String encoded = json.path(member + "_base64").textValue();
    if (encoded != null) {
      return Base64.getDecoder().decode(encoded);
    }
    String text = json.path(member).textValue();
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }

  private static void append(String member, byte[] bytes, StringBuilder out) {
    String text = bytes == null ? null : Utf8.textOrNull(bytes);
    boolean isText = bytes == null || text != null;
    out.append('"').append(member).append(isText ? "\":" : "_base64\":");
    if (bytes == null) {
      out.append("null");
    } else {
      JsonText.quote(isText ? text : Base64.getEncoder().encodeToString(bytes), out);
    }
  }
}
