package io.esync.operators.merge;

import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.ChangeRecord;

/**
 * What a change did to an entity.
 *
 * @param state the state afterwards
 * @param stateChanged whether the change said anything new
 * @param emission the change of the merged entity, or null where it looks as before
 * @param resolution how the entity looks now and why
 */
public record MergeOutcome(
    EntityState state, boolean stateChanged, ChangeRecord emission, Resolution resolution) {
  /** Joins {@code change} into {@code before} and resolves the state on both sides of it. */
  @SuppressWarnings("ReferenceEquality") // join returns the same object where nothing is new
  public static MergeOutcome of(EntityState before, ChangeRecord change, LastWriteWins policy) {
    EntityState after = before.join(change);
    Resolution resolution = policy.resolve(after);
    if (after == before) {
      return new MergeOutcome(after, false, null, resolution);
    }
    Resolution earlier = policy.resolve(before);
    ChangeRecord emission =
        resolution.sameResult(earlier) ? null : emission(change, earlier, resolution);
    return new MergeOutcome(after, true, emission, resolution);
  }

  /** How the entity looks after {@code change}, whether or not that differs from before. */
  public ChangeRecord current(ChangeRecord change) {
    return resolution.row() == null
        ? new ChangeRecord(change.key(), ChangeOp.DELETE, change.row().keyRow(), change.origin())
        : new ChangeRecord(change.key(), ChangeOp.UPSERT, resolution.row(), change.origin());
  }

  private static ChangeRecord emission(
      ChangeRecord change, Resolution earlier, Resolution resolution) {
    return resolution.row() == null
        ? new ChangeRecord(change.key(), ChangeOp.DELETE, earlier.row().keyRow(), change.origin())
        : new ChangeRecord(change.key(), ChangeOp.UPSERT, resolution.row(), change.origin());
  }
}
