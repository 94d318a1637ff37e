package io.esync.connectors.spi.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.Origin;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.SourceChange;
import io.esync.operators.model.SourceVersion;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads lines that are changes of any declared stream:
 *
 * <pre>{@code
 * {"stream": "customers", "after": {"id": 1, "email": "ada@example.org"}}
 * {"stream": "customers", "op": "delete", "before": {"id": 1}, "timestamp": "2026-01-01T00:00:00Z"}
 * }</pre>
 *
 * <p>{@code op} is {@code upsert} (unless said) or {@code delete}. {@code timestamp} is unknown
 * unless said. {@code version}, e.g. {@code "0/93/1"}, is the line's place unless said; {@code
 * "snapshot": true} marks a row that was read from a table. Fields that are left out are absent.
 */
public final class ChangeLineParser implements LineParser {
  private static final Set<String> MEMBERS =
      new TreeSet<>(List.of("stream", "op", "before", "after", "timestamp", "version", "snapshot"));

  private final String source;
  private final Map<String, RowSchema> streams;

  /**
   * @param source id of the source that the changes come from
   * @param streams the schema of each stream that a line may name
   */
  public ChangeLineParser(String source, Map<String, RowSchema> streams) {
    this.source = source;
    this.streams = Map.copyOf(streams);
  }

  @Override
  public SourceChange parse(String line, SourceVersion version, long ingestedAt) {
    JsonNode json = JsonRows.object(line);
    refuseUnknown(json);
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
    return new SourceChange(origin(json, stream, version, ingestedAt), op, before, after);
  }

  private static void refuseUnknown(JsonNode json) {
    for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!MEMBERS.contains(name)) {
        throw new IllegalArgumentException("unknown member '" + name + "'; there are " + MEMBERS);
      }
    }
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
    return JsonRows.row(schema, json, name -> false);
  }

  private Origin origin(JsonNode json, String stream, SourceVersion otherwise, long ingestedAt) {
    SourceVersion version = json.has("version") ? version(json.get("version").asText()) : otherwise;
    long timestamp =
        json.has("timestamp") ? micros(json.get("timestamp").asText()) : Origin.UNKNOWN_TIME;
    boolean snapshot = json.path("snapshot").asBoolean(false);
    return new Origin(source, stream, version, timestamp, ingestedAt, snapshot);
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
