package io.esync.operators.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.Origin;
import io.esync.operators.model.Row;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class MergeLawsTest {
  private static final List<EntityPolicy> POLICIES =
      List.of(Policies.lastWriteWins(), Policies.lastWriteWins("billing", "BB"));

  private static EntityPolicy policy(Random random) {
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
    EntityPolicy policy = policy(random);

    Map<String, Object> last = lastEmission(Histories.interleaved(histories, random), policy);

    assertThat(last).isEqualTo(ReferenceMerge.resolve(histories, policy.order().priority()));
  }

  @Property
  void any_order_at_all_leads_to_what_the_reference_says(@ForAll Random random) {
    List<List<ChangeRecord>> histories = Histories.bySource(random);
    List<ChangeRecord> arrival = new ArrayList<>(Histories.interleaved(histories, random));
    Collections.shuffle(arrival, random);
    EntityPolicy policy = policy(random);

    Map<String, Object> last = lastEmission(arrival, policy);

    assertThat(last).isEqualTo(ReferenceMerge.resolve(histories, policy.order().priority()));
  }

  @Property
  void what_was_said_once_says_nothing_the_second_time(@ForAll Random random) {
    List<ChangeRecord> arrival = Histories.interleaved(Histories.bySource(random), random);
    Merging merging = merging(policy(random));
    MergedEntity entity = MergedEntity.NEW;
    for (ChangeRecord change : arrival) {
      entity = merging.change(entity, change).entity();
    }

    for (ChangeRecord change : arrival) {
      MergeOutcome again = merging.change(entity, change);

      assertThat(again.stateChanged()).isFalse();
      assertThat(again.differs()).isFalse();
    }
  }

  @Property
  void something_is_emitted_exactly_where_the_result_changes(@ForAll Random random) {
    MergedEntity entity = MergedEntity.NEW;
    Map<String, Object> shown = null;
    boolean first = true;
    EntityPolicy policy = policy(random);
    for (ChangeRecord change : Histories.interleaved(Histories.bySource(random), random)) {
      MergeOutcome outcome = merging(policy).change(entity, change);
      Map<String, Object> now = row(Policies.resolve(policy, outcome.entity().state()));

      assertThat(outcome.differs()).isEqualTo(first || !Objects.equals(now, shown));
      assertThat(!outcome.differs() || Objects.equals(shown(outcome.row()), now)).isTrue();
      entity = outcome.entity();
      shown = now;
      first = false;
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
    EntityPolicy policy = policy(random);
    Resolution inOrder = Policies.resolve(policy, joined(changes));
    Collections.shuffle(changes, random);
    Resolution shuffled = Policies.resolve(policy, joined(changes));

    assertThat(shuffled.row()).isEqualTo(inOrder.row());
    assertThat(shuffled.candidates()).isEqualTo(inOrder.candidates());
  }

  private static EntityState joined(List<ChangeRecord> changes) {
    EntityState state = EntityState.EMPTY;
    for (ChangeRecord change : changes) {
      state = state.join(change, false);
    }
    return state;
  }

  private static Merging merging(EntityPolicy policy) {
    return new Merging(policy, Origin.UNKNOWN_TIME, false);
  }

  private static Map<String, Object> lastEmission(List<ChangeRecord> changes, EntityPolicy policy) {
    MergedEntity entity = MergedEntity.NEW;
    Map<String, Object> last = null;
    for (ChangeRecord change : changes) {
      MergeOutcome outcome = merging(policy).change(entity, change);
      entity = outcome.entity();
      last = outcome.differs() ? shown(outcome.row()) : last;
    }
    return last;
  }

  private static Map<String, Object> shown(Row row) {
    return row == null ? null : ReferenceMerge.shown(row);
  }

  private static Map<String, Object> row(Resolution resolution) {
    return shown(resolution.row());
  }
}
