package io.esync.connectors.kafka.debezium;

import com.fasterxml.jackson.databind.JsonNode;
import io.esync.connectors.kafka.debezium.JsonReading.Typed;
import io.esync.operators.model.Field;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** Makes rows of the objects of one schema. Not for several threads. */
public final class StructReader {
  // Stands for a value that the database's log does not tell, as it did not change.
  private static final String UNAVAILABLE = "__debezium_unavailable_value";
  private static final String UNAVAILABLE_BYTES =
      Base64.getEncoder().encodeToString(UNAVAILABLE.getBytes(StandardCharsets.UTF_8));

  private final RowSchema schema;
  private final List<JsonReading> readings;
  private final boolean undeclaredSkipped;

  private StructReader(RowSchema schema, List<JsonReading> readings, boolean undeclaredSkipped) {
    this.schema = schema;
    this.readings = readings;
    this.undeclaredSkipped = undeclaredSkipped;
  }

  /**
   * Reads by the schema that stands in a message.
   *
   * @param struct a schema of type {@code struct}
   * @param key the names of its fields that identify a row
   * @throws IllegalArgumentException if it is none, or lacks a field of the key
   */
  public static StructReader ofSchema(JsonNode struct, List<String> key) {
    if (!struct.path("type").asText("").equals("struct")) {
      throw new IllegalArgumentException("the schema in the message is no struct");
    }
    List<Field> fields = new ArrayList<>();
    List<JsonReading> readings = new ArrayList<>();
    for (JsonNode part : struct.path("fields")) {
      Typed typed = ConnectType.of(part);
      fields.add(new Field(part.path("field").asText(), typed.type()));
      readings.add(typed.reading());
    }
    return new StructReader(RowSchema.of(fields, key), readings, false);
  }

  /**
   * Reads by declared types.
   *
   * @param options what the types do not say; may be null
   * @param undeclaredSkipped whether members that are no field are left out rather than refused
   */
  public static StructReader ofDeclared(
      RowSchema schema, DebeziumOptions options, boolean undeclaredSkipped) {
    DeclaredType types = new DeclaredType(options);
    return new StructReader(
        schema, schema.fields().stream().map(types::of).toList(), undeclaredSkipped);
  }

  /** The schema of the rows. */
  public RowSchema schema() {
    return schema;
  }

  /**
   * The row; fields without a member, and those whose value is not available, are absent.
   *
   * @throws IllegalArgumentException that names the field, if a value is none of its type
   */
  public Row read(JsonNode object) {
    if (!object.isObject()) {
      throw new IllegalArgumentException("not an object but " + object.getNodeType());
    }
    Object[] values = new Object[schema.size()];
    Arrays.fill(values, Row.ABSENT);
    object
        .properties()
        .forEach(
            member -> {
              int index = schema.indexOf(member.getKey());
              if (index >= 0) {
                values[index] = value(index, member.getValue());
              } else if (!undeclaredSkipped) {
                throw new IllegalArgumentException(
                    "field '" + member.getKey() + "' is not declared");
              }
            });
    return Row.of(schema, values);
  }

  private Object value(int index, JsonNode json) {
    if (json.isNull()) {
      return null;
    }
    if (isUnavailable(json.isArray() && json.size() == 1 ? json.get(0) : json)) {
      return Row.ABSENT;
    }
    try {
      return readings.get(index).read(json);
    } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
      Field field = schema.field(index);
      throw new IllegalArgumentException(
          "field '%s': %s is no %s: %s".formatted(field.name(), json, field.type(), e.getMessage()),
          e);
    }
  }

  private static boolean isUnavailable(JsonNode json) {
    return json.isTextual()
        && (json.textValue().equals(UNAVAILABLE) || json.textValue().equals(UNAVAILABLE_BYTES));
  }
}
