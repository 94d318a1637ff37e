package io.esync.connectors.memory;

import io.esync.connectors.spi.Option;
import io.esync.operators.model.DataType;
import io.esync.operators.model.Field;
import io.esync.operators.model.RowSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A stream of a {@code memory} source, e.g. {@code {key: [id], fields: {id: bigint}}}. */
public record MemoryStream(
    @Option(value = "The fields that identify a row.", example = "[id]") List<String> key,
    @Option(value = "The type of each field.", example = "{id: bigint, email: string}")
        Map<String, String> fields) {
  public MemoryStream {
    schema(key, fields);
  }

  /** The schema of the stream's rows. */
  RowSchema schema() {
    return schema(key, fields);
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
