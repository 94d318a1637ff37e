package io.esync.operators.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.esync.operators.merge.MergeInput;
import io.esync.operators.merge.PlainPolicy;
import io.esync.operators.merge.RandomPolicies;
import io.esync.operators.merge.ReferenceMerge;
import io.esync.operators.merge.Seeds;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.EntityKey;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.apache.flink.contrib.streaming.state.EmbeddedRocksDBStateBackend;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;

/** Another policy on the state of the one before. */
class PolicyChangeLawsTest {
  /** On RocksDB more than are resolved again at a time. */
  private static final int KEYS = 1_200;

  @Property(tries = 1, shrinking = ShrinkingMode.OFF)
  void exactly_the_keys_that_look_different_are_emitted_again_on_rocksdb(
      @ForAll(supplier = Seeds.class) long seed) throws Exception {
    assertEmitsExactlyWhatDiffers(seed, KEYS, new EmbeddedRocksDBStateBackend());
  }

  @Property(tries = 40, shrinking = ShrinkingMode.OFF)
  void exactly_the_keys_that_look_different_are_emitted_again_on_the_heap(
      @ForAll(supplier = Seeds.class) long seed) throws Exception {
    assertEmitsExactlyWhatDiffers(seed, 30, new HashMapStateBackend());
  }

  private static void assertEmitsExactlyWhatDiffers(long seed, int keys, StateBackend backend)
      throws Exception {
    Random random = new Random(seed);
    PlainPolicy before = withoutSoft(random);
    PlainPolicy after = withoutSoft(random);
    List<List<List<ChangeRecord>>> histories = RandomRun.histories(keys, random);
    AtomicReference<PlainPolicy> policy = new AtomicReference<>(before);
    try (MergeCluster cluster =
        new MergeCluster(
            () -> RandomRun.operator(RandomPolicies.compile(policy.get()), 0).get(), backend)) {
      for (List<MergeInput> log : RandomRun.logs(histories, random)) {
        for (MergeInput input : log) {
          cluster.process(input);
        }
      }
      cluster.emissions().clear();
      policy.set(after);
      cluster.restore(cluster.snapshot(), 1);
      cluster.clock(10);
      cluster.restore(cluster.snapshot(), 1 + random.nextInt(3));
      for (long time = 10; time < 20; time++) {
        cluster.clock(time);
      }

      assertThat(byKey(cluster.emissions()))
          .as("%s, then %s", before, after)
          .isEqualTo(different(histories, before, after));
      assertThat(cluster.emissions()).hasSize(different(histories, before, after).size());
    }
  }

  /** What a hard delete has dropped no policy can show again. */
  private static PlainPolicy withoutSoft(Random random) {
    PlainPolicy policy = RandomPolicies.any(random);
    return policy.deletes().equals("soft") ? withoutSoft(random) : policy;
  }

  private static Map<String, String> byKey(List<ChangeRecord> emissions) {
    Map<String, String> shown = new TreeMap<>();
    for (ChangeRecord emission : emissions) {
      long key = (Long) emission.key().values().get(0);
      shown.put(emission.key().toString(), String.valueOf(RandomRun.shown(List.of(emission), key)));
    }
    return shown;
  }

  private static Map<String, String> different(
      List<List<List<ChangeRecord>>> histories, PlainPolicy before, PlainPolicy after) {
    Map<String, String> different = new TreeMap<>();
    for (int key = 0; key < histories.size(); key++) {
      Map<String, Object> now = ReferenceMerge.resolve(histories.get(key), after);
      if (!Objects.equals(ReferenceMerge.resolve(histories.get(key), before), now)) {
        different.put(EntityKey.of("customer", (long) key).toString(), String.valueOf(now));
      }
    }
    return different;
  }
}
