package io.esync.jobs.compile;

import io.esync.jobs.spec.EntitySpec;
import io.esync.jobs.spec.FieldReviewSpec;
import io.esync.jobs.spec.ReviewWhen;
import io.esync.operators.merge.ExpressionCondition;
import io.esync.operators.merge.FieldRule;
import io.esync.operators.merge.ReviewCondition;
import io.esync.operators.merge.ReviewPolicy;
import io.esync.operators.merge.ReviewPolicy.Pending;
import io.esync.operators.merge.TimeRules;
import java.util.Set;

/** What people are asked about as the pipeline file has it, in the terms of the merge. */
final class Reviews {
  private Reviews() {}

  /** The review policy of an entity that is merged field by field, or null. */
  static ReviewPolicy of(EntitySpec entity) {
    FieldReviewSpec review = entity.merge().fieldReview();
    if (review == null) {
      return null;
    }
    FieldRule fallback =
        review.fallback() == null ? new TimeRules.Latest() : Rules.of(review.fallback());
    return new ReviewPolicy(
        Set.copyOf(entity.reviewedFields()),
        condition(ReviewWhen.parse(review.when())),
        pending(review.pending()),
        Merges.micros(review.expires()),
        fallback);
  }

  private static ReviewCondition condition(ReviewWhen when) {
    if (when instanceof ReviewWhen.ConcurrentWithin concurrent) {
      return new ReviewCondition.ConcurrentWithin(Merges.micros(concurrent.window()));
    } else if (when instanceof ReviewWhen.Expression expression) {
      return new ExpressionCondition(expression.sql());
    }
    return new ReviewCondition.AnyDifference();
  }

  private static Pending pending(FieldReviewSpec.Pending pending) {
    return switch (pending) {
      case PROVISIONAL -> Pending.PROVISIONAL;
      case HOLD_FIELD -> Pending.HOLD_FIELD;
      case HOLD_ROW -> Pending.HOLD_ROW;
    };
  }
}
