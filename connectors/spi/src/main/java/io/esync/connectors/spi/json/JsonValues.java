package io.esync.connectors.spi.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.esync.operators.model.DataType;
import io.esync.operators.model.Field;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

/** Reads the values that {@link io.esync.operators.model.RowJson} writes. */
public final class JsonValues {
  private JsonValues() {}

  /**
   * The value of a field; null for JSON's null.
   *
   * @throws IllegalArgumentException that names the field and its type, if {@code json} is no such
   *     value
   */
  public static Object read(Field field, JsonNode json) {
    try {
      return value(field.type(), json);
    } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
      throw new IllegalArgumentException(
          "field '" + field.name() + "': " + json + " is no " + field.type(), e);
    }
  }

  private static Object value(DataType type, JsonNode json) {
    if (json.isNull()) {
      return null;
    }
    return switch (type.kind()) {
      case BOOLEAN -> require(json.isBoolean(), json).booleanValue();
      case INT -> require(json.canConvertToExactIntegral(), json).decimalValue().intValueExact();
      case BIGINT ->
          require(json.canConvertToExactIntegral(), json).decimalValue().longValueExact();
      case DECIMAL -> decimal(type, json);
      case FLOAT -> json.isNumber() ? json.floatValue() : (Object) Float.valueOf(notFinite(json));
      case DOUBLE ->
          json.isNumber() ? json.doubleValue() : (Object) Double.valueOf(notFinite(json));
      case STRING -> text(json);
      case BYTES -> Base64.getDecoder().decode(text(json));
      case DATE -> LocalDate.parse(text(json));
      case TIME -> LocalTime.parse(text(json));
      case TIMESTAMP -> LocalDateTime.parse(text(json));
      case TIMESTAMPTZ -> Instant.parse(text(json));
      case UUID -> UUID.fromString(text(json));
      case JSON -> json.toString();
      case ARRAY -> array(type.element(), require(json.isArray(), json));
    };
  }

  private static JsonNode require(boolean fits, JsonNode json) {
    if (!fits) {
      throw new IllegalArgumentException("found " + json.getNodeType());
    }
    return json;
  }

  private static String text(JsonNode json) {
    return require(json.isTextual(), json).textValue();
  }

  private static String notFinite(JsonNode json) {
    String text = text(json);
    require(List.of("NaN", "Infinity", "-Infinity").contains(text), json);
    return text;
  }

  private static BigDecimal decimal(DataType type, JsonNode json) {
    BigDecimal value = json.isNumber() ? json.decimalValue() : new BigDecimal(text(json));
    if (type.precision() == 0) {
      return value;
    }
    // Before it is scaled: the digits of 1E999999999 do not fit into memory.
    long digits = (long) value.precision() - value.scale();
    require(value.signum() == 0 || digits <= type.precision() - type.scale(), json);
    BigDecimal scaled = value.setScale(type.scale(), RoundingMode.UNNECESSARY);
    require(scaled.precision() <= type.precision(), json);
    return scaled;
  }

  private static List<Object> array(DataType element, JsonNode json) {
    List<Object> values = new ArrayList<>();
    json.forEach(item -> values.add(value(element, item)));
    return Collections.unmodifiableList(values);
  }
}
