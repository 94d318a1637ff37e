package io.esync.operators.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.ChangeRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class MergeLawsTest {
  private static final List<LastWriteWins> POLICIES =
      List.of(new LastWriteWins(List.of()), new LastWriteWins(List.of("billing", "BB")));

  private static LastWriteWins policy(Random random) {
    return POLICIES.get(random.nextInt(POLICIES.size()));
  }

  @Property
  void the_order_in_which_sources_arrive_and_repetitions_leave_the_state_the_same(
      @ForAll Random random) {
    List<List<ChangeRecord>> histories = Histories.bySource(random);

    EntityState once = joined(histories.stream().flatMap(List::stream).toList());
    EntityState other = joined(Histories.interleaved(histories, random));

    assertThat(other).isEqualTo(once);
  }

  @Property
  void the_last_emission_is_what_the_reference_says(@ForAll Random random) {
    List<List<ChangeRecord>> histories = Histories.bySource(random);
    LastWriteWins policy = policy(random);

    ChangeRecord last = lastEmission(Histories.interleaved(histories, random), policy);

    assertThat(shown(last)).isEqualTo(ReferenceMerge.resolve(histories, policy.priority()));
  }

  @Property
  void any_order_at_all_leads_to_what_the_reference_says(@ForAll Random random) {
    List<List<ChangeRecord>> histories = Histories.bySource(random);
    List<ChangeRecord> arrival = new ArrayList<>(Histories.interleaved(histories, random));
    Collections.shuffle(arrival, random);
    LastWriteWins policy = policy(random);

    ChangeRecord last = lastEmission(arrival, policy);

    assertThat(shown(last)).isEqualTo(ReferenceMerge.resolve(histories, policy.priority()));
  }

  @Property
  void what_was_said_once_says_nothing_the_second_time(@ForAll Random random) {
    List<ChangeRecord> arrival = Histories.interleaved(Histories.bySource(random), random);
    EntityState state = joined(arrival);
    LastWriteWins policy = policy(random);

    for (ChangeRecord change : arrival) {
      MergeOutcome again = MergeOutcome.of(state, change, policy);

      assertThat(again.stateChanged()).isFalse();
      assertThat(again.emission()).isNull();
    }
  }

  @Property
  void something_is_emitted_exactly_where_the_result_changes(@ForAll Random random) {
    EntityState state = EntityState.EMPTY;
    Map<String, Object> shown = null;
    LastWriteWins policy = policy(random);
    for (ChangeRecord change : Histories.interleaved(Histories.bySource(random), random)) {
      MergeOutcome outcome = MergeOutcome.of(state, change, policy);
      Map<String, Object> now = row(policy.resolve(outcome.state()));

      assertThat(outcome.emission() != null).isEqualTo(!Objects.equals(now, shown));
      if (outcome.emission() != null) {
        assertThat(shown(outcome.emission())).isEqualTo(now);
        assertThat(outcome.emission().key()).isEqualTo(change.key());
      }
      state = outcome.state();
      shown = now;
    }
  }

  @Property
  void at_equal_versions_the_greater_content_wins_whichever_comes_first(@ForAll Random random) {
    List<ChangeRecord> changes = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      String value = random.nextBoolean() ? "x" : "y" + random.nextInt(3);
      ChangeBuilder change = ChangeBuilder.of("crm").at(7).time(random.nextInt(3));
      changes.add(
          random.nextInt(6) == 0
              ? change.delete()
              : change.upsert("a", value, "b", random.nextBoolean() ? "x" : null));
    }
    LastWriteWins policy = policy(random);
    Resolution inOrder = policy.resolve(joined(changes));
    Collections.shuffle(changes, random);
    Resolution shuffled = policy.resolve(joined(changes));

    assertThat(shuffled.row()).isEqualTo(inOrder.row());
    assertThat(shuffled.candidates()).isEqualTo(inOrder.candidates());
  }

  private static EntityState joined(List<ChangeRecord> changes) {
    EntityState state = EntityState.EMPTY;
    for (ChangeRecord change : changes) {
      state = state.join(change);
    }
    return state;
  }

  private static ChangeRecord lastEmission(List<ChangeRecord> changes, LastWriteWins policy) {
    EntityState state = EntityState.EMPTY;
    ChangeRecord last = null;
    for (ChangeRecord change : changes) {
      MergeOutcome outcome = MergeOutcome.of(state, change, policy);
      state = outcome.state();
      last = outcome.emission() == null ? last : outcome.emission();
    }
    return last;
  }

  private static Map<String, Object> shown(ChangeRecord emission) {
    return emission == null || emission.op() == ChangeOp.DELETE
        ? null
        : ReferenceMerge.shown(emission.row());
  }

  private static Map<String, Object> row(Resolution resolution) {
    return resolution.row() == null ? null : ReferenceMerge.shown(resolution.row());
  }
}
