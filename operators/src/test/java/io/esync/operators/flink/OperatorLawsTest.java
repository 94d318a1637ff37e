package io.esync.operators.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.esync.operators.merge.CandidateOrder;
import io.esync.operators.merge.ChangeBuilder;
import io.esync.operators.merge.Deletion;
import io.esync.operators.merge.EntityPolicy;
import io.esync.operators.merge.EntityState;
import io.esync.operators.merge.FieldRules;
import io.esync.operators.merge.MergeInput;
import io.esync.operators.merge.PlainPolicy;
import io.esync.operators.merge.Policies;
import io.esync.operators.merge.RandomPolicies;
import io.esync.operators.merge.ReferenceMerge;
import io.esync.operators.merge.ReviewCondition;
import io.esync.operators.merge.ReviewItem;
import io.esync.operators.merge.ReviewPolicy;
import io.esync.operators.merge.ReviewPolicy.Pending;
import io.esync.operators.merge.Seeds;
import io.esync.operators.merge.TimeRules;
import io.esync.operators.model.ChangeRecord;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.apache.flink.contrib.streaming.state.EmbeddedRocksDBStateBackend;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;

/** Random histories through the merge operator as Flink runs it. */
class OperatorLawsTest {

  @Property(tries = 150, shrinking = ShrinkingMode.OFF)
  void failures_replays_and_rescaling_change_nothing_on_the_heap(
      @ForAll(supplier = Seeds.class) long seed) throws Exception {
    assertEmitsWhatTheReferenceSays(seed, new HashMapStateBackend());
  }

  @Property(tries = 25, shrinking = ShrinkingMode.OFF)
  void failures_replays_and_rescaling_change_nothing_on_rocksdb(
      @ForAll(supplier = Seeds.class) long seed) throws Exception {
    assertEmitsWhatTheReferenceSays(seed, new EmbeddedRocksDBStateBackend());
  }

  private static void assertEmitsWhatTheReferenceSays(long seed, StateBackend backend)
      throws Exception {
    Random random = new Random(seed);
    PlainPolicy policy = RandomPolicies.any(random);
    List<List<List<ChangeRecord>>> histories = RandomRun.histories(4, random);
    try (MergeCluster cluster =
        new MergeCluster(RandomRun.operator(RandomPolicies.compile(policy), 0), backend)) {
      new RandomRun(random, cluster, RandomRun.logs(histories, random)).toTheEnd();

      for (int key = 0; key < histories.size(); key++) {
        assertThat(RandomRun.shown(cluster.emissions(), key))
            .as("customer %s under %s", key, policy)
            .isEqualTo(ReferenceMerge.resolve(histories.get(key), policy));
      }
      assertThat(cluster.rejections()).isEmpty();
    }
  }

  @Property(tries = 100, shrinking = ShrinkingMode.OFF)
  void the_same_reviews_are_open_in_the_end(@ForAll(supplier = Seeds.class) long seed)
      throws Exception {
    Random random = new Random(seed);
    EntityPolicy policy = reviewed(RandomPolicies.compile(RandomPolicies.any(random)), random);
    List<List<List<ChangeRecord>>> histories = RandomRun.histories(3, random);
    List<List<MergeInput>> logs = RandomRun.logs(histories, random);
    try (MergeCluster cluster =
        new MergeCluster(RandomRun.operator(policy, 0), new HashMapStateBackend())) {
      new RandomRun(random, cluster, logs).toTheEnd();

      assertThat(open(cluster.reviews())).isEqualTo(open(histories, policy));
    }
  }

  @Example
  void a_review_is_closed_though_its_rival_has_left_when_the_other_comes_again() throws Exception {
    EntityPolicy policy =
        new EntityPolicy(
            "manual-review",
            EntityPolicy.Grain.FIELD,
            new CandidateOrder(List.of()),
            FieldRules.LATEST,
            Deletion.LATEST,
            new ReviewPolicy(
                Set.of("a"),
                new ReviewCondition.AnyDifference(),
                Pending.HOLD_FIELD,
                null,
                new TimeRules.Latest()));
    ChangeRecord before = ChangeBuilder.of("crm").at(1).time(1).upsert("b", "x");
    ChangeRecord ours = ChangeBuilder.of("crm").at(2).time(1).upsert("a", "x");
    ChangeRecord theirs = ChangeBuilder.of("billing").at(1).time(2).upsert("a", "y");
    ChangeRecord gone = ChangeBuilder.of("billing").at(2).time(3).withdraw();
    try (MergeCluster cluster =
        new MergeCluster(RandomRun.operator(policy, 0), new HashMapStateBackend())) {
      cluster.process(before);
      OperatorSubtaskState checkpoint = cluster.snapshot();
      cluster.process(ours);
      cluster.process(theirs);
      assertThat(open(cluster.reviews())).containsExactly("customer[1] a");

      cluster.restore(checkpoint, 1);
      cluster.process(theirs);
      cluster.process(gone);
      cluster.process(ours);

      assertThat(open(cluster.reviews())).isEmpty();
    }
  }

  private static EntityPolicy reviewed(EntityPolicy policy, Random random) {
    ReviewPolicy review =
        new ReviewPolicy(
            Set.of("a", "n"),
            random.nextBoolean()
                ? new ReviewCondition.AnyDifference()
                : new ReviewCondition.ConcurrentWithin(1),
            List.of(Pending.values()).get(random.nextInt(3)),
            null,
            new TimeRules.Latest());
    return new EntityPolicy(
        policy.strategy(),
        policy.grain(),
        new CandidateOrder(policy.order().priority()),
        policy.rules(),
        policy.deletion(),
        review,
        policy.required());
  }

  /** The reviews that their steps leave open. */
  private static Set<String> open(List<ReviewItem> steps) {
    Set<String> open = new TreeSet<>();
    for (ReviewItem step : steps) {
      String review = step.key() + " " + step.field();
      if (step.status() == ReviewItem.Status.OPEN) {
        open.add(review);
      } else {
        open.remove(review);
      }
    }
    return open;
  }

  /** The reviews that are open when everything has been said. */
  private static Set<String> open(List<List<List<ChangeRecord>>> histories, EntityPolicy policy) {
    Set<String> open = new TreeSet<>();
    for (List<List<ChangeRecord>> ofKey : histories) {
      EntityState state = EntityState.EMPTY;
      for (ChangeRecord change : ofKey.stream().flatMap(List::stream).toList()) {
        state = state.join(change, policy.deletion().isSoft());
      }
      Policies.resolve(policy, state).reviews().stream()
          .filter(review -> review.isOpen())
          .forEach(
              review ->
                  open.add(
                      ofKey.stream().flatMap(List::stream).findFirst().orElseThrow().key()
                          + " "
                          + review.field()));
    }
    return open;
  }
}
