package io.esync.connectors.kafka.debezium;

import com.fasterxml.jackson.databind.JsonNode;
import io.esync.operators.model.DataType;

/**
 * Makes a value of its JSON, which is not null.
 *
 * <p>What it throws, an {@link IllegalArgumentException}, {@link java.time.DateTimeException} or
 * {@link ArithmeticException}, means that there is no such value.
 */
@FunctionalInterface
interface JsonReading {
  Object read(JsonNode json);

  /**
   * A reading together with the type of what it makes.
   *
   * @param type of the values
   */
  record Typed(DataType type, JsonReading reading) {}

  /** {@code json}, if {@code fits}. */
  static JsonNode require(boolean fits, JsonNode json) {
    if (!fits) {
      throw new IllegalArgumentException("found " + json.getNodeType());
    }
    return json;
  }

  static String text(JsonNode json) {
    return require(json.isTextual(), json).textValue();
  }

  static long whole(JsonNode json) {
    return require(json.isIntegralNumber(), json).bigIntegerValue().longValueExact();
  }

  static int smallWhole(JsonNode json) {
    return Math.toIntExact(whole(json));
  }
}
