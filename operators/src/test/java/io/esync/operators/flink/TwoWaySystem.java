package io.esync.operators.flink;

import io.esync.operators.merge.ChangeBuilder;
import io.esync.operators.merge.MergeInput;
import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.Row;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A system with one row at most, which its users edit and this pipeline reads and writes. */
final class TwoWaySystem {
  private final String source;
  private final boolean marks;
  private final List<MergeInput> log = new ArrayList<>();
  private final Deque<ChangeRecord> queue = new ArrayDeque<>();
  private Map<String, Object> row;
  private int read;

  TwoWaySystem(String source, boolean marks) {
    this.source = source;
    this.marks = marks;
  }

  Map<String, Object> row() {
    return row;
  }

  /** A user sets a field, of a new row if there is none. False if that changes nothing. */
  boolean edit(String field, String value, long time) {
    if (row == null) {
      row = new TreeMap<>();
    } else if (value.equals(row.get(field))) {
      return false;
    }
    row.put(field, value);
    log.add(new MergeInput.Change(image(time)));
    return true;
  }

  void delete(long time) {
    if (row != null) {
      row = null;
      log.add(new MergeInput.Change(at(time).delete()));
    }
  }

  private ChangeBuilder at(long time) {
    return ChangeBuilder.of(source).at(log.size() + 1L).time(time);
  }

  private ChangeRecord image(long time) {
    return at(time).upsert("a", row.get("a"), "b", row.get("b"), "c", row.get("c"));
  }

  /** Something is to be written here. */
  void enqueue(ChangeRecord change) {
    queue.add(change);
  }

  /**
   * Writes the next of what is to be written; what was enqueued last, if {@code onlyLast}, as a
   * batch does with successive changes of one key.
   */
  boolean write(long time, boolean onlyLast) {
    if (queue.isEmpty()) {
      return false;
    }
    ChangeRecord change = onlyLast ? queue.getLast() : queue.remove();
    if (onlyLast) {
      queue.clear();
    }
    if (change.op() == ChangeOp.DELETE) {
      if (row != null) {
        row = null;
        log(at(time).delete());
      }
      return true;
    }
    row = row == null ? new TreeMap<>() : row;
    for (String field : List.of("a", "b", "c")) {
      if (change.row().get(field) != Row.ABSENT) {
        row.put(field, change.row().get(field));
      }
    }
    log(image(time));
    return true;
  }

  private void log(ChangeRecord written) {
    log.add(marks ? new MergeInput.Echo(written) : new MergeInput.Change(written));
  }

  /** The next of the log, or null. */
  MergeInput read() {
    return read < log.size() ? log.get(read++) : null;
  }

  int position() {
    return read;
  }

  void readAgainFrom(int position) {
    read = position;
  }

  int logged() {
    return log.size();
  }
}
