package io.esync.operators.flink;

import io.esync.operators.merge.MergedEntity;
import io.esync.operators.merge.SourceState;
import io.esync.operators.model.EntityKey;
import io.esync.operators.model.Origin;
import io.esync.operators.model.Row;
import io.esync.operators.model.SourceVersion;
import java.util.Iterator;
import java.util.stream.Stream;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;
import org.apache.flink.util.function.ThrowingConsumer;

/**
 * Walks through all keys of a state that was resolved by another policy, some at a time, so that
 * changes and checkpoints go on between. A failure on the way starts it anew; keys that were done
 * look the same then and are not passed on again. A walk before that counts them.
 */
final class Reresolution implements AutoCloseable {
  private static final int KEYS_AT_A_TIME = 1_000;

  private final KeyedStateBackend<EntityKey> backend;
  private final MergeMemory memory;
  private final ThrowingConsumer<EntityKey, Exception> resolve;
  private Stream<EntityKey> stream;
  private Iterator<EntityKey> keys;
  private boolean counted;
  private long remaining;

  Reresolution(
      KeyedStateBackend<EntityKey> backend,
      MergeMemory memory,
      ThrowingConsumer<EntityKey, Exception> resolve) {
    this.backend = backend;
    this.memory = memory;
    this.resolve = resolve;
  }

  boolean isPending() {
    return memory.isOutdated();
  }

  /**
   * How many keys are still to be resolved; grows while they are counted. 0 only when it is done.
   */
  long remaining() {
    return isPending() ? Math.max(1, remaining) : 0;
  }

  /** Counts or resolves the next keys. */
  void step() throws Exception {
    if (keys == null) {
      stream = backend.getKeys(MergeStates.ENTITY, VoidNamespace.INSTANCE);
      keys = stream.iterator();
    }
    // RocksDB's keys are those of one moment; on the heap they must not change while one looks.
    int most = backend instanceof HeapKeyedStateBackend ? Integer.MAX_VALUE : KEYS_AT_A_TIME;
    for (int i = 0; i < most && keys.hasNext(); i++) {
      EntityKey key = keys.next();
      if (memory.isOutdated(key.entity())) {
        if (counted) {
          resolve.accept(key);
        }
        remaining += counted ? -1 : 1;
      }
    }
    if (!keys.hasNext()) {
      close();
      keys = null;
      if (counted) {
        memory.upToDate();
      }
      counted = true;
    }
  }

  @Override
  public void close() {
    if (stream != null) {
      stream.close();
      stream = null;
    }
  }

  /** Of what is passed on although no source said anything. */
  static Origin origin(String cause, ProcessingTimeService clock) {
    return new Origin(
        "esync",
        cause,
        new SourceVersion(0, 0, 0),
        Origin.UNKNOWN_TIME,
        clock.getCurrentProcessingTime(),
        false);
  }

  /** Some row of {@code entity}, for the fields of its key; null where no source has one. */
  static Row anyRow(MergedEntity entity) {
    for (SourceState source : entity.state().sources()) {
      if (source.row() != null) {
        return source.row();
      }
    }
    return null;
  }
}
