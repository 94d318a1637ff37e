package io.esync.connectors.kafka.source;

import io.esync.operators.model.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

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
