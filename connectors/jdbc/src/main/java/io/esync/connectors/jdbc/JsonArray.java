package io.esync.connectors.jdbc;

import io.esync.operators.model.DataType;
import io.esync.operators.model.JsonText;
import java.util.Base64;
import java.util.List;

/**
 * Arrays for databases that have none: as JSON. Booleans and integers are themselves, json elements
 * stand as they are, bytes are Base64, and all else is a string with the value's full text, since a
 * JSON number may lose digits.
 */
final class JsonArray {
  private JsonArray() {}

  static String of(DataType element, List<?> values) {
    StringBuilder out = new StringBuilder("[");
    for (Object value : values) {
      if (out.length() > 1) {
        out.append(',');
      }
      append(out, element, value);
    }
    return out.append(']').toString();
  }

  private static void append(StringBuilder out, DataType type, Object value) {
    if (value == null) {
      out.append("null");
      return;
    }
    switch (type.kind()) {
      case BOOLEAN, INT, BIGINT, JSON -> out.append(value);
      case ARRAY -> out.append(of(type.element(), (List<?>) value));
      case BYTES -> JsonText.quote(Base64.getEncoder().encodeToString((byte[]) value), out);
      default -> JsonText.quote(value.toString(), out);
    }
  }
}
