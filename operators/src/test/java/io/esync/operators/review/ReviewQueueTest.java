package io.esync.operators.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.esync.operators.merge.Basis;
import io.esync.operators.merge.Decision;
import io.esync.operators.merge.FieldCandidate;
import io.esync.operators.merge.FieldChoice;
import io.esync.operators.merge.ReviewItem;
import io.esync.operators.merge.ReviewItem.Status;
import io.esync.operators.merge.Stamp;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.DataType;
import io.esync.operators.model.EntityKey;
import io.esync.operators.model.Field;
import io.esync.operators.model.Origin;
import io.esync.operators.model.Row;
import io.esync.operators.model.SourceVersion;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReviewQueueTest {
  private static final Instant NOW = Instant.parse("2026-01-02T00:00:00Z");
  private static final EntityKey KEY = EntityKey.of("customer", "eu", 42);
  private static final DecidableEntity CUSTOMER =
      new DecidableEntity(
          "customer",
          List.of("region", "id"),
          List.of(new Field("balance", DataType.DECIMAL)),
          List.of("crm", "billing"),
          "hold-field");
  private static final FieldCandidate FIRST = candidate("crm", "1.50", 1_767_225_600_000_000L);
  private static final FieldCandidate SECOND = candidate("billing", null, Origin.UNKNOWN_TIME);

  @Test
  void an_open_review_tells_all_that_there_is_to_see() {
    ChangeRecord change = row(step(Status.OPEN, KEY, "balance", null));

    Row row = change.row();
    assertThat(change.entity()).isEqualTo("esync_review");
    assertThat(row.get("pipeline")).isEqualTo("customers");
    assertThat(row.get("entity_key")).isEqualTo("{\"region\":\"eu\",\"id\":42}");
    assertThat(row.get("field")).isEqualTo("balance");
    assertThat(row.get("status")).isEqualTo("OPEN");
    assertThat(row.get("candidates"))
        .isEqualTo(
            "[{\"source\":\"crm\",\"value\":\"1.50\",\"time\":\"2026-01-01T00:00:00Z\","
                + "\"version\":\"0/7/1\"},"
                + "{\"source\":\"billing\",\"value\":null,\"time\":null,\"version\":\"0/7/1\"}]");
    assertThat(Basis.parse((String) row.get("basis"))).isEqualTo(basis());
    assertThat(row.get("shown_value")).isEqualTo("\"1.50\"");
    assertThat(row.get("shown_source")).isEqualTo("crm");
    assertThat(row.get("rule")).isEqualTo("latest, later timestamp");
    assertThat(row.get("pending")).isEqualTo("hold-field");
    assertThat(row.get("opened_at")).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
    assertThat(row.get("updated_at")).isEqualTo(NOW);
    assertThat(row.get("decision_id")).isNull();
  }

  @Test
  void a_decided_review_tells_by_whom_and_why() {
    Decision decision =
        new Decision(
            "d1",
            "balance",
            Decision.Action.PICK,
            "crm",
            null,
            null,
            basis(),
            "ada",
            "called",
            1_767_225_600_000_000L);

    Row row = row(step(Status.RESOLVED, KEY, "balance", decision)).row();

    assertThat(row.get("status")).isEqualTo("RESOLVED");
    assertThat(row.get("decision_id")).isEqualTo("d1");
    assertThat(row.get("action")).isEqualTo("PICK");
    assertThat(row.get("reviewer")).isEqualTo("ada");
    assertThat(row.get("reason")).isEqualTo("called");
    assertThat(row.get("decided_at")).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
  }

  @Test
  void all_steps_of_a_field_are_the_same_row_and_those_of_another_are_not() {
    Object id = row(step(Status.OPEN, KEY, "balance", null)).row().get("review_id");

    assertThat(row(step(Status.EXPIRED, KEY, "balance", null)).row().get("review_id"))
        .isEqualTo(id);
    assertThat(row(step(Status.OPEN, KEY, "email", null)).row().get("review_id")).isNotEqualTo(id);
    EntityKey other = EntityKey.of("customer", "eu", 43);
    assertThat(row(step(Status.OPEN, other, "balance", null)).row().get("review_id"))
        .isNotEqualTo(id);
    String longText = "x".repeat(100);
    assertThat(ReviewQueue.reviewId("p", EntityKey.of("customer", longText + "1"), "f"))
        .isNotEqualTo(ReviewQueue.reviewId("p", EntityKey.of("customer", longText + "2"), "f"));
  }

  @Test
  void a_review_that_ended_with_its_entity_shows_nothing() {
    ReviewItem gone =
        new ReviewItem(
            KEY, "balance", Status.AUTO_RESOLVED, basis(), List.of(), null, "", 0, null, cause());

    Row row = row(gone).row();

    assertThat(row.get("candidates")).isEqualTo("[]");
    assertThat(row.get("shown_value")).isNull();
    assertThat(row.get("shown_source")).isNull();
  }

  private static ChangeRecord row(ReviewItem step) {
    return ReviewQueue.row("customers", Map.of("customer", CUSTOMER), step, NOW);
  }

  private static ReviewItem step(Status status, EntityKey key, String field, Decision decision) {
    FieldChoice shown = new FieldChoice(FIRST.type(), FIRST.value(), FIRST, "later timestamp");
    return new ReviewItem(
        key,
        field,
        status,
        basis(),
        List.of(FIRST, SECOND),
        shown,
        "latest",
        FIRST.stamp().timestamp(),
        decision,
        cause());
  }

  private static Basis basis() {
    return Basis.of(List.of(FIRST, SECOND));
  }

  private static FieldCandidate candidate(String source, String value, long time) {
    return new FieldCandidate(
        source,
        DataType.DECIMAL,
        value == null ? null : new BigDecimal(value),
        new Stamp(new SourceVersion(0, 7, 1), time));
  }

  private static Origin cause() {
    return new Origin("crm", "customers", new SourceVersion(0, 7, 1), 0L, 0L, false);
  }
}
