package io.esync.operators.flink;

import io.esync.operators.merge.ChangeBuilder;
import io.esync.operators.merge.EntityMerge;
import io.esync.operators.merge.EntityPolicy;
import io.esync.operators.merge.Histories;
import io.esync.operators.merge.MergeInput;
import io.esync.operators.merge.Shown;
import io.esync.operators.model.AuditLevel;
import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.EntityKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;

/**
 * Lets the logs of some sources go through the merge operator in a random interleaving, cut at
 * random by checkpoints, failures that go back to them, and changes of parallelism.
 */
final class RandomRun {
  private static final int MAX_CUTS = 3;

  private final Random random;
  private final MergeCluster cluster;
  private final List<List<MergeInput>> logs;
  private int[] next;
  private OperatorSubtaskState checkpoint;
  private int[] checkpointed;
  private int parallelismThen = 1;
  private int parallelism = 1;
  private int cuts;
  private boolean forgetful;
  private long clock;
  private long forgotten;

  RandomRun(Random random, MergeCluster cluster, List<List<MergeInput>> logs) {
    this.random = random;
    this.cluster = cluster;
    this.logs = logs;
    this.next = new int[logs.size()];
  }

  static Supplier<MergeOperator> operator(EntityPolicy policy, long lateness) {
    EntityMerge merge = EntityMerge.of(policy, Histories.SOURCES, lateness, null);
    return () -> new MergeOperator("customers/merge", Map.of("customer", merge), AuditLevel.NONE);
  }

  /** Random histories of so many keys, by key and source. */
  static List<List<List<ChangeRecord>>> histories(int keys, Random random) {
    return IntStream.range(0, keys)
        .mapToObj(key -> rekeyed(Histories.bySource(random), key))
        .toList();
  }

  private static List<List<ChangeRecord>> rekeyed(List<List<ChangeRecord>> histories, long key) {
    return histories.stream()
        .map(history -> history.stream().map(change -> ChangeBuilder.rekeyed(change, key)).toList())
        .toList();
  }

  /** One log for each source, in which the changes of a key keep their order. */
  static List<List<MergeInput>> logs(List<List<List<ChangeRecord>>> histories, Random random) {
    Map<String, List<List<ChangeRecord>>> bySource = new HashMap<>();
    for (List<List<ChangeRecord>> ofKey : histories) {
      for (List<ChangeRecord> history : ofKey) {
        if (!history.isEmpty()) {
          String source = history.get(0).origin().source();
          bySource.computeIfAbsent(source, s -> new ArrayList<>()).add(history);
        }
      }
    }
    List<List<MergeInput>> logs = new ArrayList<>();
    for (String source : Histories.SOURCES) {
      List<MergeInput> log = new ArrayList<>();
      List<List<ChangeRecord>> ofSource = bySource.getOrDefault(source, List.of());
      int[] at = new int[ofSource.size()];
      int left = ofSource.stream().mapToInt(List::size).sum();
      while (left > 0) {
        int key = random.nextInt(at.length);
        if (at[key] < ofSource.get(key).size()) {
          log.add(new MergeInput.Change(ofSource.get(key).get(at[key]++)));
          left--;
        }
      }
      logs.add(log);
    }
    return logs;
  }

  /** Lets the clock go on between the inputs, so that what may be forgotten is. */
  RandomRun forgetful() {
    forgetful = true;
    return this;
  }

  void toTheEnd() throws Exception {
    for (List<Integer> open = open(); !open.isEmpty(); open = open()) {
      int log = open.get(random.nextInt(open.size()));
      process(logs.get(log).get(next[log]++));
      if (forgetful && random.nextInt(4) == 0) {
        clock += random.nextInt(1_000_000);
        cluster.clock(clock);
      }
      if (cuts < MAX_CUTS && random.nextInt(8) == 0) {
        cut();
      }
    }
  }

  private void process(MergeInput input) throws Exception {
    if (input instanceof MergeInput.Progress progress) {
      cluster.progress(progress.source(), progress.time());
    } else {
      cluster.process(input);
    }
  }

  private List<Integer> open() {
    return IntStream.range(0, next.length)
        .filter(log -> next[log] < logs.get(log).size())
        .boxed()
        .toList();
  }

  private void cut() throws Exception {
    switch (random.nextInt(3)) {
      case 0 -> takeCheckpoint();
      case 1 -> {
        takeCheckpoint();
        restore();
      }
      default -> {
        if (checkpoint != null) {
          next = checkpointed.clone();
          restore();
        }
      }
    }
  }

  private void takeCheckpoint() throws Exception {
    checkpoint = cluster.snapshot();
    checkpointed = next.clone();
    parallelismThen = parallelism;
  }

  /** From the checkpoint, with one to three instances. */
  private void restore() throws Exception {
    cuts++;
    parallelism = 1 + random.nextInt(3);
    forgotten += cluster.metrics().get("entity.customer.forgotten");
    cluster.restore(checkpoint, parallelismThen, parallelism);
    cluster.clock(clock);
  }

  /** How many keys were forgotten on the way. */
  long forgotten() {
    return forgotten + cluster.metrics().get("entity.customer.forgotten");
  }

  /** What targets show of {@code key} in the end; null where it does not exist. */
  static Map<String, Object> shown(List<ChangeRecord> emissions, long key) {
    EntityKey wanted = EntityKey.of("customer", key);
    Map<String, Object> shown = null;
    for (ChangeRecord emission : emissions) {
      if (emission.key().equals(wanted)) {
        shown = emission.op() == ChangeOp.DELETE ? null : Shown.of(emission.row());
      }
    }
    return shown;
  }
}
