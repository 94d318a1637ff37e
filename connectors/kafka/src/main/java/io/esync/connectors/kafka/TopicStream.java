package io.esync.connectors.kafka;

import io.esync.connectors.spi.Option;
import io.esync.operators.model.DataType;
import io.esync.operators.model.Field;
import io.esync.operators.model.RowSchema;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What messages of a topic are, e.g. {@code {key: [id], fields: {id: bigint}}}. */
public record TopicStream(
    @Option(
            value =
                "The fields that identify a row; where left out, those of the message's key or of"
                    + " its schema.",
            optional = true,
            example = "[id]")
        List<String> key,
    @Option(
            value = "The type of each field, where messages have no schema.",
            optional = true,
            example = "{id: bigint, email: string}")
        Map<String, String> fields)
    implements Serializable {
  public TopicStream {
    key = key == null ? List.of() : List.copyOf(key);
    fields = fields == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    if (!fields.isEmpty()) {
      schema(key, fields);
    }
  }

  /** Whether the types of fields are declared. */
  public boolean isTyped() {
    return !fields.isEmpty();
  }

  /** The schema of the rows; null where types are not declared. */
  public RowSchema schema() {
    return isTyped() ? schema(key, fields) : null;
  }

  private static RowSchema schema(List<String> key, Map<String, String> fields) {
    List<Field> typed = new ArrayList<>();
    fields.forEach(
        (name, type) -> {
          try {
            typed.add(new Field(name, DataType.parse(type)));
          } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("fields: " + name + ": " + e.getMessage(), e);
          }
        });
    try {
      return RowSchema.of(typed, key);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("key: " + e.getMessage(), e);
    }
  }
}
