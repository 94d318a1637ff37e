package io.esync.operators.merge;

import io.esync.operators.model.ChangeRecord;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything that is known of one entity: what each source says, sorted by source id. Immutable.
 *
 * @param sources one state for each source that ever spoke of the entity
 */
public record EntityState(List<SourceState> sources) {
  public static final EntityState EMPTY = new EntityState(List.of());

  public EntityState {
    sources = List.copyOf(sources);
  }

  /** What {@code source} says; empty where it has said nothing. */
  public SourceState source(String source) {
    for (SourceState state : sources) {
      if (state.source().equals(source)) {
        return state;
      }
    }
    return SourceState.empty(source);
  }

  /** The state after {@code change}; this very object where the change says nothing new. */
  @SuppressWarnings("ReferenceEquality") // the same object means: nothing new
  public EntityState join(ChangeRecord change) {
    SourceState before = source(change.origin().source());
    SourceState after = before.join(change);
    return after == before ? this : with(after);
  }

  private EntityState with(SourceState changed) {
    List<SourceState> result = new ArrayList<>(sources.size() + 1);
    boolean placed = false;
    for (SourceState state : sources) {
      int order = state.source().compareTo(changed.source());
      if (!placed && order >= 0) {
        result.add(changed);
        placed = true;
      }
      if (order != 0) {
        result.add(state);
      }
    }
    if (!placed) {
      result.add(changed);
    }
    return new EntityState(result);
  }
}
