package io.esync.connectors.spi.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import java.util.Arrays;
import java.util.function.Predicate;

/** Reads rows that stand as objects of JSON. */
public final class JsonRows {
  private static final ObjectReader JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build()
          .reader();

  private JsonRows() {}

  /**
   * The object on a line.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static JsonNode object(String line) {
    JsonNode json = value(line);
    if (!json.isObject()) {
      throw new IllegalArgumentException("not a JSON object");
    }
    return json;
  }

  /**
   * The value that {@code text} is, each digit kept.
   *
   * @throws IllegalArgumentException if it is no JSON, or has a member twice
   */
  public static JsonNode value(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a line of JSON: " + e.getOriginalMessage(), e);
    }
  }

  /**
   * The row with the members of {@code json}; fields without a member are absent.
   *
   * @param skipped whether a member that is no field may stand there
   * @throws IllegalArgumentException if a member is no field or fits its type not, or if the key is
   *     not whole
   */
  public static Row row(RowSchema schema, JsonNode json, Predicate<String> skipped) {
    return withKey(fields(schema, json, skipped));
  }

  /**
   * As {@link #row}, but for a key that need not be whole.
   *
   * @throws IllegalArgumentException if a member is no field or fits its type not
   */
  public static Row fields(RowSchema schema, JsonNode json, Predicate<String> skipped) {
    Object[] values = new Object[schema.size()];
    Arrays.fill(values, Row.ABSENT);
    json.properties()
        .forEach(
            member -> {
              int index = schema.indexOf(member.getKey());
              if (index >= 0) {
                values[index] = JsonValues.read(schema.field(index), member.getValue());
              } else if (!skipped.test(member.getKey())) {
                throw new IllegalArgumentException(
                    "field '" + member.getKey() + "' is not declared");
              }
            });
    return Row.of(schema, values);
  }

  /**
   * {@code row} itself.
   *
   * @throws IllegalArgumentException that names the first field of the key that is null or absent
   */
  public static Row withKey(Row row) {
    for (int i = 0; i < row.schema().keySize(); i++) {
      Object value = row.get(row.schema().keyIndex(i));
      if (value == null || value == Row.ABSENT) {
        throw new IllegalArgumentException(
            "key field '" + row.schema().key().get(i) + "' is missing");
      }
    }
    return row;
  }
}
