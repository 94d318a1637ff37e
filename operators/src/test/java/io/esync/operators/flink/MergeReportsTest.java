package io.esync.operators.flink;

import static io.esync.operators.flink.MergeRuns.cluster;
import static io.esync.operators.flink.MergeRuns.fromSource;
import static io.esync.operators.flink.MergeRuns.shown;
import static org.assertj.core.api.Assertions.assertThat;

import io.esync.operators.merge.ChangeBuilder;
import io.esync.operators.merge.Histories;
import io.esync.operators.merge.MergePolicy;
import io.esync.operators.merge.PlainPolicy;
import io.esync.operators.merge.Policies;
import io.esync.operators.merge.ReferenceMerge;
import io.esync.operators.model.AuditEvent;
import io.esync.operators.model.AuditLevel;
import io.esync.operators.model.ChangeRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What the operator tells beside its emissions, and that it may be rescaled. */
class MergeReportsTest {
  private static final MergePolicy LATEST = Policies.lastWriteWins();

  @Test
  void the_audit_tells_what_became_of_each_change() throws Exception {
    try (MergeCluster cluster = cluster(LATEST, AuditLevel.ALL)) {
      cluster.process(fromSource("crm").at(1).time(5).upsert("a", "crm"));
      cluster.process(fromSource("crm").at(1).time(5).upsert("a", "crm"));
      cluster.process(fromSource("erp").at(1).time(6).upsert("a", "erp"));
      cluster.process(fromSource("erp").at(2).time(7).upsert("a", "crm"));
      cluster.process(fromSource("erp").at(3).time(8).upsert("a", "crm"));

      assertThat(cluster.audit())
          .extracting(event -> event.outcome() + ": " + event.reason())
          .containsExactly(
              "APPLIED: only source",
              "IGNORED: older-or-repeated",
              "CONFLICT_RESOLVED: latest timestamp",
              "APPLIED: latest timestamp",
              "IGNORED: same-result");
      AuditEvent conflict = cluster.audit().get(2);
      assertThat(conflict.operator()).isEqualTo("customers/merge");
      assertThat(conflict.candidates())
          .extracting(AuditEvent.Candidate::source)
          .containsExactly("erp", "crm");
      assertThat(cluster.metrics().get("entity.customer.applied")).isEqualTo(3);
      assertThat(cluster.metrics().get("entity.customer.ignored")).isEqualTo(2);
      assertThat(cluster.metrics().get("entity.customer.conflicts")).isEqualTo(1);
    }
  }

  @Test
  void the_audit_level_leaves_out_what_nobody_asked_for() throws Exception {
    for (AuditLevel level : List.of(AuditLevel.CONFLICTS, AuditLevel.NONE)) {
      try (MergeCluster cluster = cluster(LATEST, level)) {
        cluster.process(fromSource("crm").at(1).time(5).upsert("a", "crm"));
        cluster.process(fromSource("erp").at(1).time(6).upsert("a", "erp"));

        assertThat(cluster.audit()).hasSize(level == AuditLevel.CONFLICTS ? 1 : 0);
      }
    }
  }

  @Test
  void rescaling_from_one_to_two_to_three_and_back_loses_nothing() throws Exception {
    Random random = new Random(7);
    List<List<List<ChangeRecord>>> histories = new ArrayList<>();
    List<ChangeRecord> arrival = new ArrayList<>();
    for (long key = 0; key < 40; key++) {
      List<List<ChangeRecord>> ofKey = withKey(Histories.bySource(random), key);
      histories.add(ofKey);
      arrival.addAll(Histories.interleaved(ofKey, random));
    }
    int[] parallelism = {1, 2, 3, 1};
    try (MergeCluster cluster = cluster(LATEST, AuditLevel.NONE)) {
      for (int step = 0; step < parallelism.length; step++) {
        cluster.restore(cluster.snapshot(), parallelism[step]);
        for (int i = step; i < arrival.size(); i += parallelism.length) {
          cluster.process(arrival.get(i));
        }
      }

      for (int key = 0; key < histories.size(); key++) {
        assertThat(shown(cluster.emissions(), key))
            .isEqualTo(
                ReferenceMerge.resolve(histories.get(key), PlainPolicy.lastWriteWins(List.of())));
      }
    }
  }

  private static List<List<ChangeRecord>> withKey(List<List<ChangeRecord>> histories, long key) {
    return histories.stream()
        .map(history -> history.stream().map(change -> ChangeBuilder.rekeyed(change, key)).toList())
        .toList();
  }
}
