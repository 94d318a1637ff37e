package io.esync.jobs.explain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.esync.operators.model.DataType;
import io.esync.operators.model.Origin;
import io.esync.operators.model.RowJson;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Values and times as reports have them. */
final class JsonForm {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private JsonForm() {}

  /** A value, which is not absent, in the form of {@link RowJson}. */
  static JsonNode of(DataType type, Object value) {
    StringBuilder text = new StringBuilder();
    RowJson.appendValue(type, value, text);
    try {
      return JSON.readTree(text.toString());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("RowJson wrote no JSON of a " + type, e);
    }
  }

  /** Microseconds since the epoch as text; null where the time is not known. */
  static String time(long micros) {
    return micros == Origin.UNKNOWN_TIME
        ? null
        : Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
  }
}
