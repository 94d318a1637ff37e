package io.esync.connectors.cdc.mysql;

import com.github.shyiko.mysql.binlog.event.deserialization.json.JsonBinary;
import io.esync.connectors.spi.UnrepresentableValue;
import java.io.IOException;

/** Writes MySQL's own form of JSON as the text that the server writes of it. */
final class JsonDocument {
  private JsonDocument() {}

  static String text(byte[] document) throws UnrepresentableValue {
    if (document.length == 0) {
      return "null"; // left by an ALTER or a statement that ignores errors
    }
    JsonWriter writer = new JsonWriter();
    try {
      JsonBinary.parse(document, writer);
    } catch (IOException | RuntimeException e) {
      throw new UnrepresentableValue("a JSON document of an unknown form");
    }
    return writer.text();
  }
}
