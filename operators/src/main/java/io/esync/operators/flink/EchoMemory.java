package io.esync.operators.flink;

import io.esync.operators.merge.EchoFilter;
import io.esync.operators.merge.EchoFilter.Judgement;
import io.esync.operators.merge.EchoSource;
import io.esync.operators.merge.EchoState;
import io.esync.operators.merge.Echoes;
import io.esync.operators.merge.EntityPolicy;
import io.esync.operators.merge.EntityPolicy.Grain;
import io.esync.operators.merge.MergedEntity;
import io.esync.operators.model.ChangeRecord;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;

/**
 * Remembers for the current key what systems that are source and target hold. State: {@link
 * Echoes}, only of entities that have such a source.
 */
final class EchoMemory {
  static final String STATE = "echoes";

  private final Map<String, List<EchoSource>> sources;
  private final ValueState<Echoes> state;

  /**
   * @param sources by entity
   */
  EchoMemory(Map<String, List<EchoSource>> sources, KeyedStateStore store) {
    this.sources = new HashMap<>(sources);
    this.state =
        sources.isEmpty()
            ? null
            : store.getState(new ValueStateDescriptor<>(STATE, EchoesSerializer.INSTANCE));
  }

  private List<EchoSource> sources(String entity) {
    return sources.getOrDefault(entity, List.of());
  }

  private Echoes known() throws IOException {
    Echoes known = state.value();
    return known == null ? Echoes.NOTHING : known;
  }

  /** What {@code change} is; null where its source is none that is written to. */
  Judgement judge(ChangeRecord change, MergedEntity entity, EntityPolicy policy)
      throws IOException {
    String source = change.origin().source();
    if (sources(change.entity()).stream().noneMatch(echo -> echo.source().equals(source))) {
      return null;
    }
    Echoes known = known();
    Judgement judgement =
        new EchoFilter(policy.grain() == Grain.FIELD)
            .judge(known.of(source), change, entity.state().source(source));
    state.update(known.with(judgement.after()));
    return judgement;
  }

  /** A change came back that bears this pipeline's mark. */
  void heard(ChangeRecord change, MergedEntity entity) throws IOException {
    if (sources(change.entity()).isEmpty()) {
      return;
    }
    Echoes known = known();
    String source = change.origin().source();
    EchoState after = EchoFilter.heard(known.of(source), change, entity.state().source(source));
    state.update(known.with(after));
  }

  /** {@code change} was passed on to all targets of its entity. */
  void wrote(ChangeRecord change, long now) throws IOException {
    List<EchoSource> unmarked =
        sources(change.entity()).stream().filter(echo -> !echo.marked()).toList();
    if (!unmarked.isEmpty()) {
      Echoes known = known();
      for (EchoSource echo : unmarked) {
        known = known.with(EchoFilter.wrote(known.of(echo.source()), change, now));
      }
      state.update(known);
    }
  }

  /** {@code entity} as the systems have it; see {@link Echoes#asHeld}. */
  MergedEntity asHeld(String name, MergedEntity entity) throws IOException {
    return sources(name).isEmpty()
        ? entity
        : new MergedEntity(known().asHeld(entity.state()), entity.emitted(), entity.reviews());
  }

  void forget() {
    if (state != null) {
      state.clear();
    }
  }
}
