package io.esync.connectors.memory;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;

/** Hands the one split to the first reader; the others have nothing to do. */
final class MemoryEnumerator implements SplitEnumerator<MemorySplit, UnassignedSplits> {
  private final SplitEnumeratorContext<MemorySplit> context;
  private final Queue<MemorySplit> unassigned;

  MemoryEnumerator(SplitEnumeratorContext<MemorySplit> context, UnassignedSplits unassigned) {
    this.context = context;
    this.unassigned = new ArrayDeque<>(unassigned.splits());
  }

  @Override
  public void start() {}

  @Override
  public void addReader(int subtask) {
    MemorySplit split = unassigned.poll();
    if (split != null) {
      context.assignSplit(split, subtask);
    }
    context.signalNoMoreSplits(subtask);
  }

  @Override
  public void handleSplitRequest(int subtask, String hostname) {}

  @Override
  public void addSplitsBack(List<MemorySplit> splits, int subtask) {
    unassigned.addAll(splits);
  }

  @Override
  public UnassignedSplits snapshotState(long checkpoint) {
    return new UnassignedSplits(List.copyOf(unassigned));
  }

  @Override
  public void close() throws IOException {}
}
