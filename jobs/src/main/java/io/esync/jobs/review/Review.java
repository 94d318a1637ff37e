package io.esync.jobs.review;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.esync.operators.merge.ReviewItem;
import io.esync.operators.model.JsonTree;
import io.esync.operators.model.Row;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;

/**
 * A review as it stands in its row.
 *
 * @param entityKey JSON object
 * @param candidates JSON array, the strongest first
 * @param shownValue JSON; null where the entity is gone
 * @param action of the decision that closed it, or null
 */
public record Review(
    String reviewId,
    String pipeline,
    String entity,
    @JsonRawValue String entityKey,
    String field,
    String status,
    @JsonRawValue String candidates,
    String basis,
    @JsonRawValue String shownValue,
    String shownSource,
    String rule,
    String pending,
    Instant openedAt,
    Instant updatedAt,
    String decisionId,
    String action,
    String reviewer,
    String reason,
    Instant decidedAt) {

  /** The review in a row of {@link io.esync.operators.review.ReviewQueue#SCHEMA}. */
  public static Review of(Row row) {
    return new Review(
        text(row, "review_id"),
        text(row, "pipeline"),
        text(row, "entity"),
        text(row, "entity_key"),
        text(row, "field"),
        text(row, "status"),
        text(row, "candidates"),
        text(row, "basis"),
        text(row, "shown_value"),
        text(row, "shown_source"),
        text(row, "rule"),
        text(row, "pending"),
        time(row, "opened_at"),
        time(row, "updated_at"),
        text(row, "decision_id"),
        text(row, "action"),
        text(row, "reviewer"),
        text(row, "reason"),
        time(row, "decided_at"));
  }

  private static String text(Row row, String name) {
    Object value = row.get(name);
    return value == null || value == Row.ABSENT ? null : value.toString();
  }

  private static Instant time(Row row, String name) {
    Object value = row.get(name);
    if (value instanceof LocalDateTime time) {
      return time.toInstant(ZoneOffset.UTC);
    }
    return value instanceof Instant instant ? instant : null;
  }

  /** Whether it waits for a decision. */
  public boolean open() {
    return ReviewItem.Status.OPEN.name().equals(status);
  }

  /** Whether a PIN closed it, which can be taken back. */
  public boolean pinned() {
    return "PIN".equals(action);
  }

  /** Whether targets keep what they have until it is decided. */
  public boolean held() {
    return open() && pending.startsWith("hold");
  }

  /** The rivals, the strongest first. */
  public List<Rival> rivals() {
    return JsonTree.parse(candidates).items().stream().map(Rival::of).toList();
  }

  /**
   * What one source says.
   *
   * @param value as JSON
   * @param time null where it is not known
   */
  public record Rival(String source, String value, String time, String version) {
    private static Rival of(JsonTree json) {
      return new Rival(
          json.members().get("source").string(),
          json.members().get("value").text(),
          json.members().get("time").string(),
          json.members().get("version").string());
    }
  }
}
