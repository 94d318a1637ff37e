package io.esync.connectors.kafka.debezium;

import static io.esync.connectors.kafka.debezium.JsonReading.require;
import static io.esync.connectors.kafka.debezium.JsonReading.smallWhole;
import static io.esync.connectors.kafka.debezium.JsonReading.text;
import static io.esync.connectors.kafka.debezium.JsonReading.whole;

import com.fasterxml.jackson.databind.JsonNode;
import io.esync.connectors.kafka.debezium.JsonReading.Typed;
import io.esync.operators.model.DataType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

/** What a type of Kafka Connect's, as it stands in the schema of a message, is for us. */
final class ConnectType {
  private ConnectType() {}

  /**
   * The type that {@code schema} describes. A type whose meaning is not known counts as the plain
   * one below it; structs and maps are json.
   */
  static Typed of(JsonNode schema) {
    String meaning = schema.path("name").asText("");
    Typed known = byMeaning(meaning, schema);
    return known != null ? known : byType(schema);
  }

  private static Typed byMeaning(String meaning, JsonNode schema) {
    return switch (meaning) {
      case "io.debezium.time.Date", "org.apache.kafka.connect.data.Date" ->
          new Typed(DataType.DATE, json -> LocalDate.ofEpochDay(whole(json)));
      case "io.debezium.time.Time", "org.apache.kafka.connect.data.Time" -> time(ChronoUnit.MILLIS);
      case "io.debezium.time.MicroTime" -> time(ChronoUnit.MICROS);
      case "io.debezium.time.NanoTime" -> time(ChronoUnit.NANOS);
      case "io.debezium.time.Timestamp", "org.apache.kafka.connect.data.Timestamp" ->
          timestamp(ChronoUnit.MILLIS);
      case "io.debezium.time.MicroTimestamp" -> timestamp(ChronoUnit.MICROS);
      case "io.debezium.time.NanoTimestamp" -> timestamp(ChronoUnit.NANOS);
      case "io.debezium.time.ZonedTimestamp" ->
          new Typed(DataType.TIMESTAMPTZ, json -> EpochTime.instant(text(json)));
      case "io.debezium.data.Json" -> new Typed(DataType.JSON, JsonReading::text);
      case "io.debezium.data.Uuid" -> new Typed(DataType.UUID, json -> UUID.fromString(text(json)));
      case "org.apache.kafka.connect.data.Decimal" -> decimal(schema.path("parameters"));
      case "io.debezium.data.VariableScaleDecimal" ->
          new Typed(
              DataType.DECIMAL,
              json -> decimal(json.path("value"), smallWhole(json.path("scale"))));
      default -> null;
    };
  }

  private static Typed byType(JsonNode schema) {
    return switch (schema.path("type").asText("")) {
      case "boolean" ->
          new Typed(DataType.BOOLEAN, json -> require(json.isBoolean(), json).booleanValue());
      case "int8", "int16", "int32" -> new Typed(DataType.INT, JsonReading::smallWhole);
      case "int64" -> new Typed(DataType.BIGINT, JsonReading::whole);
      case "float", "float32" ->
          new Typed(DataType.FLOAT, json -> require(json.isNumber(), json).floatValue());
      case "double", "float64" ->
          new Typed(DataType.DOUBLE, json -> require(json.isNumber(), json).doubleValue());
      case "string" -> new Typed(DataType.STRING, JsonReading::text);
      case "bytes" -> new Typed(DataType.BYTES, json -> Base64.getDecoder().decode(text(json)));
      case "array" -> array(of(schema.path("items")));
      case "struct", "map" -> new Typed(DataType.JSON, JsonNode::toString);
      default -> throw new IllegalArgumentException("unknown type " + schema.path("type"));
    };
  }

  private static Typed time(ChronoUnit unit) {
    return new Typed(DataType.TIME, json -> EpochTime.time(whole(json), unit));
  }

  private static Typed timestamp(ChronoUnit unit) {
    return new Typed(DataType.TIMESTAMP, json -> EpochTime.timestamp(whole(json), unit));
  }

  private static Typed decimal(JsonNode parameters) {
    int scale = parameters.path("scale").asInt(0);
    int precision = parameters.path("connect.decimal.precision").asInt(0);
    DataType type =
        precision > 0 && scale >= 0 && scale <= precision
            ? DataType.decimal(precision, scale)
            : DataType.DECIMAL;
    return new Typed(type, json -> decimal(json, scale));
  }

  /** Big-endian two's complement in base64, or a number where the converter was told so. */
  static BigDecimal decimal(JsonNode json, int scale) {
    return json.isNumber()
        ? json.decimalValue()
        : new BigDecimal(new BigInteger(Base64.getDecoder().decode(text(json))), scale);
  }

  private static Typed array(Typed element) {
    return new Typed(
        DataType.arrayOf(element.type()),
        json -> {
          List<Object> values = new ArrayList<>();
          require(json.isArray(), json)
              .forEach(item -> values.add(item.isNull() ? null : element.reading().read(item)));
          return Collections.unmodifiableList(values);
        });
  }
}
