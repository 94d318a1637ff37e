package io.esync.operators.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.esync.operators.model.Origin;
import io.esync.operators.model.Row;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** The state is a join-semilattice, and resolving is a total function of it. */
class StateLawsTest {

  @Property(tries = 1000, shrinking = ShrinkingMode.OFF)
  void joining_is_commutative(@ForAll(supplier = Seeds.class) long seed) {
    RandomStates states = new RandomStates(new Random(seed));
    EntityState a = states.next();
    EntityState b = states.next();

    assertThat(a.join(b)).isEqualTo(b.join(a));
  }

  @Property(tries = 1000, shrinking = ShrinkingMode.OFF)
  void joining_is_associative(@ForAll(supplier = Seeds.class) long seed) {
    RandomStates states = new RandomStates(new Random(seed));
    EntityState a = states.next();
    EntityState b = states.next();
    EntityState c = states.next();

    assertThat(a.join(b).join(c)).isEqualTo(a.join(b.join(c)));
  }

  @Property(tries = 1000, shrinking = ShrinkingMode.OFF)
  void joining_what_is_known_gives_the_very_same_state(@ForAll(supplier = Seeds.class) long seed) {
    RandomStates states = new RandomStates(new Random(seed));
    EntityState a = states.next();
    EntityState both = a.join(states.next());

    assertThat(a.join(a)).isSameAs(a);
    assertThat(both.join(a)).isSameAs(both);
  }

  @Property(tries = 1000, shrinking = ShrinkingMode.OFF)
  void void_registers_may_be_dropped_before_or_after_joining(
      @ForAll(supplier = Seeds.class) long seed) {
    RandomStates states = new RandomStates(new Random(seed));
    EntityState a = states.next();
    EntityState b = states.next();

    EntityState lean = a.lean();
    assertThat(lean.join(b.lean()).lean()).isEqualTo(a.join(b).lean());
    assertThat(lean.lean()).isSameAs(lean);
  }

  @Property(tries = 1000, shrinking = ShrinkingMode.OFF)
  void equal_states_look_the_same_under_every_policy(@ForAll(supplier = Seeds.class) long seed) {
    Random random = new Random(seed);
    RandomStates states = new RandomStates(random);
    EntityState a = states.next();
    EntityState b = states.next();
    EntityPolicy policy = RandomPolicies.compile(RandomPolicies.any(random));

    Resolution one = policy.resolve(a.join(b), Origin.UNKNOWN_TIME);
    Resolution other = policy.resolve(b.join(a), Origin.UNKNOWN_TIME);
    Row explained = policy.explain(a.join(b), Origin.UNKNOWN_TIME).row();

    assertThat(MergedEntity.digest(other)).as("%s", policy).isEqualTo(MergedEntity.digest(one));
    assertThat(Shown.of(explained)).as("%s", policy).isEqualTo(Shown.of(one.row()));
  }
}
