package io.esync.connectors.kafka.debezium;

import static io.esync.connectors.kafka.debezium.JsonReading.text;
import static io.esync.connectors.kafka.debezium.JsonReading.whole;

import com.fasterxml.jackson.databind.JsonNode;
import io.esync.connectors.spi.json.JsonValues;
import io.esync.operators.model.DataType;
import io.esync.operators.model.Field;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/** Reads values by the types that the pipeline file declares, where messages have no schema. */
final class DeclaredType {
  private final DebeziumOptions options;

  DeclaredType(DebeziumOptions options) {
    this.options = options;
  }

  JsonReading of(Field field) {
    return switch (field.type().kind()) {
      case DATE ->
          json ->
              json.isNumber() ? LocalDate.ofEpochDay(whole(json)) : JsonValues.read(field, json);
      case TIME ->
          json ->
              json.isNumber() ? EpochTime.time(whole(json), unit()) : JsonValues.read(field, json);
      case TIMESTAMP ->
          json ->
              json.isNumber()
                  ? EpochTime.timestamp(whole(json), unit())
                  : JsonValues.read(field, json);
      case TIMESTAMPTZ ->
          json ->
              json.isNumber()
                  ? EpochTime.instant(whole(json), unit())
                  : EpochTime.instant(text(json));
      case JSON -> json -> json.isTextual() ? json.textValue() : json.toString();
      case DECIMAL -> json -> decimal(field, json);
      default -> json -> JsonValues.read(field, json);
    };
  }

  private ChronoUnit unit() {
    if (options == null || options.timeUnit() == null) {
      throw new IllegalArgumentException(
          "nothing says what this number counts; set debezium.time_unit");
    }
    return options.timeUnit().unit();
  }

  private Object decimal(Field field, JsonNode json) {
    if (json.isNumber()) {
      return JsonValues.read(field, json);
    }
    if (options == null || options.decimals() == null) {
      throw new IllegalArgumentException(
          "nothing says whether this text is a number or its bytes; set debezium.decimals");
    }
    DataType type = field.type();
    return options.decimals() == DebeziumOptions.Decimals.PRECISE
        ? ConnectType.decimal(json, type.scale())
        : JsonValues.read(field, json);
  }
}
