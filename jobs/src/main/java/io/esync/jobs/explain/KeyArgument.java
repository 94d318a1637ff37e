package io.esync.jobs.explain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import io.esync.connectors.spi.json.JsonValues;
import io.esync.operators.model.DataType;
import io.esync.operators.model.EntityKey;
import io.esync.operators.model.Field;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A key as people type it: a value for each key field ({@code 42}, {@code DE 42}), a JSON array of
 * them, or a JSON object by the fields' names.
 */
public final class KeyArgument {
  /** What a value may be where the type of its field is not declared, the likeliest first. */
  private static final List<DataType> TYPES =
      List.of(
          DataType.BIGINT,
          DataType.STRING,
          DataType.UUID,
          DataType.DECIMAL,
          DataType.DATE,
          DataType.TIMESTAMPTZ,
          DataType.TIMESTAMP,
          DataType.TIME,
          DataType.BOOLEAN);

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final String entity;
  private final List<KeyField> fields;

  /**
   * @param fields of the entity's key, in their order
   */
  public KeyArgument(String entity, List<KeyField> fields) {
    this.entity = entity;
    this.fields = List.copyOf(fields);
  }

  /**
   * A field of a key.
   *
   * @param type null where it is not declared
   */
  public record KeyField(String name, DataType type) {}

  /**
   * The keys that may be meant: one where all types are declared, the likeliest first.
   *
   * @throws IllegalArgumentException that says what was expected, if the texts are no key
   */
  public List<EntityKey> keys(List<String> texts) {
    List<List<JsonNode>> given = given(texts);
    List<List<Object>> keys = List.of(List.of());
    for (int i = 0; i < fields.size(); i++) {
      List<List<Object>> longer = new ArrayList<>();
      for (Object value : values(fields.get(i), given.get(i))) {
        for (List<Object> key : keys) {
          List<Object> with = new ArrayList<>(key);
          with.add(value);
          longer.add(with);
        }
      }
      keys = longer;
    }
    return keys.stream().map(key -> EntityKey.of(entity, key.toArray())).distinct().toList();
  }

  /** For each field what its text may be: JSON, or a text as it stands. */
  private List<List<JsonNode>> given(List<String> texts) {
    List<List<JsonNode>> given = new ArrayList<>();
    JsonNode json = texts.size() == 1 ? parse(texts.get(0)) : null;
    if (json != null && json.isObject()) {
      for (KeyField field : fields) {
        if (!json.has(field.name())) {
          throw unlike("lacks " + field.name());
        }
        given.add(List.of(json.get(field.name())));
      }
      if (json.size() > fields.size()) {
        throw unlike("has more than that");
      }
      return given;
    }
    if (json != null && json.isArray()) {
      json.forEach(item -> given.add(List.of(item)));
    } else {
      texts.forEach(text -> given.add(readings(text)));
    }
    if (given.size() != fields.size()) {
      throw unlike("has " + given.size() + (given.size() == 1 ? " value" : " values"));
    }
    return given;
  }

  private IllegalArgumentException unlike(String found) {
    List<String> names = fields.stream().map(KeyField::name).toList();
    return new IllegalArgumentException(
        "the key of "
            + entity
            + " is "
            + String.join(", ", names)
            + "; what --key gives "
            + found
            + ". Give a value for each, or JSON as {\""
            + names.get(0)
            + "\": …}");
  }

  private static List<JsonNode> readings(String text) {
    JsonNode json = parse(text);
    return json == null || !json.isValueNode()
        ? List.of(TextNode.valueOf(text))
        : List.of(json, TextNode.valueOf(text));
  }

  private static JsonNode parse(String text) {
    try {
      JsonNode json = JSON.readTree(text);
      return json == null || json.isMissingNode() ? null : json;
    } catch (JsonProcessingException e) {
      return null; // a bare value, such as a name or a date
    }
  }

  private Set<Object> values(KeyField field, List<JsonNode> readings) {
    Set<Object> values = new LinkedHashSet<>();
    IllegalArgumentException unfit = null;
    for (DataType type : field.type() == null ? TYPES : List.of(field.type())) {
      for (JsonNode reading : readings) {
        try {
          Object value = JsonValues.read(new Field(field.name(), type), reading);
          if (value != null) {
            values.add(value);
          }
        } catch (IllegalArgumentException e) {
          unfit = e;
        }
      }
    }
    if (values.isEmpty()) {
      throw new IllegalArgumentException(
          "--key: "
              + (unfit == null || field.type() == null
                  ? "field '" + field.name() + "' of a key has a single value, and is not NULL"
                  : unfit.getMessage()),
          unfit);
    }
    return values;
  }
}
