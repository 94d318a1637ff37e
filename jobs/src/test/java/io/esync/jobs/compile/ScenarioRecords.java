package io.esync.jobs.compile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.esync.connectors.spi.json.ChangeLineParser;
import io.esync.jobs.spec.EntitySpec;
import io.esync.jobs.spec.MergeSpec.Deletes;
import io.esync.operators.merge.Basis;
import io.esync.operators.merge.Decision;
import io.esync.operators.merge.Decision.Action;
import io.esync.operators.merge.FieldCandidate;
import io.esync.operators.merge.MergeInput;
import io.esync.operators.merge.Stamp;
import io.esync.operators.model.DataType;
import io.esync.operators.model.EntityKey;
import io.esync.operators.model.Field;
import io.esync.operators.model.Heartbeat;
import io.esync.operators.model.Origin;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowJson;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.SourceChange;
import io.esync.operators.model.SourceRecord;
import io.esync.operators.model.SourceVersion;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What the steps of a scenario say, as records of its entity. */
final class ScenarioRecords {
  private static final String STREAM = "rows";
  private static final String DAY = "2026-01-01T";
  private static final Instant READ = Instant.parse("2026-01-02T00:00:00Z");
  private static final List<Action> ACTIONS = List.of(Action.values());

  private final Scenario scenario;
  private final String entity;
  private final RowSchema schema;
  private final RowSchema shown;

  ScenarioRecords(Scenario scenario, EntitySpec entity) {
    this.scenario = scenario;
    this.entity = entity.name();
    List<Field> fields = new ArrayList<>();
    entity.fields().forEach((name, field) -> fields.add(new Field(name, field.type())));
    schema = RowSchema.of(fields, entity.key());
    if (entity.merge().deletes() == Deletes.SOFT) {
      fields.add(new Field(entity.merge().softMarks().flag(), DataType.BOOLEAN));
      fields.add(new Field(entity.merge().softMarks().time(), DataType.TIMESTAMPTZ));
    }
    shown = RowSchema.of(fields, entity.key());
  }

  SourceRecord record(JsonNode step) {
    if (step.has("progress")) {
      return new Heartbeat(
          new Origin(
              step.get("source").asText(),
              STREAM,
              new SourceVersion(0, 0, 0),
              micros(step.get("progress").asText()),
              READ.toEpochMilli(),
              false));
    }
    ObjectNode line = JsonNodeFactory.instance.objectNode().put("stream", STREAM);
    boolean snapshot = step.get("at").asText().equals("snapshot");
    line.put("snapshot", snapshot);
    line.put("version", "0/" + (snapshot ? "0" : step.get("at").asText()) + "/0");
    if (step.has("time")) {
      line.put("timestamp", instant(step.get("time").asText()).toString());
    }
    if (step.has("delete")) {
      line.put("op", "delete").set("before", step.get("delete"));
    } else {
      line.set("before", step.get("before"));
      line.set("after", step.get("upsert"));
    }
    Instant read = step.has("read") ? instant(step.get("read").asText()) : READ;
    return parse(step.get("source").asText(), schema(step.get("source").asText()), line, read);
  }

  private RowSchema schema(String source) {
    JsonNode columns = scenario.root().path("columns").path(source);
    if (columns.isMissingNode()) {
      return schema;
    }
    List<Field> fields = new ArrayList<>();
    columns
        .properties()
        .forEach(
            one -> fields.add(new Field(one.getKey(), DataType.parse(one.getValue().asText()))));
    return RowSchema.of(fields, List.of(fields.get(0).name()));
  }

  private static SourceChange parse(String source, RowSchema schema, JsonNode line, Instant read) {
    return new ChangeLineParser(source, Map.of(STREAM, schema))
        .parse(line.toString(), new SourceVersion(0, 0, 0), read.toEpochMilli());
  }

  private static Instant instant(String time) {
    return Instant.parse(time.contains("T") ? time : DAY + time + ":00Z");
  }

  private static long micros(String time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant(time));
  }

  MergeInput.Decided decision(JsonNode step) {
    String field = step.get("field").asText();
    Action action =
        ACTIONS.stream()
            .filter(one -> step.has(one.name().toLowerCase(Locale.ROOT)))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no action: " + step));
    JsonNode told = step.get(action.name().toLowerCase(Locale.ROOT));
    boolean hasValue = action == Action.SET || action == Action.PIN;
    DataType type = schema.field(schema.indexOf(field)).type();
    long decidedAt = micros(step.path("time").asText("12:00"));
    String key = step.path("key").asText("1");
    ObjectNode value = row("{\"id\":" + key + "}");
    Row valued = hasValue ? row(schema, value.set(field, told)) : null;
    Decision decision =
        new Decision(
            step.get("decision").asText(),
            field,
            action,
            action == Action.PICK ? told.asText() : null,
            hasValue ? type : null,
            hasValue ? valued.get(field) : null,
            basis(field, type, step.path("seen")),
            "anna",
            "checked",
            decidedAt);
    Origin origin =
        new Origin("desk", "decisions", new SourceVersion(0, 1, 0), decidedAt, 0, false);
    Object[] keyValues = row(schema, row("{\"id\":" + key + "}")).keyValues();
    return new MergeInput.Decided(EntityKey.of(entity, keyValues), decision, origin);
  }

  /**
   * What there was to see of {@code field}: by source the {@code at} of the change that said it.
   */
  private Basis basis(String field, DataType type, JsonNode seen) {
    List<FieldCandidate> candidates = new ArrayList<>();
    for (Map.Entry<String, JsonNode> one : seen.properties()) {
      SourceChange change =
          scenario.given().stream()
              .map(Scenario.Step::node)
              .filter(node -> node.path("source").asText().equals(one.getKey()))
              .filter(node -> node.path("at").equals(one.getValue()))
              .map(node -> (SourceChange) record(node))
              .findFirst()
              .orElseThrow(() -> new AssertionError("there is no " + one));
      candidates.add(
          new FieldCandidate(
              one.getKey(), type, change.after().get(field), Stamp.of(change.origin())));
    }
    return Basis.of(candidates);
  }

  private static ObjectNode row(String json) {
    try {
      return (ObjectNode) new ObjectMapper().readTree(json);
    } catch (IOException e) {
      throw new AssertionError(json, e);
    }
  }

  private static Row row(RowSchema schema, JsonNode fields) {
    ObjectNode line = JsonNodeFactory.instance.objectNode().put("stream", STREAM);
    line.set("after", fields);
    return parse("any", schema, line, READ).after();
  }

  /** The rows that are expected, without what is NULL and without {@code fields}. */
  List<Map<String, String>> expectedRowsWithout(List<String> fields) {
    List<Map<String, String>> rows = new ArrayList<>();
    for (JsonNode expected : scenario.root().get("expect").get("rows")) {
      Row row = row(shown, expected);
      Map<String, String> texts = new TreeMap<>();
      for (int i = 0; i < shown.size(); i++) {
        if (!row.isAbsent(i) && row.get(i) != null && !fields.contains(shown.field(i).name())) {
          texts.put(shown.field(i).name(), text(row, i));
        }
      }
      rows.add(texts);
    }
    return rows;
  }

  /** A value as JSON. */
  static String text(Row row, int field) {
    StringBuilder text = new StringBuilder();
    RowJson.appendValue(row.schema().field(field).type(), row.get(field), text);
    return text.toString();
  }
}
