package io.esync.operators.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.esync.operators.decode.DecodeException;
import io.esync.operators.merge.Decision;
import io.esync.operators.merge.Decision.Action;
import io.esync.operators.merge.MergeInput.Decided;
import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.DataType;
import io.esync.operators.model.EntityKey;
import io.esync.operators.model.ErrorCode;
import io.esync.operators.model.Field;
import io.esync.operators.model.Origin;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.SourceChange;
import io.esync.operators.model.SourceVersion;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DecisionDecoderTest {
  private static final long NOW = Instant.parse("2026-01-01T12:00:00Z").toEpochMilli();
  private static final String BASIS = "billing@0/2/0#5f3a;crm@0/1/0#77";
  private static final DecidableEntity CUSTOMER =
      new DecidableEntity(
          "customer",
          List.of("region", "id"),
          List.of(
              new Field("region", DataType.STRING),
              new Field("id", DataType.INT),
              new Field("email", DataType.STRING),
              new Field("balance", DataType.decimal(9, 2)),
              new Field("score", DataType.DOUBLE),
              new Field("active", DataType.BOOLEAN),
              new Field("since", DataType.DATE),
              new Field("photo", DataType.BYTES),
              new Field("extra", DataType.JSON),
              new Field("tags", DataType.arrayOf(DataType.STRING))),
          List.of("crm", "billing"),
          "provisional");

  private final DecisionDecoder decoder = new DecisionDecoder(Map.of("customer", CUSTOMER));
  private final Map<String, Object> row = new LinkedHashMap<>();

  DecisionDecoderTest() {
    row.put("decision_id", "d1");
    row.put("entity", "customer");
    row.put("entity_key", "{\"id\": 42, \"region\": \"eu\"}");
    row.put("field", "email");
    row.put("action", "PICK");
    row.put("source", "crm");
    row.put("value", null);
    row.put("basis", BASIS);
    row.put("reviewer", "ada");
    row.put("reason", "asked the customer");
    row.put("decided_at", Instant.parse("2026-01-01T11:59:00.000001Z"));
  }

  @Test
  void a_pick_is_read_whole() throws Exception {
    Decided decided = decode();

    assertThat(decided.key()).isEqualTo(EntityKey.of("customer", "eu", 42));
    Decision decision = decided.decision();
    assertThat(decision.id()).isEqualTo("d1");
    assertThat(decision.field()).isEqualTo("email");
    assertThat(decision.action()).isEqualTo(Action.PICK);
    assertThat(decision.source()).isEqualTo("crm");
    assertThat(decision.type()).isNull();
    assertThat(decision.basis()).hasToString(BASIS);
    assertThat(decision.reviewer()).isEqualTo("ada");
    assertThat(decision.reason()).isEqualTo("asked the customer");
    assertThat(decision.decidedAt()).isEqualTo((NOW - 60_000) * 1000 + 1);
    assertThat(decided.origin().source()).isEqualTo("decisions");
  }

  @Test
  void a_value_is_read_by_the_declared_type() throws Exception {
    assertThat(set("email", "\"ada@example.org\"")).isEqualTo("ada@example.org");
    assertThat(set("email", "null")).isNull();
    assertThat(set("balance", "\"12.5\"")).isEqualTo(new BigDecimal("12.50"));
    assertThat(set("balance", "12.5")).isEqualTo(new BigDecimal("12.50"));
    assertThat(set("score", "0.1")).isEqualTo(0.1);
    assertThat(set("score", "\"NaN\"")).isEqualTo(Double.NaN);
    assertThat(set("active", "true")).isEqualTo(true);
    assertThat(set("since", "\"2026-01-01\"")).isEqualTo(LocalDate.of(2026, 1, 1));
    assertThat((byte[]) set("photo", "\"AQI=\"")).containsExactly(1, 2);
    assertThat(set("extra", "{ \"a\": [1.0] }")).isEqualTo("{\"a\":[1.0]}");
    assertThat(set("tags", "[\"new\", null]")).isEqualTo(Arrays.asList("new", null));
  }

  @Test
  void a_value_of_another_type_is_refused_without_showing_it() {
    assertThat(refusedSet("balance", "\"secret\""))
        .isEqualTo("field 'balance' is decimal(9,2), which the given value is not");
    assertThat(refusedSet("balance", "1.234")).startsWith("field 'balance' is decimal(9,2)");
    assertThat(refusedSet("score", "1e999")).startsWith("field 'score' is double");
    assertThat(refusedSet("active", "2")).startsWith("field 'active' is boolean");
    assertThat(refusedSet("photo", "\"?\"")).startsWith("field 'photo' is bytes");
    assertThat(refusedSet("tags", "\"new\"")).startsWith("field 'tags' is array<string>");
    assertThat(refusedSet("email", "{}")).startsWith("field 'email' is string");
    assertThat(refusedSet("email", "[]")).startsWith("field 'email' is string");
    assertThat(refusedSet("email", "ada@example.org"))
        .isEqualTo("value is not JSON: it is no JSON; a text stands in quotes there");
  }

  @Test
  void set_and_pin_need_a_value_and_the_others_take_none() throws Exception {
    row.putAll(Map.of("action", "PIN", "source", ""));
    assertThat(refused()).isEqualTo("PIN needs a value: JSON text, null for NULL");

    row.put("action", "IGNORE");
    assertThat(decode().decision().action()).isEqualTo(Action.IGNORE);
    row.put("value", "\"x\"");
    assertThat(refused()).isEqualTo("IGNORE takes no value; SET and PIN do");
  }

  @Test
  void null_in_a_column_of_json_is_null() throws Exception {
    row.putAll(Map.of("action", "set", "source", ""));

    Decision decision = decode(DataType.JSON).decision();

    assertThat(decision.action()).isEqualTo(Action.SET);
    assertThat(decision.type()).isEqualTo(DataType.STRING);
    assertThat(decision.value()).isNull();
  }

  @Test
  void only_an_unpin_needs_no_basis() throws Exception {
    row.put("basis", null);
    assertThat(refused()).isEqualTo("basis is missing: copy it from the review");

    row.put("basis", "crm@1");
    assertThat(refused())
        .isEqualTo("basis 'crm@1' is not like crm@0/93/1#5f3a: copy it from the review");

    row.put("basis", null);
    row.putAll(Map.of("action", "UNPIN", "source", ""));
    assertThat(decode().decision().action()).isEqualTo(Action.UNPIN);
  }

  @Test
  void a_source_is_one_of_the_entitys_and_named_by_a_pick_alone() {
    row.put("source", "support");
    assertThat(refused())
        .isEqualTo("entity 'customer' has no source 'support' to pick; there are [crm, billing]");

    row.put("source", null);
    assertThat(refused()).isEqualTo("source is missing");

    row.putAll(Map.of("action", "IGNORE", "source", "crm"));
    assertThat(refused()).isEqualTo("IGNORE takes no source; PICK does");
  }

  @Test
  void what_is_decided_about_is_declared() {
    row.put("entity", "order");
    assertThat(refused())
        .isEqualTo("there is no entity 'order' to decide about; there are [customer]");

    row.putAll(Map.of("entity", "customer", "field", "id"));
    assertThat(refused())
        .startsWith("field 'id' is part of the key of entity 'customer'; there are [email, ");

    row.put("field", "phone");
    assertThat(refused()).startsWith("field 'phone' is not declared in entity 'customer'");

    row.putAll(Map.of("field", "email", "action", "DROP"));
    assertThat(refused()).isEqualTo("action 'DROP' is none of [PICK, SET, PIN, UNPIN, IGNORE]");
  }

  @Test
  void a_key_has_exactly_its_fields_in_their_types() {
    row.put("entity_key", "{\"id\": 42}");
    assertThat(refused())
        .isEqualTo("the key of entity 'customer' has the fields [region, id], not [id]");

    row.put("entity_key", "{\"id\": 4.2, \"region\": \"eu\"}");
    assertThat(refused()).isEqualTo("field 'id' is int, which the given value is not");

    row.put("entity_key", "{\"id\": null, \"region\": \"eu\"}");
    assertThat(refused()).isEqualTo("key field 'id' is NULL");

    for (Object none : Arrays.asList("[42]", null)) {
      row.put("entity_key", none);
      assertThat(refused())
          .isEqualTo("entity_key must be a JSON object with the fields [region, id]");
    }
    row.put("entity_key", 42);
    assertThat(refused()).isEqualTo("entity_key is not text");
  }

  @Test
  void the_time_is_an_instant_in_one_of_its_forms_and_not_far_ahead() throws Exception {
    for (Object time :
        List.of(
            "2026-01-01T11:59:00Z",
            LocalDateTime.parse("2026-01-01T11:59:00"),
            Instant.parse("2026-01-01T11:59:00Z"),
            NOW - 60_000)) {
      row.put("decided_at", time);
      assertThat(decode().decision().decidedAt()).isEqualTo((NOW - 60_000) * 1000);
    }

    row.put("decided_at", Instant.parse("2026-01-01T12:05:01Z"));
    assertThat(refused()).startsWith("decided_at lies more than five minutes ahead");
    row.put("decided_at", "yesterday");
    assertThat(refused()).isEqualTo("decided_at must be a time such as 2026-01-01T00:00:00Z");
    row.put("decided_at", null);
    assertThat(refused()).isEqualTo("decided_at is missing");
  }

  @Test
  void whatever_is_missing_is_named() {
    for (String name : List.of("decision_id", "entity", "field", "action", "reviewer")) {
      Object value = row.put(name, " ");
      assertThat(refused()).isEqualTo(name + " is missing");
      row.put(name, value);
    }
  }

  private Object set(String field, String json) throws DecodeException {
    row.putAll(Map.of("field", field, "action", "SET", "source", "", "value", json));
    return decode().decision().value();
  }

  private String refusedSet(String field, String json) {
    row.putAll(Map.of("field", field, "action", "SET", "source", "", "value", json));
    return refused();
  }

  private String refused() {
    DecodeException refusal = catchThrowableOfType(DecodeException.class, this::decode);
    assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_DECISION);
    return refusal.getMessage();
  }

  private Decided decode() throws DecodeException {
    return decode(DataType.STRING);
  }

  private Decided decode(DataType valueType) throws DecodeException {
    List<Field> fields = new ArrayList<>();
    row.forEach(
        (name, value) ->
            fields.add(new Field(name, name.equals("value") ? valueType : typeOf(value))));
    RowSchema schema = RowSchema.of(fields, List.of("decision_id"));
    Origin origin = new Origin("decisions", "lines", new SourceVersion(0, 1, 0), 0L, NOW, false);
    return decoder.decode(
        new SourceChange(origin, ChangeOp.UPSERT, null, Row.of(schema, row.values().toArray())));
  }

  private static DataType typeOf(Object value) {
    if (value instanceof Long || value instanceof Integer) {
      return DataType.BIGINT;
    }
    if (value instanceof LocalDateTime) {
      return DataType.TIMESTAMP;
    }
    return value instanceof Instant ? DataType.TIMESTAMPTZ : DataType.STRING;
  }
}
