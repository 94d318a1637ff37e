package io.esync.operators.flink;

import io.esync.operators.merge.EntityMerge;
import io.esync.operators.merge.Frontier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.runtime.state.StateInitializationContext;

/**
 * What the merge keeps beside its keys: the {@link Frontier}, and by which policies the keys were
 * resolved. All instances write it, and after a restore each has what any of them had.
 */
final class MergeMemory {
  private final Map<String, EntityMerge> merges;
  private final Frontier frontier = new Frontier();
  private final ListState<Tuple3<String, String, Long>> frontierState;
  private final ListState<Tuple2<String, String>> policyState;
  private final ListState<Tuple2<String, String>> definitionState;

  /** Entities of which some keys are resolved by another policy than that of now. */
  private final Set<String> outdated = new HashSet<>();

  /** The policies by which keys of outdated entities may have been resolved. */
  private final List<Tuple2<String, String>> earlier = new ArrayList<>();

  MergeMemory(StateInitializationContext context, Map<String, EntityMerge> merges)
      throws Exception {
    this.merges = merges;
    frontierState = context.getOperatorStateStore().getUnionListState(MergeStates.frontier());
    policyState = context.getOperatorStateStore().getUnionListState(MergeStates.policies());
    definitionState = context.getOperatorStateStore().getUnionListState(MergeStates.definitions());
    if (context.isRestored()) {
      restore();
    }
  }

  private void restore() throws Exception {
    MergeStates.join(frontierState.get(), frontier);
    for (Tuple2<String, String> policy : new HashSet<>(list(policyState.get()))) {
      EntityMerge now = merges.get(policy.f0);
      if (now != null && !now.description().equals(policy.f1)) {
        outdated.add(policy.f0);
        earlier.add(policy);
      }
    }
  }

  private static <T> List<T> list(Iterable<T> elements) {
    List<T> list = new ArrayList<>();
    elements.forEach(list::add);
    return list;
  }

  void snapshot() throws Exception {
    List<Tuple3<String, String, Long>> times = new ArrayList<>();
    frontier
        .reached()
        .forEach((source, time) -> times.add(Tuple3.of(MergeStates.REACHED, source, time)));
    frontier
        .forgotten()
        .forEach((entity, time) -> times.add(Tuple3.of(MergeStates.FORGOTTEN, entity, time)));
    frontierState.update(times);
    List<Tuple2<String, String>> policies = new ArrayList<>(earlier);
    merges.forEach((entity, merge) -> policies.add(Tuple2.of(entity, merge.description())));
    policyState.update(policies);
    List<Tuple2<String, String>> definitions = new ArrayList<>();
    merges.forEach((entity, merge) -> definitions.add(Tuple2.of(entity, merge.definition())));
    definitionState.update(definitions);
  }

  Frontier frontier() {
    return frontier;
  }

  /** Whether keys of {@code entity} may be resolved by another policy than that of now. */
  boolean isOutdated(String entity) {
    return outdated.contains(entity);
  }

  boolean isOutdated() {
    return !outdated.isEmpty();
  }

  /** All keys are resolved by the policies of now. */
  void upToDate() {
    outdated.clear();
    earlier.clear();
  }
}
