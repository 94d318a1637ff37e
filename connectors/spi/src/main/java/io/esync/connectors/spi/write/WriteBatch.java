package io.esync.connectors.spi.write;

import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.EntityKey;
import io.esync.operators.model.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects changes until they are written, as a row of batches in each of which a key stands once.
 *
 * <p>Where one write can stand for two changes of a key, only the later is kept; a field that it
 * does not carry keeps what the earlier one said. Where none can, the later change goes to the next
 * batch: a delete followed by an upsert must empty the fields that the upsert does not name.
 */
final class WriteBatch {
  private final boolean everyChange;
  private final List<Map<EntityKey, ChangeRecord>> batches = new ArrayList<>();
  private int size;

  /**
   * @param everyChange whether each change is written by itself, even if the next stands for it as
   *     well
   */
  WriteBatch(boolean everyChange) {
    this.everyChange = everyChange;
  }

  /** How many writes it takes. */
  int size() {
    return size;
  }

  void add(ChangeRecord change) {
    int last = lastBatchOf(change.key());
    ChangeRecord combined = last < 0 || everyChange ? null : combine(batches.get(last), change);
    if (combined != null) {
      batches.get(last).put(change.key(), combined);
      return;
    }
    if (last + 1 == batches.size()) {
      batches.add(new LinkedHashMap<>());
    }
    batches.get(last + 1).put(change.key(), change);
    size++;
  }

  private int lastBatchOf(EntityKey key) {
    for (int i = batches.size() - 1; i >= 0; i--) {
      if (batches.get(i).containsKey(key)) {
        return i;
      }
    }
    return -1;
  }

  /** One change that stands for both, or null where there is none. */
  private static ChangeRecord combine(Map<EntityKey, ChangeRecord> batch, ChangeRecord later) {
    ChangeRecord earlier = batch.get(later.key());
    if (later.op() == ChangeOp.DELETE) {
      return later;
    }
    return earlier.op() == ChangeOp.UPSERT && earlier.row().schema().equals(later.row().schema())
        ? new ChangeRecord(
            later.key(), later.op(), fill(later.row(), earlier.row()), later.origin())
        : null;
  }

  /** {@code later}, with what it does not carry from {@code earlier}. */
  private static Row fill(Row later, Row earlier) {
    Object[] values = null;
    for (int i = 0; i < later.schema().size(); i++) {
      if (later.isAbsent(i) && !earlier.isAbsent(i)) {
        values = values == null ? later.toArray() : values;
        values[i] = earlier.get(i);
      }
    }
    return values == null ? later : Row.of(later.schema(), values);
  }

  /** Takes everything out: batches to be written in this order. */
  List<List<ChangeRecord>> drain() {
    List<List<ChangeRecord>> drained =
        batches.stream().map(batch -> List.copyOf(batch.values())).toList();
    batches.clear();
    size = 0;
    return drained;
  }
}
