package io.esync.connectors.spi.avro;

import io.esync.operators.model.DataType;
import io.esync.operators.model.JsonText;
import io.esync.operators.model.RowJson;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;

/** Records, maps and unions as text of JSON. */
final class AvroJson {
  private final Schema schema;
  // Filled where a value is met: a record may hold records like itself.
  private final Map<Integer, AvroType> parts = new HashMap<>();

  private AvroJson(Schema schema) {
    this.schema = schema;
  }

  /** The type of a record, a map, or a union of more than null and one type. */
  static AvroType of(Schema schema) {
    return new AvroType(DataType.JSON, new AvroJson(schema)::text);
  }

  private String text(Object value) {
    StringBuilder out = new StringBuilder("{");
    switch (schema.getType()) {
      case RECORD -> {
        for (Schema.Field field : schema.getFields()) {
          int position = field.pos();
          append(
              field.name(), position, field.schema(), ((IndexedRecord) value).get(position), out);
        }
      }
      case MAP -> {
        // By their names: a map has no order, and the same one is to be the same text.
        Map<String, Object> members = new TreeMap<>();
        ((Map<?, ?>) value).forEach((name, member) -> members.put(name.toString(), member));
        members.forEach((name, member) -> append(name, 0, schema.getValueType(), member, out));
      }
      case UNION -> {
        int branch = GenericData.get().resolveUnion(schema, value);
        Schema type = schema.getTypes().get(branch);
        append(type.getFullName(), branch, type, value, out);
      }
      default -> throw new IllegalStateException("no JSON: " + schema.getType());
    }
    return out.append('}').toString();
  }

  private void append(String name, int part, Schema schema, Object value, StringBuilder out) {
    if (out.length() > 1) {
      out.append(',');
    }
    JsonText.quote(name, out);
    out.append(':');
    AvroType type = parts.get(part);
    if (type == null) {
      type = AvroType.of(schema);
      parts.put(part, type);
    }
    RowJson.appendValue(type.type(), type.read(value), out);
  }
}
