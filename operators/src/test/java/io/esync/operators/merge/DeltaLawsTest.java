package io.esync.operators.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * Successive changes of one source may be joined before they meet the state. A source that goes
 * back begins a new run.
 */
class DeltaLawsTest {

  @Property(tries = 2000, shrinking = ShrinkingMode.OFF)
  void a_run_of_changes_joined_beforehand_is_as_good_as_the_changes_one_by_one(
      @ForAll(supplier = Seeds.class) long seed) {
    Random random = new Random(seed);
    List<ChangeRecord> arrival = Histories.interleaved(List.of(history(random)), random);
    boolean keepDeleted = random.nextBoolean();

    EntityState state = EntityState.EMPTY;
    for (List<ChangeRecord> run : runs(arrival, random)) {
      state =
          run.size() == 1 && random.nextBoolean()
              ? state.join(run.get(0), keepDeleted)
              : state.join(delta(run), keepDeleted);
    }

    assertThat(state).isEqualTo(HistoryLawsTest.joined(arrival, keepDeleted));
  }

  @Property(tries = 1000, shrinking = ShrinkingMode.OFF)
  void two_deltas_are_as_good_as_the_delta_of_both(@ForAll(supplier = Seeds.class) long seed) {
    Random random = new Random(seed);
    List<ChangeRecord> history = history(random);
    boolean keepDeleted = random.nextBoolean();
    int size = history.size();
    int from = random.nextInt(size);
    int middle = from + random.nextInt(size - from);
    int known = from + random.nextInt(size - from + 1);
    EntityState base = HistoryLawsTest.joined(history.subList(0, known), keepDeleted);
    List<ChangeRecord> first = history.subList(from, middle);
    List<ChangeRecord> second = history.subList(middle, size);

    EntityState inTwo = first.isEmpty() ? base : base.join(delta(first), keepDeleted);
    inTwo = inTwo.join(delta(second), keepDeleted);

    assertThat(base.join(delta(history.subList(from, size)), keepDeleted)).isEqualTo(inTwo);
    assertThat(inTwo).isEqualTo(HistoryLawsTest.joined(history, keepDeleted));
  }

  @Property(tries = 1000, shrinking = ShrinkingMode.OFF)
  void a_delta_that_comes_again_says_nothing(@ForAll(supplier = Seeds.class) long seed) {
    Random random = new Random(seed);
    List<ChangeRecord> history = history(random);
    EntityPolicy policy = RandomPolicies.compile(RandomPolicies.any(random));
    Merging merging = new Merging(policy, Origin.UNKNOWN_TIME, false);
    MergedEntity entity = MergedEntity.NEW;
    for (ChangeRecord change : history) {
      entity = merging.change(entity, change).entity();
    }
    int from = random.nextInt(history.size());
    int to = from + 1 + random.nextInt(history.size() - from);
    List<ChangeRecord> run = history.subList(from, to);

    MergeOutcome again =
        merging.joined(
            entity, new MergeInput.Joined(delta(run), run.get(run.size() - 1), run.size()));

    assertThat(again.stateChanged()).isFalse();
  }

  private static List<ChangeRecord> history(Random random) {
    List<ChangeRecord> history = List.of();
    while (history.isEmpty()) {
      history = Histories.ofSource("crm", random);
    }
    return history;
  }

  /** The changes in runs of some length, none of which goes back. */
  private static List<List<ChangeRecord>> runs(List<ChangeRecord> changes, Random random) {
    List<List<ChangeRecord>> runs = new ArrayList<>();
    int from = 0;
    for (int to = 1; to <= changes.size(); to++) {
      if (to == changes.size() || goesBack(changes, to) || random.nextInt(3) == 0) {
        runs.add(changes.subList(from, to));
        from = to;
      }
    }
    return runs;
  }

  private static boolean goesBack(List<ChangeRecord> changes, int at) {
    return changes.get(at).origin().version().compareTo(changes.get(at - 1).origin().version())
        <= 0;
  }

  static SourceDelta delta(List<ChangeRecord> run) {
    SourceDelta delta = SourceDelta.of(run.get(0));
    for (ChangeRecord change : run.subList(1, run.size())) {
      delta = delta.then(change);
    }
    return delta;
  }
}
