package io.esync.jobs.explain;

import io.esync.jobs.explain.Explanation.Claim;
import io.esync.jobs.explain.Explanation.DecisionStory;
import io.esync.jobs.explain.Explanation.FieldStory;
import io.esync.jobs.explain.Explanation.ReviewStory;
import io.esync.jobs.explain.Explanation.SourceWord;
import io.esync.operators.merge.Decision;
import io.esync.operators.merge.EntityPolicy;
import io.esync.operators.merge.FieldCandidate;
import io.esync.operators.merge.FieldResolution;
import io.esync.operators.merge.FieldReview;
import io.esync.operators.merge.MergedEntity;
import io.esync.operators.merge.Resolution;
import io.esync.operators.merge.SourceState;
import io.esync.operators.merge.Stamp;
import io.esync.operators.model.EntityKey;
import java.util.List;
import java.util.Locale;

/**
 * Explains entities by the very function that the job resolves them by.
 *
 * @param policy of the entity
 * @param progress the time up to which all sources have been heard, microseconds since the epoch or
 *     unknown
 */
public record Explainer(EntityPolicy policy, long progress) {

  public Explanation explain(EntityKey key, MergedEntity entity) {
    Resolution resolution = policy.explain(entity.state(), progress);
    ExistenceText existence = new ExistenceText(policy, resolution);
    return new Explanation(
        key.toString(),
        description(),
        existence.exists(),
        existence.why(),
        resolution.held(),
        entity.state().sources().stream().map(Explainer::word).toList(),
        resolution.fields().stream().map(Explainer::story).toList(),
        entity.state().decisions().stream().map(decision -> story(decision, resolution)).toList());
  }

  private String description() {
    List<String> priority = policy.order().priority();
    return policy.strategy()
        + (priority.isEmpty() ? "" : ", priority " + String.join(" > ", priority));
  }

  private static SourceWord word(SourceState source) {
    return new SourceWord(
        source.source(),
        source.isLive(),
        version(source.rowStamp()),
        time(source.rowStamp()),
        version(source.deleted()),
        time(source.deleted()));
  }

  private static String version(Stamp stamp) {
    return stamp == null ? null : stamp.version().toString();
  }

  private static String time(Stamp stamp) {
    return stamp == null ? null : JsonForm.time(stamp.timestamp());
  }

  private static FieldStory story(FieldResolution field) {
    FieldCandidate winner = field.choice().winner();
    return new FieldStory(
        field.field(),
        JsonForm.of(field.choice().type(), field.choice().value()),
        field.held(),
        winner == null ? null : winner.source(),
        field.rule(),
        field.choice().decidedBy(),
        field.candidates().stream().map(candidate -> claim(candidate, winner)).toList(),
        field.review() == null ? null : story(field.review()));
  }

  private static Claim claim(FieldCandidate candidate, FieldCandidate winner) {
    return new Claim(
        candidate.source(),
        JsonForm.of(candidate.type(), candidate.value()),
        time(candidate.stamp()),
        version(candidate.stamp()),
        winner != null && winner.source().equals(candidate.source()));
  }

  private static ReviewStory story(FieldReview review) {
    return new ReviewStory(
        review.status().name().toLowerCase(Locale.ROOT),
        JsonForm.time(review.openedAt()),
        review.basis().toString());
  }

  private static DecisionStory story(Decision decision, Resolution resolution) {
    boolean holds =
        resolution.reviews().stream().anyMatch(review -> decision.equals(review.decision()));
    return new DecisionStory(
        decision.id(),
        decision.field(),
        decision.action().name().toLowerCase(Locale.ROOT),
        decision.source(),
        decision.type() == null ? null : JsonForm.of(decision.type(), decision.value()),
        decision.reviewer(),
        decision.reason(),
        JsonForm.time(decision.decidedAt()),
        holds);
  }
}
