package io.esync.operators.merge;

import io.esync.operators.model.Row;
import java.util.List;

/**
 * What an input did to an entity.
 *
 * @param entity what is to be stored
 * @param stateChanged whether the input said anything new
 * @param row the merged entity in full: a field that no source carries is NULL, one that a review
 *     holds back is absent. Null where the entity does not exist
 * @param differs whether it looks different from what was passed on last
 * @param resolution how it came to look so; null where nothing changed
 * @param reviews the steps that reviews took
 */
public record MergeOutcome(
    MergedEntity entity,
    boolean stateChanged,
    Row row,
    boolean differs,
    Resolution resolution,
    List<ReviewItem> reviews) {
  static MergeOutcome unchanged(MergedEntity entity) {
    return new MergeOutcome(entity, false, null, false, null, List.of());
  }

  /** Whether the row is held back while a review is open; a delete never is. */
  public boolean isHeld() {
    return resolution != null && resolution.held();
  }

  /** Whether sources disagree. */
  public boolean isConflict() {
    return stateChanged && resolution.isContested();
  }
}
