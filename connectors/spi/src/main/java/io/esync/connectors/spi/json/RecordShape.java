package io.esync.connectors.spi.json;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.esync.operators.model.Field;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import java.util.HashMap;
import java.util.Map;

/**
 * Where the fields of rows stand in objects of JSON: as the member of their name, or deeper, or not
 * at all where all rows have the same value.
 */
public final class RecordShape {
  private final RowSchema schema;
  private final Map<String, JsonPointer> from;
  private final Map<String, Object> given;

  private RecordShape(RowSchema schema, Map<String, JsonPointer> from, Map<String, Object> given) {
    this.schema = schema;
    this.from = from;
    this.given = given;
  }

  /**
   * The shape of objects with the fields of {@code schema}.
   *
   * @param from JSON pointers to the fields that are no members of their name
   * @throws IllegalArgumentException for people, if a pointer is none or is that of no field
   */
  public static RecordShape of(RowSchema schema, Map<String, String> from) {
    Map<String, JsonPointer> pointers = new HashMap<>();
    from.forEach(
        (field, pointer) -> {
          if (schema.indexOf(field) < 0) {
            throw new IllegalArgumentException(
                "from: '" + field + "' is none of the fields; declare its type there");
          }
          pointers.put(field, pointer(field, pointer));
        });
    return new RecordShape(schema, pointers, Map.of());
  }

  private static JsonPointer pointer(String field, String text) {
    try {
      return JsonPointer.compile(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "from: %s: '%s' is no JSON pointer; write one like /user/login".formatted(field, text),
          e);
    }
  }

  /** The same, with these values in each row, null among them, whatever the objects say. */
  public RecordShape with(Map<String, Object> values) {
    return new RecordShape(schema, from, new HashMap<>(values));
  }

  public RowSchema schema() {
    return schema;
  }

  /**
   * The row of an object. A field is absent where nothing stands, and null where null does, or in
   * the place of what it would stand in.
   *
   * @throws IllegalArgumentException if a value does not fit its type, or the key is not whole
   */
  public Row row(JsonNode json) {
    return JsonRows.withKey(read(schema, json));
  }

  /**
   * The key alone.
   *
   * @throws IllegalArgumentException as {@link #row}
   */
  public Row key(JsonNode json) {
    return JsonRows.withKey(read(schema.keySchema(), json));
  }

  private Row read(RowSchema fields, JsonNode json) {
    Object[] values = new Object[fields.size()];
    for (int i = 0; i < values.length; i++) {
      Field field = fields.field(i);
      JsonNode value = given.containsKey(field.name()) ? null : value(field.name(), json);
      if (value == null) {
        values[i] = given.get(field.name());
      } else {
        values[i] = value.isMissingNode() ? Row.ABSENT : JsonValues.read(field, value);
      }
    }
    return Row.of(fields, values);
  }

  private JsonNode value(String field, JsonNode json) {
    JsonPointer pointer = from.get(field);
    if (pointer == null) {
      return json.path(field);
    }
    JsonNode at = json;
    for (JsonPointer rest = pointer; !rest.matches() && !at.isNull(); rest = rest.tail()) {
      at = at.isArray() ? at.path(rest.getMatchingIndex()) : at.path(rest.getMatchingProperty());
    }
    return at;
  }
}
