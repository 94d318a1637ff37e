package io.esync.operators.flink;

import static io.esync.operators.flink.MergeRuns.cluster;
import static io.esync.operators.flink.MergeRuns.fromSource;
import static io.esync.operators.flink.MergeRuns.shown;
import static org.assertj.core.api.Assertions.assertThat;

import io.esync.operators.merge.MergeInput;
import io.esync.operators.merge.MergePolicy;
import io.esync.operators.merge.Policies;
import io.esync.operators.model.AuditLevel;
import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.EntityKey;
import io.esync.operators.model.Origin;
import io.esync.operators.model.SourceVersion;
import io.esync.operators.resync.Since;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

/** What is read again of a table meets what the stream says, in either order. */
class RereadMergeTest {
  private static final MergePolicy LATEST = Policies.lastWriteWins();
  private static final long NOTICED = 100;
  private static final Since SINCE = new Since(new SourceVersion(0, 50, 0), NOTICED);

  private static MergeInput again(ChangeRecord row) {
    Origin origin =
        new Origin("crm", "public.customers", SINCE.rows(), Origin.UNKNOWN_TIME, 1_000, true);
    return new MergeInput.Again(
        new ChangeRecord(row.key(), row.op(), row.row(), origin), SINCE.micros());
  }

  private static void sweep(MergeCluster cluster, Since since, boolean complete) throws Exception {
    SourceVersion version = complete ? since.gone() : since.rows();
    Origin end = new Origin("crm", "public.customers", version, since.micros(), 1_000, true);
    for (EntityKey key : ProgressKeys.of(Metrics.MAX_PARALLELISM)) {
      cluster.process(new MergeInput.Swept(key, "customer", end, complete));
    }
  }

  @Test
  void what_differs_from_what_the_log_told_is_set_right() throws Exception {
    try (MergeCluster cluster = cluster(LATEST, AuditLevel.ALL)) {
      cluster.process(fromSource("crm").at(49).time(5).upsert("a", "stale"));
      cluster.process(again(fromSource("crm").upsert("a", "right")));

      assertThat(shown(cluster.emissions(), 1)).isEqualTo(Map.of("id", 1L, "a", "right"));
    }
  }

  @Test
  void a_change_behind_the_place_wins_whichever_comes_first() throws Exception {
    for (boolean streamFirst : new boolean[] {true, false}) {
      try (MergeCluster cluster = cluster(LATEST, AuditLevel.NONE)) {
        ChangeRecord streamed = fromSource("crm").at(50).time(7).upsert("a", "newer");
        MergeInput read = again(fromSource("crm").upsert("a", "read"));
        cluster.process(streamFirst ? new MergeInput.Change(streamed) : read);
        cluster.process(streamFirst ? read : new MergeInput.Change(streamed));

        assertThat(shown(cluster.emissions(), 1)).isEqualTo(Map.of("id", 1L, "a", "newer"));
      }
    }
  }

  @Test
  void a_row_that_is_as_it_was_is_told_again_as_a_target_may_not_have_it() throws Exception {
    try (MergeCluster cluster = cluster(LATEST, AuditLevel.NONE)) {
      cluster.process(fromSource("crm").at(9).time(5).upsert("a", "x"));
      cluster.process(again(fromSource("crm").upsert("a", "x")));

      assertThat(cluster.emissions()).hasSize(2);
    }
  }

  @Test
  void a_row_that_is_as_it_was_beats_no_rival_and_one_that_differs_is_of_when_it_was_noticed()
      throws Exception {
    try (MergeCluster cluster = cluster(LATEST, AuditLevel.NONE)) {
      cluster.process(fromSource("crm").at(9).time(5).upsert("a", "crm"));
      cluster.process(fromSource("erp").at(1).time(10).upsert("a", "erp"));
      cluster.process(again(fromSource("crm").upsert("a", "crm")));
      assertThat(shown(cluster.emissions(), 1)).containsEntry("a", "erp");

      cluster.process(fromSource("erp").at(2).time(NOTICED - 1).upsert("a", "erp 2"));
      cluster.process(again(fromSource("crm").key(2).upsert("a", "new")));
      cluster.process(fromSource("erp").at(2).key(2).time(NOTICED - 1).upsert("a", "erp"));
      assertThat(shown(cluster.emissions(), 2)).containsEntry("a", "new");
    }
  }

  @Test
  void what_the_table_has_no_more_is_deleted_at_its_end_and_nothing_else() throws Exception {
    try (MergeCluster cluster = cluster(LATEST, AuditLevel.ALL)) {
      given(cluster);
      sweep(cluster, SINCE, true);
      cluster.clock(10);

      assertSwept(cluster);
      int told = cluster.emissions().size();
      cluster.clock(1_000);
      assertThat(cluster.emissions()).as("swept once").hasSize(told);
    }
  }

  @Test
  void a_walk_that_was_not_done_is_made_after_a_restore_by_whatever_number_of_instances()
      throws Exception {
    for (int parallelism : new int[] {1, 3}) {
      try (MergeCluster cluster = cluster(LATEST, AuditLevel.ALL)) {
        given(cluster);
        sweep(cluster, SINCE, true);
        OperatorSubtaskState snapshot = cluster.snapshot();
        cluster.clock(10);
        cluster.emissions().clear();
        cluster.audit().clear();
        cluster.restore(snapshot, parallelism);
        cluster.clock(10);

        assertSwept(cluster);
      }
    }
  }

  @Test
  void a_row_that_comes_behind_the_end_of_its_table_stays() throws Exception {
    try (MergeCluster cluster = cluster(LATEST, AuditLevel.NONE)) {
      cluster.process(fromSource("crm").at(9).time(5).upsert("a", "x"));
      sweep(cluster, SINCE, true);
      cluster.clock(10);
      cluster.process(again(fromSource("crm").upsert("a", "x")));

      assertThat(shown(cluster.emissions(), 1)).isEqualTo(Map.of("id", 1L, "a", "x"));
    }
  }

  @Test
  void nothing_is_deleted_where_a_row_of_the_table_could_not_be_taken() throws Exception {
    try (MergeCluster cluster = cluster(LATEST, AuditLevel.NONE)) {
      given(cluster);
      sweep(cluster, SINCE, false);
      cluster.restore(cluster.snapshot(), 2);
      sweep(cluster, SINCE, true);
      cluster.clock(10);
      assertThat(cluster.emissions()).noneMatch(emission -> emission.op() == ChangeOp.DELETE);

      sweep(cluster, new Since(new SourceVersion(0, 50, 0), NOTICED + 1), true);
      cluster.clock(20);
      assertThat(shown(cluster.emissions(), 2)).as("by the next reading").isNull();
    }
  }

  /** 1 is in the table, 2 is not, 3 came later, 4 is another source's. */
  private static void given(MergeCluster cluster) throws Exception {
    for (long key : List.of(1L, 2L)) {
      cluster.process(fromSource("crm").at(9).time(5).key(key).upsert("a", "x"));
    }
    cluster.process(again(fromSource("crm").key(1).upsert("a", "x")));
    cluster.process(fromSource("crm").at(51).time(8).key(3).upsert("a", "x"));
    cluster.process(fromSource("erp").at(1).time(5).key(4).upsert("a", "x"));
  }

  private static void assertSwept(MergeCluster cluster) {
    assertThat(cluster.emissions())
        .filteredOn(emission -> emission.op() == ChangeOp.DELETE)
        .extracting(emission -> emission.key().values().get(0))
        .containsExactly(2L);
    assertThat(cluster.audit()).anyMatch(event -> event.key().values().contains(2L));
  }
}
