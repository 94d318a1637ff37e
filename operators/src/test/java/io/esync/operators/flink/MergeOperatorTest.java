package io.esync.operators.flink;

import static io.esync.operators.flink.MergeRuns.cluster;
import static io.esync.operators.flink.MergeRuns.fromSource;
import static io.esync.operators.flink.MergeRuns.operator;
import static io.esync.operators.flink.MergeRuns.run;
import static io.esync.operators.flink.MergeRuns.shown;
import static org.assertj.core.api.Assertions.assertThat;

import io.esync.operators.merge.MergePolicy;
import io.esync.operators.merge.Policies;
import io.esync.operators.merge.ReferenceMerge;
import io.esync.operators.merge.Replicate;
import io.esync.operators.model.AuditEvent;
import io.esync.operators.model.AuditEvent.Outcome;
import io.esync.operators.model.AuditLevel;
import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.ChangeRecord;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.junit.jupiter.api.Test;

/** Every scenario runs three times, see {@link MergeRuns#run}. */
class MergeOperatorTest {
  private static final MergePolicy LATEST = Policies.lastWriteWins();

  @Test
  void the_latest_writer_is_emitted_and_an_older_one_is_not() throws Exception {
    List<ChangeRecord> emissions =
        run(
            LATEST,
            fromSource("crm").at(1).time(5).upsert("a", "crm", "b", "x"),
            fromSource("erp").at(1).time(4).upsert("a", "erp", "b", "x"),
            fromSource("erp").at(2).time(6).upsert("a", "erp", "b", "x"));

    assertThat(emissions)
        .extracting(emission -> emission.row().get("a"))
        .containsExactly("crm", "erp");
    assertThat(emissions)
        .extracting(emission -> emission.origin().source())
        .containsExactly("crm", "erp");
  }

  @Test
  void a_delete_is_emitted_once_with_the_key_alone() throws Exception {
    List<ChangeRecord> emissions =
        run(
            LATEST,
            fromSource("erp").at(4).time(4).delete(),
            fromSource("crm").at(1).time(5).upsert("a", "x"),
            fromSource("crm").at(2).time(6).delete(),
            fromSource("crm").at(2).time(6).delete(),
            fromSource("erp").at(5).time(5).upsert("a", "late"));

    assertThat(emissions)
        .extracting(ChangeRecord::op)
        .containsExactly(ChangeOp.DELETE, ChangeOp.UPSERT, ChangeOp.DELETE);
    assertThat(emissions.get(2).row().toArray()).containsExactly(1L);
  }

  @Test
  void a_delete_of_an_unknown_key_is_passed_on_as_the_target_may_have_it() throws Exception {
    List<ChangeRecord> emissions = run(LATEST, fromSource("crm").at(4).time(4).delete());

    assertThat(emissions).singleElement().matches(emission -> emission.op() == ChangeOp.DELETE);
    assertThat(emissions.get(0).row().toArray()).containsExactly(1L);
  }

  @Test
  void what_the_target_got_before_a_failure_is_set_right_in_whatever_order_sources_come_again()
      throws Exception {
    try (MergeCluster cluster = cluster(LATEST, AuditLevel.NONE)) {
      cluster.process(fromSource("crm").at(1).time(5).upsert("a", "x"));
      OperatorSubtaskState snapshot = cluster.snapshot();
      cluster.process(fromSource("erp").at(1).time(6).upsert("a", "y"));

      cluster.restore(snapshot, 1);
      cluster.process(fromSource("crm").at(2).time(7).upsert("a", "x"));
      cluster.process(fromSource("erp").at(1).time(6).upsert("a", "y"));

      assertThat(shown(cluster.emissions(), 1)).isEqualTo(Map.of("id", 1L, "a", "x"));
    }
  }

  @Test
  void a_deleted_row_that_is_inserted_again_is_emitted_again() throws Exception {
    List<ChangeRecord> emissions =
        run(
            LATEST,
            fromSource("crm").at(1).time(1).upsert("a", "x"),
            fromSource("crm").at(2).time(2).delete(),
            fromSource("crm").at(3).time(3).upsert("a", "x"));

    assertThat(emissions)
        .extracting(ChangeRecord::op)
        .containsExactly(ChangeOp.UPSERT, ChangeOp.DELETE, ChangeOp.UPSERT);
  }

  @Test
  void a_snapshot_row_after_a_streamed_change_adds_only_what_that_lacked() throws Exception {
    List<ChangeRecord> emissions =
        run(
            LATEST,
            fromSource("crm").at(9).time(9).upsert("a", "new"),
            fromSource("crm").at(0).upsert("a", "old", "b", "toast"),
            fromSource("crm").at(0).upsert("a", "old", "b", "toast"));

    assertThat(emissions).hasSize(2);
    assertThat(ReferenceMerge.shown(emissions.get(1).row()))
        .isEqualTo(Map.of("id", 1L, "a", "new", "b", "toast"));
  }

  @Test
  void what_lost_is_remembered_and_shown_once_the_winner_is_gone() throws Exception {
    List<ChangeRecord> emissions =
        run(
            LATEST,
            fromSource("crm").at(1).time(5).upsert("a", "crm"),
            fromSource("erp").at(1).time(4).upsert("a", "erp"),
            fromSource("crm").at(2).time(3).delete());

    assertThat(emissions)
        .extracting(emission -> emission.row().get("a"))
        .containsExactly("crm", "erp");
  }

  @Test
  void a_field_that_nobody_carries_any_more_is_emitted_as_null() throws Exception {
    List<ChangeRecord> emissions =
        run(
            LATEST,
            fromSource("crm").at(1).time(1).upsert("a", "crm", "b", "only here"),
            fromSource("erp").at(1).time(5).upsert("a", "erp"),
            fromSource("crm").at(2).time(3).delete());

    assertThat(emissions)
        .extracting(emission -> emission.row().get("b"))
        .containsExactly("only here", "only here", null);
  }

  @Test
  void keys_do_not_mix() throws Exception {
    List<ChangeRecord> emissions =
        run(
            LATEST,
            fromSource("crm").key(1).at(5).time(5).upsert("a", "one"),
            fromSource("crm").key(2).at(1).time(1).upsert("a", "two"),
            fromSource("crm").key(1).at(6).time(6).delete());

    assertThat(emissions)
        .extracting(emission -> emission.key().values().get(0))
        .containsExactly(1L, 2L, 1L);
  }

  @Test
  void replicate_passes_everything_on_and_stores_nothing() throws Exception {
    ChangeRecord first = fromSource("crm").at(2).time(2).upsert("a", "x");
    ChangeRecord older = fromSource("crm").at(1).time(1).upsert("a", "y");
    try (MergeCluster cluster =
        new MergeCluster(operator(new Replicate(), AuditLevel.ALL), new HashMapStateBackend())) {
      cluster.process(first);
      cluster.process(older);

      assertThat(cluster.emissions()).containsExactly(first, older);
      assertThat(cluster.keys()).isZero();
      assertThat(cluster.audit()).extracting(AuditEvent::outcome).containsOnly(Outcome.APPLIED);
      assertThat(cluster.metrics().get("entity.customer.applied")).isEqualTo(2);
    }
  }
}
