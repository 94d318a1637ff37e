package io.esync.connectors.webhook;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Who waits for which checkpoint. */
final class Answers {
  private final NavigableMap<Long, Covered> checkpoints = new TreeMap<>();
  private List<Runnable> waiting = new ArrayList<>();
  private long durable = Long.MIN_VALUE;

  private record Covered(long version, List<Runnable> waiting) {}

  /** Whether a checkpoint that holds that version is known to be complete. */
  boolean isDurable(long version) {
    return version <= durable;
  }

  /** The answer waits for the next checkpoint that begins. */
  void await(Runnable answer) {
    waiting.add(answer);
  }

  /**
   * A checkpoint holds what came until now.
   *
   * @param version the highest one that it holds
   */
  void begin(long checkpoint, long version) {
    checkpoints.put(checkpoint, new Covered(version, waiting));
    waiting = new ArrayList<>();
  }

  /** Answers all that wait for that checkpoint, or for an earlier one that was never complete. */
  void complete(long checkpoint) {
    NavigableMap<Long, Covered> covered = checkpoints.headMap(checkpoint, true);
    for (Covered one : covered.values()) {
      durable = Math.max(durable, one.version());
      one.waiting().forEach(Runnable::run);
    }
    covered.clear();
  }
}
