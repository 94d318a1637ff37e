package io.esync.jobs.review;

import io.esync.jobs.control.RowId;
import io.esync.operators.decode.DecodeException;
import io.esync.operators.merge.Decision.Action;
import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.Field;
import io.esync.operators.model.JsonText;
import io.esync.operators.model.JsonTree;
import io.esync.operators.model.Origin;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowJson;
import io.esync.operators.model.SourceChange;
import io.esync.operators.model.SourceVersion;
import io.esync.operators.model.TypeKind;
import io.esync.operators.review.DecidableEntity;
import io.esync.operators.review.DecisionDecoder;
import io.esync.operators.review.DecisionRow;
import io.esync.operators.review.TypedJson;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/**
 * A decision as somebody gives it, checked before it is written.
 *
 * @param source for PICK, else null
 * @param value for SET and PIN, as {@link #json} takes it, else null
 */
public record DecisionForm(
    Action action, String source, String value, String reviewer, String reason) {

  /**
   * The row that decides {@code review} on what it shows.
   *
   * @param entity the review's
   * @throws IllegalArgumentException with what was expected, if it decides nothing
   */
  public Row row(Review review, DecidableEntity entity, Instant now) {
    checkStatus(review);
    if (action == Action.PICK) {
      checkCandidate(review);
    }
    Instant decidedAt = now.truncatedTo(ChronoUnit.MICROS);
    Row row =
        Row.of(
            DecisionRow.SCHEMA,
            RowId.at(decidedAt),
            review.entity(),
            review.entityKey(),
            review.field(),
            action.name(),
            source,
            value == null ? null : json(entity.field(review.field()), value),
            review.basis(),
            reviewer,
            reason == null || reason.isBlank() ? null : reason,
            decidedAt);
    checkAsPipeline(row, entity, now);
    return row;
  }

  private void checkStatus(Review review) {
    if (action == Action.UNPIN) {
      if (!review.pinned()) {
        throw new IllegalArgumentException(
            "field '"
                + review.field()
                + "' of this review is not pinned: there is nothing to undo");
      }
    } else if (!review.open()) {
      throw new IllegalArgumentException(
          "review "
              + review.reviewId()
              + " is "
              + review.status()
              + (review.reviewer() == null
                  ? ""
                  : ", by " + review.reviewer() + " with " + review.action())
              + (review.pinned() ? "; --unpin opens it again" : "; there is nothing to decide"));
    }
  }

  private void checkCandidate(Review review) {
    List<String> sources = review.rivals().stream().map(Review.Rival::source).toList();
    if (!sources.contains(source)) {
      throw new IllegalArgumentException(
          "source '" + source + "' is no candidate; there are " + sources);
    }
  }

  /** Whatever the pipeline would send to the dead-letter queue is refused here. */
  private static void checkAsPipeline(Row row, DecidableEntity entity, Instant now) {
    Origin origin = new Origin("", "", new SourceVersion(0, 0, 0), 0, now.toEpochMilli(), false);
    try {
      new DecisionDecoder(Map.of(entity.name(), entity))
          .decode(new SourceChange(origin, ChangeOp.UPSERT, null, row));
    } catch (DecodeException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /**
   * What somebody typed, as JSON: {@code null} is NULL, text in double quotes and all values of
   * numbers, booleans, arrays and json are JSON, anything else is text as it is.
   *
   * @throws IllegalArgumentException if it is no value of the field's type
   */
  static String json(Field field, String typed) {
    if (field == null) {
      throw new IllegalArgumentException("the pipeline file does not declare this field");
    }
    boolean isJson =
        typed.equals("null")
            || typed.startsWith("\"")
            || field.type().isNumeric()
            || field.type().kind() == TypeKind.BOOLEAN
            || field.type().kind() == TypeKind.JSON
            || field.type().kind() == TypeKind.ARRAY;
    StringBuilder out = new StringBuilder();
    try {
      if (isJson) {
        out.append(typed);
      } else {
        JsonText.quote(typed, out);
      }
      Object value = TypedJson.value(field, JsonTree.parse(out.toString()));
      out.setLength(0);
      RowJson.appendValue(field.type(), value, out);
      return out.toString();
    } catch (DecodeException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "'" + typed + "' is no value of field '" + field.name() + "', which is " + field.type(),
          e);
    }
  }
}
