package io.esync.operators.flink;

import static io.esync.operators.flink.MergeRuns.cluster;
import static io.esync.operators.flink.MergeRuns.fromSource;
import static io.esync.operators.merge.ChangeBuilder.schema;
import static org.assertj.core.api.Assertions.assertThat;

import io.esync.operators.merge.MergeInput;
import io.esync.operators.merge.Policies;
import io.esync.operators.merge.ReferenceMerge;
import io.esync.operators.model.AuditLevel;
import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.Row;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A row that a target refused is passed on again as it is now, and never as it was. */
class RetellTest {
  @Test
  void what_a_target_refused_is_passed_on_as_it_is_now() throws Exception {
    try (MergeCluster cluster = cluster(Policies.lastWriteWins(), AuditLevel.ALL)) {
      cluster.process(fromSource("crm").at(1).time(5).upsert("a", "old"));
      ChangeRecord refused = cluster.emissions().get(0);
      cluster.process(fromSource("crm").at(2).time(6).upsert("a", "new"));

      cluster.process(retell(refused));
      cluster.process(retell(refused));

      assertThat(cluster.emissions()).hasSize(4);
      for (ChangeRecord again : cluster.emissions().subList(2, 4)) {
        assertThat(ReferenceMerge.shown(again.row())).containsEntry("a", "new");
        assertThat(again.origin()).isEqualTo(refused.origin().attempt(2));
      }
      assertThat(cluster.metrics().get("entity.customer.retold")).isEqualTo(2);
      assertThat(reasons(cluster)).endsWith("APPLIED: " + AGAIN, "APPLIED: " + AGAIN);
    }
  }

  @Test
  void an_upsert_that_was_refused_is_a_delete_where_the_entity_is_gone() throws Exception {
    try (MergeCluster cluster = cluster(Policies.lastWriteWins(), AuditLevel.NONE)) {
      cluster.process(fromSource("crm").at(1).time(5).upsert("a", "old"));
      ChangeRecord refused = cluster.emissions().get(0);
      cluster.process(fromSource("crm").at(2).time(6).delete());

      cluster.process(retell(refused));

      assertThat(cluster.emissions().get(2).op()).isEqualTo(ChangeOp.DELETE);
    }
  }

  @Test
  void a_field_that_its_source_took_back_is_told_as_null() throws Exception {
    try (MergeCluster cluster = cluster(Policies.lastWriteWins(), AuditLevel.NONE)) {
      cluster.process(fromSource("crm").as(schema("a")).at(1).time(5).upsert("a", "x"));
      cluster.process(fromSource("erp").as(schema("b")).at(1).time(4).upsert("b", "y"));
      cluster.process(fromSource("erp").as(schema("b")).at(2).time(6).withdraw());
      List<ChangeRecord> told = List.copyOf(cluster.emissions());
      ChangeRecord refused = told.get(told.size() - 1);

      cluster.process(retell(refused));

      Row again = cluster.emissions().get(told.size()).row();
      assertThat(ReferenceMerge.shown(again)).isEqualTo(ReferenceMerge.shown(refused.row()));
      assertThat(again.schema().indexOf("b")).isNotNegative();
    }
  }

  @Test
  void of_a_key_that_nothing_is_known_of_only_a_delete_is_passed_on() throws Exception {
    try (MergeCluster cluster = cluster(Policies.lastWriteWins(), AuditLevel.CONFLICTS)) {
      cluster.process(retell(fromSource("crm").at(1).time(5).upsert("a", "x")));
      assertThat(cluster.emissions()).isEmpty();
      assertThat(reasons(cluster).get(0)).startsWith("REFUSED: nothing is known of the key");

      cluster.process(retell(fromSource("crm").at(2).time(6).delete()));

      assertThat(cluster.emissions()).extracting(ChangeRecord::op).containsOnly(ChangeOp.DELETE);
    }
  }

  @Test
  void retelling_survives_a_restore_and_leaves_the_state_as_it_is() throws Exception {
    try (MergeCluster cluster = cluster(Policies.lastWriteWins(), AuditLevel.ALL)) {
      cluster.process(fromSource("crm").at(1).time(5).upsert("a", "x"));
      ChangeRecord refused = cluster.emissions().get(0);
      cluster.process(retell(refused));
      cluster.restore(cluster.snapshot(), 1);

      cluster.process(fromSource("crm").at(1).time(5).upsert("a", "x"));

      assertThat(reasons(cluster)).endsWith("IGNORED: older-or-repeated");
      assertThat(Map.copyOf(ReferenceMerge.shown(refused.row())))
          .isEqualTo(MergeRuns.shown(cluster.emissions(), 1));
    }
  }

  private static final String AGAIN = "passed on again as it is now, after a target had refused it";

  private static MergeInput retell(ChangeRecord refused) {
    return new MergeInput.Retell(
        new ChangeRecord(refused.key(), refused.op(), refused.row(), refused.origin().attempt(2)));
  }

  private static List<String> reasons(MergeCluster cluster) {
    return cluster.audit().stream().map(event -> event.outcome() + ": " + event.reason()).toList();
  }
}
