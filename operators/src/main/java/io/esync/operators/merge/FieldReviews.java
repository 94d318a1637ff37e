package io.esync.operators.merge;

import io.esync.operators.merge.Decision.Action;
import io.esync.operators.merge.FieldReview.Status;
import io.esync.operators.merge.ReviewPolicy.Pending;
import io.esync.operators.model.Origin;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts decisions and open reviews over what the rules say.
 *
 * @param progress the time up to which all sources have been heard
 */
record FieldReviews(EntityPolicy policy, long progress) {

  /** {@code resolution} as reviewers see and want it. */
  FieldResolution review(FieldResolution resolution, Decision decision) {
    if (decision != null && holds(decision, resolution.candidates())) {
      return decided(resolution, decision);
    }
    ReviewPolicy review = policy.review();
    if (review == null || !review.covers(resolution.field()) || !isOpen(resolution)) {
      return resolution;
    }
    return isExpired(resolution)
        ? expired(resolution)
        : new FieldResolution(
            resolution.field(),
            resolution.rule(),
            resolution.choice(),
            review.pending() == Pending.HOLD_FIELD,
            resolution.candidates(),
            entry(resolution, Status.OPEN, null));
  }

  /** A decision that is not sticky holds until a newer candidate passes what its reviewer saw. */
  static boolean holds(Decision decision, List<FieldCandidate> candidates) {
    return decision.action() != Action.UNPIN
        && (decision.isSticky() || !decision.basis().isPassedBy(candidates));
  }

  private FieldResolution decided(FieldResolution resolution, Decision decision) {
    String by = "decision of " + decision.reviewer();
    FieldChoice choice =
        switch (decision.action()) {
          case SET, PIN -> new FieldChoice(decision.type(), decision.value(), null, by);
          case PICK -> picked(resolution, decision.source(), by);
          case IGNORE, UNPIN -> resolution.choice();
        };
    return new FieldResolution(
        resolution.field(),
        resolution.rule(),
        choice,
        false,
        resolution.candidates(),
        entry(resolution, Status.DECIDED, decision));
  }

  private static FieldChoice picked(FieldResolution resolution, String source, String by) {
    for (FieldCandidate candidate : resolution.candidates()) {
      if (candidate.source().equals(source)) {
        return FieldChoice.of(candidate, by);
      }
    }
    return resolution.choice();
  }

  private boolean isOpen(FieldResolution resolution) {
    List<FieldCandidate> rivals = new ArrayList<>(resolution.candidates());
    rivals.removeIf(candidate -> candidate.value() == null);
    return rivals.size() > 1 && policy.review().when().holds(rivals);
  }

  private boolean isExpired(FieldResolution resolution) {
    Long after = policy.review().expiresAfter();
    long openedAt = openedAt(resolution);
    return after != null
        && openedAt != Origin.UNKNOWN_TIME
        && progress != Origin.UNKNOWN_TIME
        && progress - after >= openedAt;
  }

  private FieldResolution expired(FieldResolution resolution) {
    FieldRule fallback = policy.review().fallback();
    return new FieldResolution(
        resolution.field(),
        fallback.name(),
        fallback.choose(resolution.candidates(), policy.order()),
        false,
        resolution.candidates(),
        entry(resolution, Status.EXPIRED, null));
  }

  private static FieldReview entry(FieldResolution resolution, Status status, Decision decision) {
    return new FieldReview(
        resolution.field(),
        status,
        resolution.candidates(),
        Basis.of(resolution.candidates()),
        openedAt(resolution),
        decision);
  }

  private static long openedAt(FieldResolution resolution) {
    long latest = Origin.UNKNOWN_TIME;
    for (FieldCandidate candidate : resolution.candidates()) {
      latest = Math.max(latest, candidate.stamp().timestamp());
    }
    return latest;
  }
}
