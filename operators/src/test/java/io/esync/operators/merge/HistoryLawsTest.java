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
import net.jqwik.api.ShrinkingMode;

/** Random histories of an entity, merged by random policies. */
class HistoryLawsTest {

  @Property(tries = 2000, shrinking = ShrinkingMode.OFF)
  void the_order_in_which_sources_arrive_and_repetitions_leave_the_state_the_same(
      @ForAll(supplier = Seeds.class) long seed) {
    Random random = new Random(seed);
    List<List<ChangeRecord>> histories = Histories.bySource(random);
    boolean keepDeleted = random.nextBoolean();

    EntityState once = joined(histories.stream().flatMap(List::stream).toList(), keepDeleted);
    EntityState other = joined(Histories.interleaved(histories, random), keepDeleted);

    assertThat(other).isEqualTo(once);
  }

  @Property(tries = 40000, shrinking = ShrinkingMode.OFF)
  void the_last_emission_is_what_the_reference_says(@ForAll(supplier = Seeds.class) long seed) {
    Random random = new Random(seed);
    List<List<ChangeRecord>> histories = Histories.bySource(random);
    PlainPolicy policy = RandomPolicies.any(random);

    Map<String, Object> last =
        lastEmission(Histories.interleaved(histories, random), RandomPolicies.compile(policy));

    assertThat(last).as("%s", policy).isEqualTo(ReferenceMerge.resolve(histories, policy));
  }

  @Property(tries = 500, shrinking = ShrinkingMode.OFF)
  void trust_in_sources_looks_at_all_of_them_at_once(@ForAll(supplier = Seeds.class) long seed) {
    Random random = new Random(seed);
    List<List<ChangeRecord>> histories = new ArrayList<>();
    for (String source : Histories.SOURCES) {
      ChangeBuilder change = ChangeBuilder.of(source).at(1).time(1 + random.nextInt(4));
      histories.add(List.of(change.upsert("a", source)));
    }
    PlainPolicy policy = RandomPolicies.trusting(random, 1L);

    Map<String, Object> last =
        lastEmission(Histories.interleaved(histories, random), RandomPolicies.compile(policy));

    assertThat(last).as("%s", policy).isEqualTo(ReferenceMerge.resolve(histories, policy));
  }

  @Property(tries = 1000, shrinking = ShrinkingMode.OFF)
  void how_fields_came_to_be_is_told_of_the_very_row_that_is_emitted(
      @ForAll(supplier = Seeds.class) long seed) {
    Random random = new Random(seed);
    EntityState state = joined(Histories.interleaved(Histories.bySource(random), random), true);
    EntityPolicy policy = RandomPolicies.compile(RandomPolicies.any(random));

    Row resolved = policy.resolve(state, Origin.UNKNOWN_TIME).row();
    Row explained = policy.explain(state, Origin.UNKNOWN_TIME).row();

    assertThat(Shown.of(explained)).as("%s", policy).isEqualTo(Shown.of(resolved));
  }

  @Property(tries = 1000, shrinking = ShrinkingMode.OFF)
  void where_rows_win_as_a_whole_even_a_source_may_come_in_any_order(
      @ForAll(supplier = Seeds.class) long seed) {
    Random random = new Random(seed);
    List<List<ChangeRecord>> histories = Histories.bySource(random);
    List<ChangeRecord> arrival = new ArrayList<>(Histories.interleaved(histories, random));
    Collections.shuffle(arrival, random);
    PlainPolicy policy = PlainPolicy.lastWriteWins(List.of("billing", "BB"));

    Map<String, Object> last = lastEmission(arrival, RandomPolicies.compile(policy));

    assertThat(last).isEqualTo(ReferenceMerge.resolve(histories, policy));
  }

  @Property(tries = 1000, shrinking = ShrinkingMode.OFF)
  void what_was_said_once_says_nothing_the_second_time(@ForAll(supplier = Seeds.class) long seed) {
    Random random = new Random(seed);
    List<ChangeRecord> arrival = Histories.interleaved(Histories.bySource(random), random);
    Merging merging = merging(RandomPolicies.compile(RandomPolicies.any(random)));
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

  @Property(tries = 1000, shrinking = ShrinkingMode.OFF)
  void something_is_emitted_exactly_where_the_result_changes(
      @ForAll(supplier = Seeds.class) long seed) {
    Random random = new Random(seed);
    MergedEntity entity = MergedEntity.NEW;
    Map<String, Object> shown = null;
    boolean first = true;
    EntityPolicy policy = RandomPolicies.compile(RandomPolicies.any(random));
    for (ChangeRecord change : Histories.interleaved(Histories.bySource(random), random)) {
      MergeOutcome outcome = merging(policy).change(entity, change);
      Resolution resolution = Policies.resolve(policy, outcome.entity().state());
      Map<String, Object> now = Shown.of(resolution.row());

      boolean firstShown = first && !resolution.isIncomplete();
      assertThat(outcome.differs()).isEqualTo(firstShown || !Objects.equals(now, shown));
      assertThat(!outcome.differs() || Objects.equals(Shown.of(outcome.row()), now)).isTrue();
      entity = outcome.entity();
      shown = now;
      first = false;
    }
  }

  @Property(tries = 500, shrinking = ShrinkingMode.OFF)
  void at_equal_versions_the_greater_content_wins_whichever_comes_first(
      @ForAll(supplier = Seeds.class) long seed) {
    Random random = new Random(seed);
    List<ChangeRecord> changes = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      String value = random.nextBoolean() ? "x" : "y" + random.nextInt(3);
      ChangeBuilder change = ChangeBuilder.of("crm").at(7).time(random.nextInt(3));
      changes.add(
          random.nextInt(6) == 0
              ? Histories.removal(change, random)
              : change.upsert("a", value, "b", random.nextBoolean() ? "x" : null));
    }
    EntityPolicy policy = RandomPolicies.compile(PlainPolicy.lastWriteWins(List.of()));
    Resolution inOrder = Policies.resolve(policy, joined(changes, false));
    Collections.shuffle(changes, random);
    Resolution shuffled = Policies.resolve(policy, joined(changes, false));

    assertThat(shuffled.row()).isEqualTo(inOrder.row());
    assertThat(shuffled.candidates()).isEqualTo(inOrder.candidates());
  }

  static EntityState joined(List<ChangeRecord> changes, boolean keepDeleted) {
    EntityState state = EntityState.EMPTY;
    for (ChangeRecord change : changes) {
      state = state.join(change, keepDeleted);
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
      last = outcome.differs() ? Shown.of(outcome.row()) : last;
    }
    return last;
  }
}
