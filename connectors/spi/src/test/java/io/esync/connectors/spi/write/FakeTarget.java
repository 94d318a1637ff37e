package io.esync.connectors.spi.write;

import io.esync.connectors.spi.TargetException;
import io.esync.connectors.spi.TargetException.Kind;
import io.esync.connectors.spi.TargetWriter;
import io.esync.connectors.spi.TargetWriterFactory;
import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.Row;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A target that is a table in memory, and that fails as it is told to. */
final class FakeTarget implements TargetWriterFactory {
  private static final long serialVersionUID = 1L;

  private final transient Map<Long, Map<String, Object>> table = new TreeMap<>();
  private final transient List<List<ChangeRecord>> batches = new ArrayList<>();
  private final transient Set<Long> refusedKeys = new HashSet<>();
  private final transient Deque<Kind> openFailures = new ArrayDeque<>();
  private final transient Deque<Kind> writeFailures = new ArrayDeque<>();
  private final transient Deque<Kind> lostAnswers = new ArrayDeque<>();
  private transient Kind alwaysFailing;
  private transient Runnable onWrite = () -> {};
  private transient boolean oneByOne;
  private transient int attempts;
  private transient int closed;

  @Override
  public TargetWriter open() throws TargetException {
    failIf(openFailures.poll());
    return new Writer();
  }

  FakeTarget failsToOpen(Kind... kinds) {
    openFailures.addAll(List.of(kinds));
    return this;
  }

  FakeTarget failsToWrite(Kind... kinds) {
    writeFailures.addAll(List.of(kinds));
    return this;
  }

  /** The write happens, and fails all the same: the answer is lost. */
  FakeTarget losesTheAnswer() {
    lostAnswers.add(Kind.TRANSIENT);
    return this;
  }

  FakeTarget alwaysFails(Kind kind) {
    alwaysFailing = kind;
    return this;
  }

  FakeTarget refuses(long key) {
    refusedKeys.add(key);
    return this;
  }

  /** Takes each record by itself, all but the last before a failure that it is told to have. */
  FakeTarget takesOneByOne() {
    oneByOne = true;
    return this;
  }

  FakeTarget onWrite(Runnable action) {
    onWrite = action;
    return this;
  }

  /** Rows by key, fields by name; the key itself left out. */
  Map<Long, Map<String, Object>> table() {
    return table;
  }

  /** What was written, batch by batch. */
  List<List<ChangeRecord>> batches() {
    return batches;
  }

  List<Integer> batchSizes() {
    return batches.stream().map(List::size).toList();
  }

  int attempts() {
    return attempts;
  }

  int closed() {
    return closed;
  }

  private static void failIf(Kind kind) throws TargetException {
    if (kind != null) {
      throw new TargetException(kind, "told to fail", "08006", null);
    }
  }

  private final class Writer implements TargetWriter {
    @Override
    public void write(List<ChangeRecord> batch) throws TargetException {
      attempts++;
      onWrite.run();
      failIf(alwaysFailing);
      failIf(writeFailures.poll());
      for (ChangeRecord change : batch) {
        if (refusedKeys.contains(key(change))) {
          throw new TargetException(
              Kind.REFUSED, "violates check constraint \"adult\"", "23514", null);
        }
      }
      batch.forEach(this::apply);
      batches.add(batch);
      failIf(lostAnswers.poll());
    }

    @Override
    public void write(List<ChangeRecord> batch, Settled settled) throws TargetException {
      if (!oneByOne) {
        write(batch);
        return;
      }
      attempts++;
      batches.add(batch);
      Kind failure = writeFailures.poll();
      int taken = failure == null ? batch.size() : batch.size() - 1;
      for (ChangeRecord change : batch.subList(0, taken)) {
        if (refusedKeys.contains(key(change))) {
          settled.refused(change, new TargetException(Kind.REFUSED, "no", "422", null));
        } else {
          apply(change);
          settled.written(change);
        }
      }
      failIf(failure);
    }

    private void apply(ChangeRecord change) {
      if (change.op() == ChangeOp.DELETE) {
        table.remove(key(change));
        return;
      }
      Map<String, Object> fields = table.computeIfAbsent(key(change), key -> new TreeMap<>());
      for (int i = 1; i < change.row().schema().size(); i++) {
        if (change.row().get(i) != Row.ABSENT) {
          fields.put(change.row().schema().field(i).name(), change.row().get(i));
        }
      }
    }

    private static Long key(ChangeRecord change) {
      return (Long) change.row().get("id");
    }

    @Override
    public void close() {
      closed++;
    }
  }
}
