package io.esync.operators.merge;

import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.EntityKey;
import io.esync.operators.model.Origin;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import java.util.List;

/**
 * Takes what comes for one entity from one stored form to the next: joins, resolves, and says what
 * is different. Pure.
 *
 * @param policy how the state is resolved
 * @param progress the time up to which all sources have been heard, microseconds since the epoch or
 *     unknown
 * @param targetsMayBeAhead whether targets may have been given what the state does not know: then
 *     what they may show of reviews is told again
 */
public record Merging(EntityPolicy policy, long progress, boolean targetsMayBeAhead) {

  /** After a change of a source. */
  public MergeOutcome change(MergedEntity before, ChangeRecord change) {
    EntityState after = before.state().join(change, policy.deletion().isSoft());
    boolean mayNarrow = change.op().removes();
    return outcome(before, after, change.key(), change.origin(), mayNarrow);
  }

  /** After several changes of a source that were joined on the way. */
  public MergeOutcome joined(MergedEntity before, MergeInput.Joined joined) {
    EntityState after = before.state().join(joined.delta(), policy.deletion().isSoft());
    boolean mayNarrow = joined.delta().state().deleted() != null;
    return outcome(before, after, joined.key(), joined.last().origin(), mayNarrow);
  }

  /** After a decision that is not {@link #isStale}. */
  public MergeOutcome decided(MergedEntity before, MergeInput.Decided decided) {
    EntityState after = before.state().join(decided.decision());
    MergeOutcome outcome = outcome(before, after, decided.key(), decided.origin(), false);
    return outcome.stateChanged() ? ReviewSteps.tellOf(decided, outcome) : outcome;
  }

  /** Whether a newer candidate has passed what the reviewer saw. */
  public boolean isStale(MergedEntity entity, Decision decision) {
    if (decision.action() == Decision.Action.UNPIN) {
      return false;
    }
    return policy.explain(entity.state(), progress).fields().stream()
        .filter(field -> field.field().equals(decision.field()))
        .anyMatch(field -> decision.basis().isPassedBy(field.candidates()));
  }

  /** The same state resolved again: by another policy, or at a later time. */
  public MergeOutcome again(MergedEntity before, EntityKey key, Origin cause) {
    return resolved(before, before.state(), key, cause, null);
  }

  /** The same state resolved again, with all fields that a target was once given. */
  public MergeOutcome retold(MergedEntity before, ChangeRecord refused) {
    RowSchema told = refused.op().removes() ? null : refused.row().schema();
    return resolved(before, before.state(), refused.key(), refused.origin(), told);
  }

  @SuppressWarnings("ReferenceEquality") // join returns the same object where nothing is new
  private MergeOutcome outcome(
      MergedEntity before, EntityState after, EntityKey key, Origin cause, boolean mayNarrow) {
    if (after == before.state()) {
      return MergeOutcome.unchanged(before);
    }
    Row earlier = mayNarrow ? policy.resolve(before.state(), progress).row() : null;
    return resolved(before, after, key, cause, earlier == null ? null : earlier.schema());
  }

  /** Whether no target can have a row that is to be taken back. */
  private boolean isUnheardOf(MergedEntity before, Resolution resolution) {
    return resolution.isIncomplete()
        && !targetsMayBeAhead
        && before.emitted() == MergedEntity.UNKNOWN
        && before.state().sources().isEmpty();
  }

  /**
   * @param earlier the fields that there were, where some may be gone; else null
   */
  private MergeOutcome resolved(
      MergedEntity before, EntityState after, EntityKey key, Origin cause, RowSchema earlier) {
    Resolution resolution = policy.resolve(after, progress);
    ReviewSteps steps = new ReviewSteps(key, before.reviews(), resolution, cause);
    if (targetsMayBeAhead && policy.review() != null) {
      steps.closeOthers(policy.review(), after);
    }
    Row row = resolution.row();
    if (row != null && earlier != null) {
      row = RowMerge.covering(row, earlier);
    }
    long digest = resolution.held() ? before.emitted() : MergedEntity.digest(resolution);
    return new MergeOutcome(
        new MergedEntity(after, digest, steps.open()),
        true,
        row,
        digest != before.emitted() && !isUnheardOf(before, resolution),
        resolution,
        List.copyOf(steps.steps()));
  }
}
