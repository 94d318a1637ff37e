package io.esync.connectors.kafka.source;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.util.ExceptionUtils;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;

/** Flink's own reader, which says what to do where records are gone before it has read them. */
@SuppressWarnings("try") // closing may be interrupted, and so may this
record TopicReader<T>(SourceReader<T, KafkaPartitionSplit> reader)
    implements SourceReader<T, KafkaPartitionSplit> {
  @Override
  public InputStatus pollNext(ReaderOutput<T> output) throws Exception {
    try {
      return reader.pollNext(output);
    } catch (RuntimeException e) {
      throw ExceptionUtils.findThrowable(e, OffsetOutOfRangeException.class)
          .<RuntimeException>map(TopicReader::lost)
          .orElse(e);
    }
  }

  /** Without a cause: it would be taken for the reason, and says no more. */
  private static IllegalStateException lost(OffsetOutOfRangeException failure) {
    return new IllegalStateException(
        "records are gone that were not read yet, e.g. by retention ("
            + failure.getMessage()
            + "). Set 'lost_records: continue' of the source to go on behind the gap, or start"
            + " without saved state to read again what there is.");
  }

  @Override
  public void start() {
    reader.start();
  }

  @Override
  public List<KafkaPartitionSplit> snapshotState(long checkpoint) {
    return reader.snapshotState(checkpoint);
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    return reader.isAvailable();
  }

  @Override
  public void addSplits(List<KafkaPartitionSplit> splits) {
    reader.addSplits(splits);
  }

  @Override
  public void notifyNoMoreSplits() {
    reader.notifyNoMoreSplits();
  }

  @Override
  public void handleSourceEvents(SourceEvent event) {
    reader.handleSourceEvents(event);
  }

  @Override
  public void pauseOrResumeSplits(Collection<String> paused, Collection<String> resumed) {
    reader.pauseOrResumeSplits(paused, resumed);
  }

  @Override
  public void notifyCheckpointComplete(long checkpoint) throws Exception {
    reader.notifyCheckpointComplete(checkpoint);
  }

  @Override
  public void notifyCheckpointAborted(long checkpoint) throws Exception {
    reader.notifyCheckpointAborted(checkpoint);
  }

  @Override
  public void close() throws Exception {
    reader.close();
  }
}
