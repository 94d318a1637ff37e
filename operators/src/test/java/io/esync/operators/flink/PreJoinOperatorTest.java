package io.esync.operators.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.esync.operators.merge.ChangeBuilder;
import io.esync.operators.merge.Histories;
import io.esync.operators.merge.MergeInput;
import io.esync.operators.merge.Policies;
import io.esync.operators.merge.ReferenceMerge;
import io.esync.operators.model.AuditLevel;
import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.EntityKey;
import io.esync.operators.model.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class PreJoinOperatorTest {
  private static final long WAIT = 100;

  @Test
  void changes_of_one_key_are_joined_and_others_come_as_they_are() throws Exception {
    try (PreJoin join = new PreJoin(1_000)) {
      MergeInput.Change alone = change(2, 1, "x");
      join.send(change(1, 1, "a"));
      join.send(alone);
      join.send(change(1, 2, "b"));
      assertThat(join.sent()).isEmpty();

      join.clock(WAIT);

      assertThat(join.sent()).hasSize(2).contains(alone);
      MergeInput.Joined joined = (MergeInput.Joined) join.sent().get(0);
      assertThat(joined.count()).isEqualTo(2);
      assertThat(joined.last()).isEqualTo(change(1, 2, "b").change());
    }
  }

  @Test
  void nothing_waits_beyond_a_barrier() throws Exception {
    try (PreJoin join = new PreJoin(1_000)) {
      join.send(change(1, 1, "a"));

      join.barrier();

      assertThat(join.sent()).containsExactly(change(1, 1, "a"));
    }
  }

  @Test
  void word_of_progress_does_not_overtake_what_waits() throws Exception {
    try (PreJoin join = new PreJoin(1_000)) {
      MergeInput progress = new MergeInput.Progress(EntityKey.of("", 1), "crm", 9);
      join.send(change(1, 1, "a"));

      join.send(progress);

      assertThat(join.sent()).containsExactly(change(1, 1, "a"), progress);
    }
  }

  @Test
  void only_so_many_keys_wait() throws Exception {
    try (PreJoin join = new PreJoin(2)) {
      join.send(change(1, 1, "a"));
      join.send(change(2, 1, "a"));

      assertThat(join.sent()).hasSize(2);
    }
  }

  @Test
  void the_merged_entity_is_the_same_with_and_without_it() throws Exception {
    Random random = new Random(11);
    for (int round = 0; round < 40; round++) {
      List<ChangeRecord> arrival = Histories.interleaved(Histories.bySource(random), random);

      assertThat(shown(joinedBySource(arrival, random)))
          .isEqualTo(shown(arrival.stream().<MergeInput>map(MergeInput.Change::new).toList()));
    }
  }

  /** The changes as they come out of one pre-join for each source, at barriers here and there. */
  private static List<MergeInput> joinedBySource(List<ChangeRecord> arrival, Random random)
      throws Exception {
    List<MergeInput> inputs = new ArrayList<>();
    for (String source :
        arrival.stream().map(change -> change.origin().source()).distinct().toList()) {
      try (PreJoin join = new PreJoin(1_000)) {
        for (ChangeRecord change : arrival) {
          if (change.origin().source().equals(source)) {
            join.send(new MergeInput.Change(change));
            if (random.nextInt(4) == 0) {
              join.barrier();
            }
          }
        }
        join.clock(WAIT);
        inputs.addAll(join.sent());
      }
    }
    return inputs;
  }

  private static Map<String, Object> shown(List<MergeInput> inputs) throws Exception {
    try (MergeCluster cluster =
        new MergeCluster(
            () ->
                new MergeOperator(
                    "m",
                    Map.of("customer", Policies.merge(Policies.lastWriteWins())),
                    AuditLevel.NONE))) {
      for (MergeInput input : inputs) {
        cluster.process(input);
      }
      List<ChangeRecord> emissions = cluster.emissions();
      ChangeRecord last = emissions.isEmpty() ? null : emissions.get(emissions.size() - 1);
      return last == null || last.op() == ChangeOp.DELETE ? Map.of() : fields(last.row());
    }
  }

  private static Map<String, Object> fields(Row row) {
    return ReferenceMerge.shown(row);
  }

  private static MergeInput.Change change(long key, long version, String value) {
    return new MergeInput.Change(
        ChangeBuilder.of("crm").key(key).at(version).time(version).upsert("a", value));
  }

  /** The operator as Flink runs it. */
  private static final class PreJoin implements AutoCloseable {
    private final OneInputStreamOperatorTestHarness<MergeInput, MergeInput> harness;

    PreJoin(int mostKeys) throws Exception {
      harness =
          new OneInputStreamOperatorTestHarness<>(
              new PreJoinOperator(Set.of("customer"), WAIT, mostKeys),
              MergeInputSerializer.INSTANCE);
      harness.setup(MergeInputSerializer.INSTANCE);
      harness.open();
    }

    void send(MergeInput input) throws Exception {
      harness.processElement(input, 0L);
    }

    void barrier() throws Exception {
      harness.prepareSnapshotPreBarrier(1);
    }

    void clock(long millis) throws Exception {
      harness.setProcessingTime(millis);
    }

    List<MergeInput> sent() {
      return harness.extractOutputValues();
    }

    @Override
    public void close() {
      try {
        harness.close();
      } catch (Exception e) {
        throw new IllegalStateException("the harness does not close", e);
      }
    }
  }
}
