package io.esync.connectors.memory;

import io.esync.operators.model.SourceRecord;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;

/**
 * Reads a buffer from the position of its split on. State: that position.
 *
 * <p>A reader without a split ends with the buffer and not before: Flink refuses a savepoint that
 * meets a task at its end.
 */
final class MemoryReader implements SourceReader<SourceRecord, MemorySplit> {
  private static final int NO_SPLIT = -1;

  private final MemoryBuffer buffer;
  private final CompletableFuture<Void> told = new CompletableFuture<>();

  private int position = NO_SPLIT;
  private boolean noMoreSplits;

  MemoryReader(MemoryBuffer buffer) {
    this.buffer = buffer;
  }

  @Override
  public void start() {}

  @Override
  public InputStatus pollNext(ReaderOutput<SourceRecord> output) {
    if (position == NO_SPLIT) {
      return noMoreSplits && buffer.ended().isDone()
          ? InputStatus.END_OF_INPUT
          : InputStatus.NOTHING_AVAILABLE;
    }
    SourceRecord record = buffer.get(position);
    if (record != null) {
      position++;
      output.collect(record);
      return InputStatus.MORE_AVAILABLE;
    }
    return buffer.isEndedAt(position) ? InputStatus.END_OF_INPUT : InputStatus.NOTHING_AVAILABLE;
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    if (position == NO_SPLIT) {
      return noMoreSplits ? buffer.ended() : told;
    }
    return buffer.available(position);
  }

  @Override
  public List<MemorySplit> snapshotState(long checkpoint) {
    return position == NO_SPLIT ? List.of() : List.of(new MemorySplit(position));
  }

  @Override
  public void addSplits(List<MemorySplit> splits) {
    for (MemorySplit split : splits) {
      position = split.position();
      told.complete(null);
    }
  }

  @Override
  public void notifyNoMoreSplits() {
    noMoreSplits = true;
    told.complete(null);
  }

  @Override
  public void close() {}
}
