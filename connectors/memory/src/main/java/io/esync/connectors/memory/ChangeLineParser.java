package io.esync.connectors.memory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.Origin;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.SourceChange;
import io.esync.operators.model.SourceVersion;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads changes from lines of JSON. */
final class ChangeLineParser {
  private static final Set<String> MEMBERS =
      new TreeSet<>(List.of("stream", "op", "before", "after", "timestamp", "version", "snapshot"));
  private static final ObjectReader JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build()
          .reader();

  private final String source;
  private final Map<String, RowSchema> streams;

  ChangeLineParser(String source, Map<String, RowSchema> streams) {
    this.source = source;
    this.streams = streams;
  }

  /**
   * The change that {@code line} tells of.
   *
   * @param number the line's place, counted from 1; the version of a change that names none
   * @throws IllegalArgumentException with what was expected, if it is none
   */
  SourceChange parse(String line, int number) {
    JsonNode json = read(line);
    String stream = required(json, "stream").asText();
    RowSchema schema = streams.get(stream);
    if (schema == null) {
      throw new IllegalArgumentException(
          "stream '" + stream + "' is not declared; there are " + new TreeSet<>(streams.keySet()));
    }
    ChangeOp op = op(json);
    Row before = row(schema, json.get("before"));
    Row after = row(schema, json.get("after"));
    if (op == ChangeOp.DELETE ? before == null || after != null : after == null) {
      throw new IllegalArgumentException("an upsert needs 'after', a delete 'before' alone");
    }
    return new SourceChange(origin(json, stream, number), op, before, after);
  }

  private static JsonNode read(String line) {
    JsonNode json;
    try {
      json = JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a line of JSON: " + e.getOriginalMessage(), e);
    }
    if (!json.isObject()) {
      throw new IllegalArgumentException("not a JSON object");
    }
    for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!MEMBERS.contains(name)) {
        throw new IllegalArgumentException("unknown member '" + name + "'; there are " + MEMBERS);
      }
    }
    return json;
  }

  private static JsonNode required(JsonNode json, String member) {
    JsonNode value = json.get(member);
    if (value == null) {
      throw new IllegalArgumentException("'" + member + "' is missing");
    }
    return value;
  }

  private static ChangeOp op(JsonNode json) {
    String op = json.path("op").asText("upsert");
    return switch (op) {
      case "upsert" -> ChangeOp.UPSERT;
      case "delete" -> ChangeOp.DELETE;
      default -> throw new IllegalArgumentException("op '" + op + "' is neither upsert nor delete");
    };
  }

  private static Row row(RowSchema schema, JsonNode json) {
    if (json == null || json.isNull()) {
      return null;
    }
    if (!json.isObject()) {
      throw new IllegalArgumentException("'before' and 'after' are objects");
    }
    Object[] values = new Object[schema.size()];
    Arrays.fill(values, Row.ABSENT);
    json.properties()
        .forEach(
            field -> {
              int index = schema.indexOf(field.getKey());
              if (index < 0) {
                throw new IllegalArgumentException(
                    "field '" + field.getKey() + "' is not declared");
              }
              values[index] = JsonValues.read(schema.field(index), field.getValue());
            });
    return withKey(Row.of(schema, values));
  }

  private static Row withKey(Row row) {
    for (int i = 0; i < row.schema().keySize(); i++) {
      Object value = row.get(row.schema().keyIndex(i));
      if (value == null || value == Row.ABSENT) {
        throw new IllegalArgumentException(
            "key field '" + row.schema().key().get(i) + "' is missing");
      }
    }
    return row;
  }

  private Origin origin(JsonNode json, String stream, int number) {
    SourceVersion version =
        json.has("version")
            ? version(json.get("version").asText())
            : new SourceVersion(0, number, 0);
    long timestamp =
        json.has("timestamp") ? micros(json.get("timestamp").asText()) : Origin.UNKNOWN_TIME;
    boolean snapshot = json.path("snapshot").asBoolean(false);
    return new Origin(source, stream, version, timestamp, 0, snapshot);
  }

  private static SourceVersion version(String text) {
    String[] parts = text.split("/", -1);
    try {
      if (parts.length == 3) {
        return new SourceVersion(
            Integer.parseInt(parts[0]),
            Long.parseUnsignedLong(parts[1]),
            Long.parseUnsignedLong(parts[2]));
      }
    } catch (NumberFormatException e) {
      // falls through to the message
    }
    throw new IllegalArgumentException("version '" + text + "' is not three numbers as in 0/93/1");
  }

  private static long micros(String text) {
    try {
      return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(text));
    } catch (DateTimeException | ArithmeticException e) {
      throw new IllegalArgumentException(
          "timestamp '" + text + "' is not like 2026-01-01T00:00:00Z", e);
    }
  }
}
