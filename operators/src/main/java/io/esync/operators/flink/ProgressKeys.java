package io.esync.operators.flink;

import io.esync.operators.model.EntityKey;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;

/**
 * One key of no entity for each key group. Sent to all of them, a record reaches every instance of
 * a keyed operator, by the same channels as the changes before it.
 */
final class ProgressKeys {
  private static final String NO_ENTITY = "";

  private ProgressKeys() {}

  static EntityKey[] of(int maxParallelism) {
    EntityKey[] keys = new EntityKey[maxParallelism];
    int missing = maxParallelism;
    for (long candidate = 0; missing > 0; candidate++) {
      EntityKey key = EntityKey.of(NO_ENTITY, candidate);
      int group = KeyGroupRangeAssignment.assignToKeyGroup(key, maxParallelism);
      if (keys[group] == null) {
        keys[group] = key;
        missing--;
      }
    }
    return keys;
  }
}
