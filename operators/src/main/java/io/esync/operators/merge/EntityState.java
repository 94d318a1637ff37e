package io.esync.operators.merge;

import io.esync.operators.model.ChangeRecord;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything that is known of one entity: what each source says, and what reviewers decided.
 * Immutable. Joining is a pointwise maximum: the order of arrival and repetition change nothing.
 *
 * @param sources one state for each source that ever spoke of the entity, sorted by source id
 * @param decisions the latest of each field, sorted by field
 */
public record EntityState(List<SourceState> sources, List<Decision> decisions) {
  public static final EntityState EMPTY = new EntityState(List.of(), List.of());

  public EntityState {
    sources = List.copyOf(sources);
    decisions = List.copyOf(decisions);
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

  /** The latest decision about {@code field}, or null. */
  public Decision decision(String field) {
    for (Decision decision : decisions) {
      if (decision.field().equals(field)) {
        return decision;
      }
    }
    return null;
  }

  /** Whether no source has the entity any more. */
  public boolean isDead() {
    for (SourceState state : sources) {
      if (state.isLive()) {
        return false;
      }
    }
    return true;
  }

  /** The state after {@code change}; this very object where the change says nothing new. */
  public EntityState join(ChangeRecord change, boolean keepDeleted) {
    SourceState before = source(change.origin().source());
    return with(before, before.join(change, keepDeleted));
  }

  /** The state after the changes of {@code delta}; this object where they say nothing new. */
  public EntityState join(SourceDelta delta, boolean keepDeleted) {
    SourceState before = source(delta.state().source());
    return with(before, before.join(delta, keepDeleted));
  }

  /** The state after {@code decision}; this object where a later one is known. */
  public EntityState join(Decision decision) {
    Decision known = decision(decision.field());
    if (known != null && known.compareTo(decision) >= 0) {
      return this;
    }
    List<Decision> result = new ArrayList<>(decisions);
    result.remove(known);
    int at = 0;
    while (at < result.size() && result.get(at).field().compareTo(decision.field()) < 0) {
      at++;
    }
    result.add(at, decision);
    return new EntityState(sources, result);
  }

  /** The least upper bound of two states; this object where it is the greater. */
  public EntityState join(EntityState other) {
    EntityState result = this;
    for (SourceState state : other.sources) {
      SourceState before = result.source(state.source());
      result = result.with(before, before.join(state));
    }
    for (Decision decision : other.decisions) {
      result = result.join(decision);
    }
    return result;
  }

  /** This state without what sources said before they deleted the entity. */
  public EntityState lean() {
    EntityState result = this;
    for (SourceState state : sources) {
      result = result.with(state, state.lean());
    }
    return result;
  }

  @SuppressWarnings("ReferenceEquality") // the same object means: nothing new
  private EntityState with(SourceState before, SourceState changed) {
    if (changed == before) {
      return this;
    }
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
    return new EntityState(result, decisions);
  }
}
