package io.esync.operators.flink;

import io.esync.operators.merge.MergeOutcome;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * Counts what merging does, for each entity: {@code esync.entity.applied} inputs that altered the
 * merged entity, {@code esync.entity.ignored} ones that did not, {@code esync.entity.conflicts}
 * ones that met a rival source, {@code reviewsOpened} and {@code reviewsClosed}, {@code decisions}
 * and {@code decisionsRefused}, {@code resolvedAgain} entities that look different by another
 * policy, {@code forgotten} tombstones, {@code late} changes that came after one, and {@code
 * echoes} of what was written to a source. And of all entities together {@code
 * esync.toResolveAgain}: keys that another policy is still to look at.
 */
final class MergeMetrics {
  private final MetricGroup group;
  private final Map<String, EntityCounters> entities = new HashMap<>();

  MergeMetrics(MetricGroup operatorGroup) {
    group = operatorGroup.addGroup("esync");
  }

  void gauge(String name, Gauge<Long> value) {
    group.gauge(name, value);
  }

  EntityCounters entity(String entity) {
    EntityCounters known = entities.get(entity);
    if (known == null) {
      known = new EntityCounters(group.addGroup("entity", entity));
      entities.put(entity, known);
    }
    return known;
  }

  /** The counters of one entity. */
  static final class EntityCounters {
    final Counter applied;
    final Counter ignored;
    final Counter conflicts;
    final Counter reviewsOpened;
    final Counter reviewsClosed;
    final Counter decisions;
    final Counter decisionsRefused;
    final Counter resolvedAgain;
    final Counter retold;
    final Counter forgotten;
    final Counter late;
    final Counter echoes;

    private EntityCounters(MetricGroup group) {
      applied = group.counter("applied");
      ignored = group.counter("ignored");
      conflicts = group.counter("conflicts");
      reviewsOpened = group.counter("reviewsOpened");
      reviewsClosed = group.counter("reviewsClosed");
      decisions = group.counter("decisions");
      decisionsRefused = group.counter("decisionsRefused");
      resolvedAgain = group.counter("resolvedAgain");
      retold = group.counter("retold");
      forgotten = group.counter("forgotten");
      late = group.counter("late");
      echoes = group.counter("echoes");
    }

    void count(MergeOutcome outcome) {
      (outcome.differs() ? applied : ignored).inc();
      if (outcome.isConflict()) {
        conflicts.inc();
      }
    }
  }
}
