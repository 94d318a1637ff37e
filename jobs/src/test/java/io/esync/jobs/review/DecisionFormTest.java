package io.esync.jobs.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.esync.operators.merge.Decision.Action;
import io.esync.operators.model.DataType;
import io.esync.operators.model.Field;
import io.esync.operators.model.Row;
import io.esync.operators.review.DecidableEntity;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecisionFormTest {
  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00.123456789Z");
  private static final DecidableEntity CUSTOMER =
      new DecidableEntity(
          "customer",
          List.of("id"),
          List.of(new Field("id", DataType.BIGINT), new Field("email", DataType.STRING)),
          List.of("crm", "billing"),
          "provisional");

  @Test
  void a_decision_takes_what_it_is_about_and_its_basis_from_the_review() {
    Row row = form(Action.PICK, "crm", null).row(review("OPEN", null), CUSTOMER, NOW);

    assertThat(row.get("decision_id")).asString().matches("20260101T120000123456-[0-9a-f]{8}");
    assertThat(row.get("entity_key")).isEqualTo("{\"id\":1}");
    assertThat(row.get("basis")).isEqualTo("crm@0/1/0#5");
    assertThat(row.get("decided_at")).isEqualTo(Instant.parse("2026-01-01T12:00:00.123456Z"));
  }

  @Test
  void two_decisions_never_have_the_same_id() {
    Review review = review("OPEN", null);
    DecisionForm form = form(Action.IGNORE, null, null);

    assertThat(form.row(review, CUSTOMER, NOW).get("decision_id"))
        .isNotEqualTo(form.row(review, CUSTOMER, NOW).get("decision_id"));
  }

  @Test
  void what_decides_nothing_is_refused() {
    assertRefused(
        form(Action.PICK, "billing", null),
        review("OPEN", null),
        "source 'billing' is no candidate; there are [crm]");
    assertRefused(
        form(Action.IGNORE, null, null),
        review("AUTO_RESOLVED", null),
        "review r1 is AUTO_RESOLVED; there is nothing to decide");
    assertRefused(
        form(Action.IGNORE, null, null),
        review("RESOLVED", "PIN"),
        "review r1 is RESOLVED, by ada with PIN; --unpin opens it again");
    assertRefused(
        form(Action.UNPIN, null, null),
        review("OPEN", null),
        "field 'email' of this review is not pinned: there is nothing to undo");
    assertRefused(
        new DecisionForm(Action.IGNORE, null, null, " ", null),
        review("OPEN", null),
        "reviewer is missing");
  }

  @Test
  void a_typed_value_is_text_or_json_as_its_type_asks() {
    assertThat(json(DataType.STRING, "a \"b\"")).isEqualTo("\"a \\\"b\\\"\"");
    assertThat(json(DataType.STRING, "42")).isEqualTo("\"42\"");
    assertThat(json(DataType.STRING, "null")).isEqualTo("null");
    assertThat(json(DataType.STRING, "\"null\"")).isEqualTo("\"null\"");
    assertThat(json(DataType.decimal(9, 2), "12.5")).isEqualTo("\"12.50\"");
    assertThat(json(DataType.BIGINT, "42")).isEqualTo("42");
    assertThat(json(DataType.DATE, "2026-01-01")).isEqualTo("\"2026-01-01\"");
    assertThat(json(DataType.BOOLEAN, "true")).isEqualTo("true");
    assertThat(json(DataType.arrayOf(DataType.STRING), "[\"a\"]")).isEqualTo("[\"a\"]");
    assertThat(json(DataType.JSON, "{\"a\": 1}")).isEqualTo("{\"a\":1}");
    assertThatThrownBy(() -> json(DataType.BIGINT, "many"))
        .hasMessage("'many' is no value of field 'f', which is bigint");
  }

  private static String json(DataType type, String typed) {
    return DecisionForm.json(new Field("f", type), typed);
  }

  private static void assertRefused(DecisionForm form, Review review, String message) {
    assertThatThrownBy(() -> form.row(review, CUSTOMER, NOW))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  private static DecisionForm form(Action action, String source, String value) {
    return new DecisionForm(action, source, value, "ada", null);
  }

  private static Review review(String status, String action) {
    String reviewer = action == null ? null : "ada";
    return new Review(
        "r1",
        "p",
        "customer",
        "{\"id\":1}",
        "email",
        status,
        "[{\"source\":\"crm\",\"value\":\"a\",\"time\":null,\"version\":\"0/1/0\"}]",
        "crm@0/1/0#5",
        "\"a\"",
        "crm",
        "latest",
        "provisional",
        NOW,
        NOW,
        null,
        action,
        reviewer,
        null,
        null);
  }
}
