package io.esync.connectors.spi.json;

import io.esync.connectors.spi.Option;
import io.esync.operators.model.DataType;
import io.esync.operators.model.Field;
import io.esync.operators.model.RowSchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A stream as the file declares it, e.g. {@code {key: [id], fields: {id: bigint}}}. */
public record DeclaredStream(
    @Option(value = "The fields that identify a row.", example = "[id]") List<String> key,
    @Option(
            value = "The type of each field; left out where the records themselves tell.",
            optional = true,
            example = "{id: bigint, email: string}")
        Map<String, String> fields) {
  public DeclaredStream {
    fields = fields == null ? Map.of() : fields;
    if (!fields.isEmpty()) {
      schema(key, fields);
    }
  }

  /** The schemas of streams, by their names. */
  public static Map<String, RowSchema> schemas(Map<String, DeclaredStream> streams) {
    Map<String, RowSchema> schemas = new HashMap<>();
    streams.forEach((name, stream) -> schemas.put(name, stream.schema()));
    return schemas;
  }

  /** The schema of the stream's rows. */
  public RowSchema schema() {
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
