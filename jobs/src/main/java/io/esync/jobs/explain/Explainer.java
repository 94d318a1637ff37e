package io.esync.jobs.explain;

import com.fasterxml.jackson.databind.JsonNode;
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
import io.esync.operators.model.DataType;
import io.esync.operators.model.EntityKey;
import io.esync.operators.privacy.PiiKind;
import io.esync.operators.privacy.ProtectedField;
import io.esync.operators.privacy.Protection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Explains entities by the very function that the job resolves them by.
 *
 * @param policy of the entity
 * @param progress the time up to which all sources have been heard, microseconds since the epoch or
 *     unknown
 * @param personal by name the fields whose values are masked, and what they hold
 */
public record Explainer(EntityPolicy policy, long progress, Map<String, PiiKind> personal) {

  /** One that shows every value. */
  public Explainer(EntityPolicy policy, long progress) {
    this(policy, progress, Map.of());
  }

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
        resolution.fields().stream().map(this::story).toList(),
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

  /** The value of a field as people may see it. */
  JsonNode form(String field, DataType type, Object value) {
    PiiKind kind = personal.get(field);
    if (kind == null) {
      return JsonForm.of(type, value);
    }
    ProtectedField mask = new ProtectedField(kind, Protection.MASK, null);
    return JsonForm.of(mask.typeOf(type), mask.apply(value));
  }

  /**
   * The key as people may see it, e.g. {@code customer[42]}.
   *
   * @param names of the key fields, in the order of the key
   */
  String form(EntityKey key, List<String> names) {
    if (names.stream().noneMatch(personal::containsKey)) {
      return key.toString();
    }
    List<Object> values = key.values();
    Object[] shown = new Object[values.size()];
    for (int i = 0; i < shown.length; i++) {
      PiiKind kind = i < names.size() ? personal.get(names.get(i)) : null;
      Object value = values.get(i);
      shown[i] =
          kind == null
              ? value
              : value instanceof String text ? kind.mask(text) : PiiKind.GENERIC.mask("");
    }
    return EntityKey.of(key.entity(), shown).toString();
  }

  private static String version(Stamp stamp) {
    return stamp == null ? null : stamp.version().toString();
  }

  private static String time(Stamp stamp) {
    return stamp == null ? null : JsonForm.time(stamp.timestamp());
  }

  private FieldStory story(FieldResolution field) {
    FieldCandidate winner = field.choice().winner();
    return new FieldStory(
        field.field(),
        form(field.field(), field.choice().type(), field.choice().value()),
        field.held(),
        winner == null ? null : winner.source(),
        field.rule(),
        field.choice().decidedBy(),
        field.candidates().stream()
            .map(candidate -> claim(field.field(), candidate, winner))
            .toList(),
        field.review() == null ? null : story(field.review()));
  }

  private Claim claim(String field, FieldCandidate candidate, FieldCandidate winner) {
    return new Claim(
        candidate.source(),
        form(field, candidate.type(), candidate.value()),
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

  private DecisionStory story(Decision decision, Resolution resolution) {
    boolean holds =
        resolution.reviews().stream().anyMatch(review -> decision.equals(review.decision()));
    return new DecisionStory(
        decision.id(),
        decision.field(),
        decision.action().name().toLowerCase(Locale.ROOT),
        decision.source(),
        decision.type() == null ? null : form(decision.field(), decision.type(), decision.value()),
        decision.reviewer(),
        decision.reason(),
        JsonForm.time(decision.decidedAt()),
        holds);
  }
}
