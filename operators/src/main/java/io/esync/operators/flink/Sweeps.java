package io.esync.operators.flink;

import io.esync.operators.merge.MergeInput;
import io.esync.operators.merge.MergeInput.Swept;
import io.esync.operators.model.EntityKey;
import io.esync.operators.model.Origin;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;

/**
 * Walks through all keys after tables were read again, some at a time, so that changes and
 * checkpoints go on between: what a table no longer has is found here. All instances keep which
 * walks are to be made, and after a restore each has what any of them had: a walk starts anew then,
 * and finds nothing twice.
 */
final class Sweeps implements AutoCloseable {
  private static final int KEYS_AT_A_TIME = 1_000;

  private final ListState<MergeInput> state;

  /** By source and entity: the walk to make, and up to where none may be made. */
  private final Map<String, Swept> asked = new TreeMap<>();

  private final Map<String, Swept> barred = new TreeMap<>();

  private KeyedStateBackend<EntityKey> backend;
  private Visitor visitor;
  private List<Swept> walk = List.of();
  private Stream<EntityKey> stream;
  private Iterator<EntityKey> keys;
  private long seen;

  /** Is shown the keys of entities that a table that was read again feeds. */
  interface Visitor {
    void visit(EntityKey key, Origin end) throws Exception;
  }

  Sweeps(StateInitializationContext context) throws Exception {
    state = context.getOperatorStateStore().getUnionListState(MergeStates.sweeps());
    for (MergeInput written : state.get()) {
      heard((Swept) written);
    }
  }

  void open(KeyedStateBackend<EntityKey> keyedState, Visitor keyVisitor) {
    backend = keyedState;
    visitor = keyVisitor;
  }

  void heard(Swept swept) {
    (swept.complete() ? asked : barred)
        .merge(
            swept.origin().source() + ' ' + swept.entity(),
            swept,
            (one, other) -> isBefore(one, other) ? other : one);
  }

  private static boolean isBefore(Swept one, Swept other) {
    return one.origin().version().compareTo(other.origin().version()) < 0;
  }

  boolean isPending() {
    return !asked.isEmpty();
  }

  /** How many keys the walk has seen; 0 while there is none. */
  long seen() {
    return seen;
  }

  /** Goes on to the next keys. */
  void step() throws Exception {
    if (keys == null) {
      begin();
    }
    // RocksDB's keys are those of one moment; on the heap they must not change while one looks.
    int most = backend instanceof HeapKeyedStateBackend ? Integer.MAX_VALUE : KEYS_AT_A_TIME;
    for (int i = 0; i < most && keys.hasNext(); i++) {
      EntityKey key = keys.next();
      seen++;
      for (Swept swept : walk) {
        if (swept.entity().equals(key.entity())) {
          visitor.visit(key, swept.origin());
        }
      }
    }
    if (!keys.hasNext()) {
      asked.values().removeAll(walk); // others were heard on the way
      seen = 0;
      close();
    }
  }

  private void begin() {
    walk = new ArrayList<>();
    asked.forEach(
        (place, swept) -> {
          Swept bar = barred.get(place);
          if (bar == null || !isBefore(swept, bar)) {
            walk.add(swept);
          }
        });
    asked.keySet().removeIf(place -> !walk.contains(asked.get(place)));
    stream = backend.getKeys(MergeStates.ENTITY, VoidNamespace.INSTANCE);
    keys = walk.isEmpty() ? List.<EntityKey>of().iterator() : stream.iterator();
  }

  void snapshot() throws Exception {
    List<MergeInput> all = new ArrayList<>(asked.values());
    all.addAll(barred.values());
    state.update(all);
  }

  @Override
  public void close() {
    keys = null;
    if (stream != null) {
      stream.close();
      stream = null;
    }
  }
}
