package io.esync.operators.review;

import io.esync.operators.merge.Decision;
import io.esync.operators.merge.FieldCandidate;
import io.esync.operators.merge.FieldChoice;
import io.esync.operators.merge.ReviewItem;
import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.DataType;
import io.esync.operators.model.EntityKey;
import io.esync.operators.model.Field;
import io.esync.operators.model.JsonText;
import io.esync.operators.model.Origin;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowJson;
import io.esync.operators.model.RowSchema;
import io.esync.operators.report.EventId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/**
 * Reviews as rows of entity {@value #ENTITY}: one row for each disputed field of an entity, with
 * the last step of its review.
 *
 * <p>Not one row for each basis: after a failure the changes of several sources may come in another
 * order, and then other reviews are open in between. Rows of those that never came about again
 * would stay open for ever, with nobody to close them. A row of the field is written over by
 * whatever its review has come to.
 *
 * <p>{@code entity_key}, {@code candidates} and {@code shown_value} are JSON as text; {@code
 * shown_value} is what targets are given, unless {@code pending} holds it back while the status is
 * {@code OPEN}.
 */
public final class ReviewQueue {
  public static final String ENTITY = "esync_review";

  public static final RowSchema SCHEMA =
      RowSchema.of(
          List.of(
              new Field("review_id", DataType.STRING),
              new Field("pipeline", DataType.STRING),
              new Field("entity", DataType.STRING),
              new Field("entity_key", DataType.STRING),
              new Field("field", DataType.STRING),
              new Field("status", DataType.STRING),
              new Field("candidates", DataType.STRING),
              new Field("basis", DataType.STRING),
              new Field("shown_value", DataType.STRING),
              new Field("shown_source", DataType.STRING),
              new Field("rule", DataType.STRING),
              new Field("pending", DataType.STRING),
              new Field("opened_at", DataType.TIMESTAMPTZ),
              new Field("updated_at", DataType.TIMESTAMPTZ),
              new Field("decision_id", DataType.STRING),
              new Field("action", DataType.STRING),
              new Field("reviewer", DataType.STRING),
              new Field("reason", DataType.STRING),
              new Field("decided_at", DataType.TIMESTAMPTZ)),
          List.of("review_id"));

  private ReviewQueue() {}

  /** The id of the review of a field, the same whenever it is disputed. */
  public static String reviewId(String pipeline, EntityKey key, String field) {
    return EventId.of(pipeline, key.entity(), key.encoded(), field);
  }

  /**
   * The row of a step.
   *
   * @param entities by name; the step's is among them
   * @param updatedAt when the step was taken; the last step of a row is the one that counts
   */
  public static ChangeRecord row(
      String pipeline, Map<String, DecidableEntity> entities, ReviewItem step, Instant updatedAt) {
    DecidableEntity entity = entities.get(step.key().entity());
    String id = reviewId(pipeline, step.key(), step.field());
    FieldChoice shown = step.shown();
    Decision decision = step.decision();
    Row row =
        Row.of(
            SCHEMA,
            id,
            pipeline,
            entity.name(),
            RowJson.text(step.key().row(entity.key())),
            step.field(),
            step.status().name(),
            candidates(step.candidates()),
            step.basis().toString(),
            shown == null ? null : json(shown.type(), shown.value()),
            shown == null || shown.winner() == null ? null : shown.winner().source(),
            shown == null ? step.rule() : step.rule() + ", " + shown.decidedBy(),
            entity.pending(),
            instant(step.openedAt()),
            updatedAt,
            decision == null ? null : decision.id(),
            decision == null ? null : decision.action().name(),
            decision == null ? null : decision.reviewer(),
            decision == null ? null : decision.reason(),
            decision == null ? null : instant(decision.decidedAt()));
    return new ChangeRecord(EntityKey.of(ENTITY, id), ChangeOp.UPSERT, row, step.cause());
  }

  private static Instant instant(long micros) {
    return micros == Origin.UNKNOWN_TIME ? null : Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  private static String json(DataType type, Object value) {
    StringBuilder out = new StringBuilder();
    RowJson.appendValue(type, value, out);
    return out.toString();
  }

  private static String candidates(List<FieldCandidate> candidates) {
    StringBuilder out = new StringBuilder("[");
    for (FieldCandidate candidate : candidates) {
      out.append(out.length() == 1 ? "" : ",");
      member("source", candidate.source(), out.append('{'));
      out.append(",\"value\":");
      RowJson.appendValue(candidate.type(), candidate.value(), out);
      Instant time = instant(candidate.stamp().timestamp());
      member("time", time == null ? null : time.toString(), out.append(','));
      member("version", candidate.stamp().version().toString(), out.append(','));
      out.append('}');
    }
    return out.append(']').toString();
  }

  private static void member(String name, String value, StringBuilder out) {
    JsonText.quote(name, out);
    out.append(':');
    if (value == null) {
      out.append("null");
    } else {
      JsonText.quote(value, out);
    }
  }
}
