package io.esync.operators.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.esync.operators.merge.ChangeBuilder;
import io.esync.operators.merge.Histories;
import io.esync.operators.merge.PlainPolicy;
import io.esync.operators.merge.RandomPolicies;
import io.esync.operators.merge.ReferenceMerge;
import io.esync.operators.merge.Seeds;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.ErrorCode;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;

/** Forgetting what was deleted, as far as all sources have come. */
class ForgettingLawsTest {
  private static long forgotten;

  @AfterContainer
  static void something_was_forgotten() {
    assertThat(forgotten).as("keys that were forgotten on the way").isGreaterThan(5);
  }

  @Property(tries = 400, shrinking = ShrinkingMode.OFF)
  void forgetting_what_all_sources_have_passed_changes_nothing(
      @ForAll(supplier = Seeds.class) long seed) throws Exception {
    Random random = new Random(seed);
    PlainPolicy policy = RandomPolicies.any(random);
    TimedLogs logs = new TimedLogs(3, random);
    try (MergeCluster forgetful = cluster(policy);
        MergeCluster remembering = cluster(policy)) {
      RandomRun run = new RandomRun(random, forgetful, logs.logs()).forgetful();
      run.toTheEnd();
      forgotten += run.forgotten();
      new RandomRun(random, remembering, logs.withoutPromises()).forgetful().toTheEnd();

      for (int key = 0; key < logs.histories().size(); key++) {
        Object expected = ReferenceMerge.resolve(logs.histories().get(key), policy);
        assertThat(RandomRun.shown(remembering.emissions(), key))
            .as("remembering, customer %s under %s", key, policy)
            .isEqualTo(expected);
        assertThat(RandomRun.shown(forgetful.emissions(), key))
            .as("forgetful, customer %s under %s", key, policy)
            .isEqualTo(expected);
      }
      assertThat(remembering.rejections()).isEmpty();
      assertThat(forgetful.rejections())
          .as("what was repeated after it was forgotten")
          .allMatch(rejection -> rejection.code() == ErrorCode.LATE_AFTER_GC);
    }
  }

  private static MergeCluster cluster(PlainPolicy policy) throws Exception {
    return new MergeCluster(
        RandomRun.operator(RandomPolicies.compile(policy), TimedLogs.LATENESS),
        new HashMapStateBackend());
  }

  @Property(tries = 50, shrinking = ShrinkingMode.OFF)
  void a_straggler_about_a_forgotten_key_is_rejected_and_nothing_else_happens(
      @ForAll(supplier = Seeds.class) long seed) throws Exception {
    Random random = new Random(seed);
    PlainPolicy policy = PlainPolicy.lastWriteWins(List.of());
    try (MergeCluster cluster = cluster(policy)) {
      int deletedAt = 10 + random.nextInt(5);
      cluster.process(ChangeBuilder.of("crm").at(1).time(5).upsert("a", "x"));
      cluster.process(ChangeBuilder.of("crm").at(2).time(deletedAt).delete());
      for (String source : Histories.SOURCES) {
        cluster.progress(source, deletedAt + TimedLogs.LATENESS + 1);
      }
      cluster.clock(1_000_000);
      assertThat(cluster.keys()).isZero();
      int emitted = cluster.emissions().size();
      int stragglers = 1 + random.nextInt(5);
      for (int i = 0; i < stragglers; i++) {
        ChangeBuilder late =
            ChangeBuilder.of(random.nextBoolean() ? "crm" : "Aa")
                .at(i + 1)
                .time(1 + random.nextInt(deletedAt));
        ChangeRecord change =
            random.nextInt(3) == 0
                ? Histories.removal(late, random)
                : Histories.upsert(late, random.nextBoolean(), random);
        cluster.process(change);
      }

      assertThat(cluster.rejections())
          .hasSize(stragglers)
          .allMatch(rejection -> rejection.code() == ErrorCode.LATE_AFTER_GC);
      assertThat(cluster.emissions()).hasSize(emitted);
      assertThat(cluster.keys()).isZero();
    }
  }
}
