package io.esync.operators.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.esync.operators.merge.ChangeBuilder;
import io.esync.operators.merge.MergePolicy;
import io.esync.operators.merge.Policies;
import io.esync.operators.merge.ReferenceMerge;
import io.esync.operators.model.AuditLevel;
import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.ChangeRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;

/** The operator, and histories that it is led through. */
final class MergeRuns {
  private MergeRuns() {}

  static ChangeBuilder fromSource(String source) {
    return ChangeBuilder.of(source);
  }

  static MergeCluster cluster(MergePolicy policy, AuditLevel level) throws Exception {
    return new MergeCluster(operator(policy, level));
  }

  static Supplier<MergeOperator> operator(MergePolicy policy, AuditLevel level) {
    return () ->
        new MergeOperator("customers/merge", Map.of("customer", Policies.merge(policy)), level);
  }

  static Map<String, Object> shown(List<ChangeRecord> emissions, long key) {
    Map<String, Object> shown = null;
    for (ChangeRecord emission : emissions) {
      if (emission.key().values().get(0).equals(key)) {
        shown = emission.op() == ChangeOp.DELETE ? null : ReferenceMerge.shown(emission.row());
      }
    }
    return shown;
  }

  /**
   * What is emitted for {@code changes}: straight; with snapshot and restore between any two
   * changes; and with a failure after each change, so that it is processed again from the snapshot
   * before it, together with the two changes before, which the snapshot already holds.
   */
  static List<ChangeRecord> run(MergePolicy policy, ChangeRecord... changes) throws Exception {
    List<ChangeRecord> straight;
    try (MergeCluster cluster = cluster(policy, AuditLevel.NONE)) {
      for (ChangeRecord change : changes) {
        cluster.process(change);
      }
      straight = List.copyOf(cluster.emissions());
    }
    try (MergeCluster cluster = cluster(policy, AuditLevel.NONE)) {
      for (ChangeRecord change : changes) {
        cluster.restore(cluster.snapshot(), 1);
        cluster.process(change);
      }
      assertThat(withoutRepetitions(cluster.emissions()))
          .as("restored between any two changes")
          .isEqualTo(withoutRepetitions(straight));
    }
    try (MergeCluster cluster = cluster(policy, AuditLevel.NONE)) {
      for (int i = 0; i < changes.length; i++) {
        OperatorSubtaskState snapshot = cluster.snapshot();
        int before = cluster.emissions().size();
        cluster.process(changes[i]);
        cluster.emissions().subList(before, cluster.emissions().size()).clear();
        cluster.restore(snapshot, 1);
        for (int again = Math.max(0, i - 2); again <= i; again++) {
          cluster.process(changes[again]);
        }
      }
      assertThat(withoutRepetitions(cluster.emissions()))
          .as("failed after each change")
          .isEqualTo(withoutRepetitions(straight));
    }
    return straight;
  }

  /** What targets are shown, without what they have already. */
  private static List<Object> withoutRepetitions(List<ChangeRecord> emissions) {
    Map<Object, Object> shown = new HashMap<>();
    List<Object> changes = new ArrayList<>();
    for (ChangeRecord emission : emissions) {
      Object now = List.of(emission.op(), ReferenceMerge.shown(emission.row()));
      if (!now.equals(shown.put(emission.key(), now))) {
        changes.add(now);
      }
    }
    return changes;
  }
}
