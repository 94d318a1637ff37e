package io.esync.operators.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.esync.operators.model.DataType;
import io.esync.operators.model.SourceVersion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Everything that is compared is compared by a total order. */
class OrderLawsTest {

  @Property(tries = 1000, shrinking = ShrinkingMode.OFF)
  void candidates_are_in_a_total_order(@ForAll(supplier = Seeds.class) long seed) {
    Random random = new Random(seed);
    CandidateOrder order = order(random);
    FieldCandidate[] candidates = candidates(random, true);

    assertTotal(order, candidates);
    FieldCandidate x = candidates[0];
    FieldCandidate y = candidates[1];
    assertThat(order.compare(x, y) == 0)
        .isEqualTo(
            x.source().equals(y.source())
                && x.stamp().timestamp() == y.stamp().timestamp()
                && Arrays.equals(x.canonicalBytes(), y.canonicalBytes()));
  }

  @Example
  void sources_whose_ids_have_the_same_hash_code_are_told_apart() {
    Stamp stamp = new Stamp(new SourceVersion(0, 1, 0), 5);
    FieldCandidate one = new FieldCandidate("Aa", DataType.STRING, "x", stamp);
    FieldCandidate other = new FieldCandidate("BB", DataType.STRING, "x", stamp);

    assertThat(new CandidateOrder(List.of()).compare(one, other)).isNegative();
    assertThat(new CandidateOrder(List.of()).compare(other, one)).isPositive();
  }

  @Property(tries = 1000, shrinking = ShrinkingMode.OFF)
  void values_of_any_types_are_in_a_total_order(@ForAll(supplier = Seeds.class) long seed) {
    assertTotal(ValueOrder.INSTANCE, candidates(new Random(seed), false));
  }

  @Property(tries = 1000, shrinking = ShrinkingMode.OFF)
  void the_order_of_rivals_does_not_depend_on_the_order_in_which_sources_are_asked(
      @ForAll(supplier = Seeds.class) long seed) {
    Random random = new Random(seed);
    EntityState state = new RandomStates(random).next();
    List<SourceState> shuffled = new ArrayList<>(state.sources());
    Collections.shuffle(shuffled, random);
    EntityPolicy policy = RandomPolicies.compile(RandomPolicies.any(random));

    Existence one = Existence.of(state, policy.deletion(), policy.order());
    Existence other =
        Existence.of(new EntityState(shuffled, List.of()), policy.deletion(), policy.order());

    assertThat(other).isEqualTo(one);
  }

  private static CandidateOrder order(Random random) {
    return RandomPolicies.compile(RandomPolicies.any(random)).order();
  }

  private static FieldCandidate[] candidates(Random random, boolean nulls) {
    RandomStates states = new RandomStates(random);
    FieldCandidate[] candidates = new FieldCandidate[3];
    for (int i = 0; i < candidates.length; i++) {
      do {
        candidates[i] = states.candidate();
      } while (candidates[i].value() == null && !nulls);
    }
    return candidates;
  }

  private static void assertTotal(Comparator<FieldCandidate> order, FieldCandidate[] of) {
    int xy = Integer.signum(order.compare(of[0], of[1]));
    int yz = Integer.signum(order.compare(of[1], of[2]));
    int xz = Integer.signum(order.compare(of[0], of[2]));

    assertThat(order.compare(of[0], of[0])).as("reflexive").isZero();
    assertThat(Integer.signum(order.compare(of[1], of[0]))).as("antisymmetric").isEqualTo(-xy);
    assertThat(xy == yz || xy == 0 || yz == 0 ? xz : 0)
        .as("transitive %s", List.of(of))
        .isEqualTo(xy == yz || xy == 0 || yz == 0 ? xy == 0 ? yz : xy : 0);
  }
}
