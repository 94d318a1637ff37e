package io.esync.connectors.memory;

import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.EntityKey;
import io.esync.operators.model.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a {@code memory} target was given. For any number of threads. */
public final class MemoryTable {
  private final Map<EntityKey, Row> rows = new LinkedHashMap<>();
  private final List<ChangeRecord> changes = new ArrayList<>();

  synchronized void write(List<ChangeRecord> batch) {
    for (ChangeRecord change : batch) {
      changes.add(change);
      if (change.op() == ChangeOp.DELETE) {
        rows.remove(change.key());
      } else {
        rows.put(change.key(), change.row());
      }
    }
  }

  /** The latest row of each key that was not deleted, as they first came. */
  public synchronized Map<EntityKey, Row> rows() {
    return new LinkedHashMap<>(rows);
  }

  /** The latest row of a key; empty where there is none or it was deleted. */
  public synchronized Optional<Row> latest(String entity, Object... keyValues) {
    return Optional.ofNullable(rows.get(EntityKey.of(entity, keyValues)));
  }

  /** Every change in the order of writing; after a failure some stand there again. */
  public synchronized List<ChangeRecord> changes() {
    return List.copyOf(changes);
  }
}
