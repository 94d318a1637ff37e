package io.esync.connectors.spi.write;

import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.EntityKey;
import io.esync.operators.model.Row;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects changes, the last one per key. A later upsert that does not carry a field keeps what an
 * earlier one of the same batch said of it.
 */
final class WriteBatch {
  private final Map<EntityKey, ChangeRecord> changes = new LinkedHashMap<>();

  int size() {
    return changes.size();
  }

  boolean isEmpty() {
    return changes.isEmpty();
  }

  /** Adds {@code change} if one write can stand for it and what is here already of its key. */
  boolean add(ChangeRecord change) {
    ChangeRecord earlier = changes.get(change.key());
    ChangeRecord combined = earlier == null ? change : combine(earlier, change);
    if (combined != null) {
      changes.put(change.key(), combined);
    }
    return combined != null;
  }

  private static ChangeRecord combine(ChangeRecord earlier, ChangeRecord later) {
    if (later.op() == ChangeOp.DELETE || isComplete(later.row())) {
      return coversSchema(earlier, later) ? later : null;
    }
    return earlier.op() == ChangeOp.UPSERT && earlier.row().schema().equals(later.row().schema())
        ? new ChangeRecord(
            later.key(), later.op(), fill(later.row(), earlier.row()), later.origin())
        : null;
  }

  /** Whether nothing that {@code earlier} said remains unsaid by {@code later}. */
  private static boolean coversSchema(ChangeRecord earlier, ChangeRecord later) {
    return later.op() == ChangeOp.DELETE
        || earlier.op() == ChangeOp.DELETE
        || earlier.row().schema().equals(later.row().schema());
  }

  private static boolean isComplete(Row row) {
    for (int i = 0; i < row.schema().size(); i++) {
      if (row.isAbsent(i)) {
        return false;
      }
    }
    return true;
  }

  private static Row fill(Row later, Row earlier) {
    Object[] values = later.toArray();
    for (int i = 0; i < values.length; i++) {
      if (values[i] == Row.ABSENT) {
        values[i] = earlier.get(i);
      }
    }
    return Row.of(later.schema(), values);
  }

  /** Takes everything out. */
  List<ChangeRecord> drain() {
    List<ChangeRecord> drained = List.copyOf(changes.values());
    changes.clear();
    return drained;
  }
}
