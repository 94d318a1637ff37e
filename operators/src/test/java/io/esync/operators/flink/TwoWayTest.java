package io.esync.operators.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.esync.operators.merge.CandidateOrder;
import io.esync.operators.merge.Deletion;
import io.esync.operators.merge.EchoSource;
import io.esync.operators.merge.EntityMerge;
import io.esync.operators.merge.EntityPolicy;
import io.esync.operators.merge.FieldRules;
import io.esync.operators.merge.MergeInput;
import io.esync.operators.model.AuditLevel;
import io.esync.operators.model.ChangeRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.junit.jupiter.api.Test;

/**
 * Two systems that are kept in step both ways, while their users edit one row and everything that
 * can be in between is: changes that were not read yet, results that were not written yet, and
 * failures after which logs are read again.
 */
class TwoWayTest {
  private static final int STEPS = 40;
  private static final int MOST_STEPS_TO_REST = 400;

  private final TwoWaySystem[] systems = new TwoWaySystem[2];
  private final Map<String, String> lastEdits = new HashMap<>();
  private Random random;
  private long time;
  private int emitted;

  @Property(tries = 150)
  void marked_writes_lose_no_edit_and_the_systems_come_to_rest_equal(@ForAll long seed)
      throws Exception {
    try (MergeCluster cluster = start(seed, true)) {
      run(cluster, false, true);

      if (!lastEdits.isEmpty()) {
        Map<String, Object> shown = new HashMap<>(systems[0].row());
        shown.values().removeIf(value -> value == null);
        assertThat(shown).isEqualTo(lastEdits);
      }
    }
  }

  @Property(tries = 100)
  void marked_writes_come_to_rest_equal_where_rows_are_deleted_too(@ForAll long seed)
      throws Exception {
    try (MergeCluster cluster = start(seed, true)) {
      run(cluster, true, true);
    }
  }

  @Property(tries = 100)
  void writes_without_marks_come_to_rest_equal(@ForAll long seed) throws Exception {
    try (MergeCluster cluster = start(seed, false)) {
      run(cluster, true, false);
    }
  }

  @Test
  void what_was_deleted_in_both_systems_is_forgotten() throws Exception {
    try (MergeCluster cluster = start(1, true)) {
      systems[0].edit("a", "x", ++time);
      settle(cluster);
      systems[1].delete(++time);
      settle(cluster);

      cluster.progress("crm", time);
      cluster.clock(1_000_000);
      assertThat(cluster.metrics().get("entity.customer.forgotten")).isZero();
      cluster.progress("erp", time);
      cluster.clock(2_000_000);
      assertThat(cluster.metrics().get("entity.customer.forgotten")).isEqualTo(1);
      assertThat(cluster.keys()).isZero();
      assertThat(cluster.metrics().get("entity.customer.echoes")).isEqualTo(3);
    }
  }

  private MergeCluster start(long seed, boolean marked) throws Exception {
    random = new Random(seed * 0x9E3779B97F4A7C15L);
    time = 100;
    emitted = 0;
    lastEdits.clear();
    systems[0] = new TwoWaySystem("crm", marked);
    systems[1] = new TwoWaySystem("erp", marked);
    EntityPolicy policy =
        new EntityPolicy(
            "field-level",
            EntityPolicy.Grain.FIELD,
            new CandidateOrder(List.of("crm", "erp")),
            FieldRules.LATEST,
            Deletion.LATEST,
            null);
    EntityMerge merge = new EntityMerge(policy, "p", List.of("crm", "erp"), 0, null);
    List<EchoSource> echoes = List.of(new EchoSource("crm", marked), new EchoSource("erp", marked));
    return new MergeCluster(
        () ->
            new MergeOperator(
                "merge", Map.of("customer", merge), Map.of("customer", echoes), AuditLevel.NONE),
        new HashMapStateBackend());
  }

  /**
   * @param together whether several results may be written as one. Without marks what was left out
   *     is waited for, and an edit of just that value is taken for it
   */
  private void run(MergeCluster cluster, boolean deletes, boolean together) throws Exception {
    OperatorSubtaskState saved = cluster.snapshot();
    int[] positions = {0, 0};
    for (int i = 0; i < STEPS; i++) {
      TwoWaySystem system = systems[random.nextInt(2)];
      switch (random.nextInt(12)) {
        case 0, 1, 2 -> edit(system, deletes);
        case 3, 4, 5 -> system.write(++time, false);
        case 6 -> system.write(++time, together);
        case 10 -> {
          saved = cluster.snapshot();
          positions = new int[] {systems[0].position(), systems[1].position()};
        }
        case 11 -> {
          flush();
          cluster.restore(saved, 1);
          systems[0].readAgainFrom(positions[0]);
          systems[1].readAgainFrom(positions[1]);
        }
        default -> read(cluster, system);
      }
    }
    settle(cluster);
    assertThat(systems[0].row()).isEqualTo(systems[1].row());
  }

  /** What was passed on is written even if the job fails thereafter, or it is not: here it is. */
  private void flush() {
    for (TwoWaySystem system : systems) {
      while (system.write(++time, false)) {
        // until nothing is left
      }
    }
  }

  private void edit(TwoWaySystem system, boolean deletes) {
    if (deletes && random.nextInt(6) == 0) {
      system.delete(++time);
      return;
    }
    String field = List.of("a", "b", "c").get(random.nextInt(3));
    String value = "v" + random.nextInt(3);
    if (system.row() == null) {
      lastEdits.clear(); // a new row says NULL of all other fields
    }
    if (system.edit(field, value, ++time)) {
      lastEdits.put(field, value);
    }
  }

  private boolean read(MergeCluster cluster, TwoWaySystem system) throws Exception {
    MergeInput next = system.read();
    if (next == null) {
      return false;
    }
    cluster.process(next);
    List<ChangeRecord> all = cluster.emissions();
    for (; emitted < all.size(); emitted++) {
      systems[0].enqueue(all.get(emitted));
      systems[1].enqueue(all.get(emitted));
    }
    return true;
  }

  private void settle(MergeCluster cluster) throws Exception {
    int steps = 0;
    boolean moved = true;
    while (moved) {
      moved = false;
      for (TwoWaySystem system : systems) {
        moved |= read(cluster, system);
        moved |= system.write(++time, false);
      }
      assertThat(++steps).isLessThan(MOST_STEPS_TO_REST);
    }
  }
}
