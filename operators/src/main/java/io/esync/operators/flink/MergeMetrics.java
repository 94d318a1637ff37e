package io.esync.operators.flink;

import io.esync.operators.merge.MergeOutcome;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * Counts what merging does, for each entity: {@code esync.entity.applied} changes that altered the
 * merged entity, {@code esync.entity.ignored} ones that did not, {@code esync.entity.conflicts}
 * ones that met a rival source.
 */
final class MergeMetrics {
  private final MetricGroup group;
  private final Map<String, EntityCounters> entities = new HashMap<>();

  MergeMetrics(MetricGroup operatorGroup) {
    group = operatorGroup.addGroup("esync");
  }

  EntityCounters entity(String entity) {
    return entities.computeIfAbsent(
        entity, name -> new EntityCounters(group.addGroup("entity", name)));
  }

  /** The counters of one entity. */
  static final class EntityCounters {
    final Counter applied;
    final Counter ignored;
    final Counter conflicts;

    private EntityCounters(MetricGroup group) {
      applied = group.counter("applied");
      ignored = group.counter("ignored");
      conflicts = group.counter("conflicts");
    }

    void count(MergeOutcome outcome) {
      (outcome.emission() == null ? ignored : applied).inc();
      if (outcome.stateChanged() && outcome.resolution().isContested()) {
        conflicts.inc();
      }
    }
  }
}
