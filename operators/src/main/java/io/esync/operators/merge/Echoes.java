package io.esync.operators.merge;

import io.esync.operators.model.Origin;
import java.util.ArrayList;
import java.util.List;

/**
 * What is known of one entity in every system that is source and target. Immutable.
 *
 * @param states one for each echo source that was heard or written to, sorted by source id
 */
public record Echoes(List<EchoState> states) {
  public static final Echoes NOTHING = new Echoes(List.of());

  public Echoes {
    states = List.copyOf(states);
  }

  /** Of {@code source}; empty where nothing is known. */
  public EchoState of(String source) {
    return states.stream()
        .filter(state -> state.source().equals(source))
        .findFirst()
        .orElseGet(() -> EchoState.of(source));
  }

  /** With {@code state} in the place of what was known of its source. */
  public Echoes with(EchoState state) {
    List<EchoState> result = new ArrayList<>(states);
    result.removeIf(known -> known.source().equals(state.source()));
    int at = 0;
    while (at < result.size() && result.get(at).source().compareTo(state.source()) < 0) {
      at++;
    }
    result.add(at, state);
    return new Echoes(result);
  }

  /**
   * {@code entity} as the systems have it: what this pipeline deleted from one of them is gone
   * there as well, though the source never said so. Not to be joined: it is for telling when nobody
   * has the entity any more and it can be forgotten.
   */
  public EntityState asHeld(EntityState entity) {
    List<SourceState> sources = new ArrayList<>(entity.sources());
    long deletedAt = Origin.UNKNOWN_TIME;
    for (SourceState source : sources) {
      if (source.deleted() != null) {
        deletedAt = Math.max(deletedAt, source.deleted().timestamp());
      }
    }
    boolean any = false;
    for (int i = 0; i < sources.size(); i++) {
      SourceState source = sources.get(i);
      EchoState echo = of(source.source());
      if (source.isLive() && echo.held() != null && !echo.held().exists()) {
        long since = Math.max(deletedAt, source.rowStamp().timestamp());
        Stamp gone = new Stamp(echo.version(), since);
        sources.set(i, SourceState.of(source.source(), null, null, null, null, gone));
        any = true;
      }
    }
    return any ? new EntityState(sources, entity.decisions()) : entity;
  }
}
