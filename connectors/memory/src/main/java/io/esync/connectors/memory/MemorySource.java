package io.esync.connectors.memory;

import io.esync.operators.model.SourceRecord;
import java.io.Serializable;
import java.util.List;
import java.util.function.Supplier;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Reads a {@link MemoryBuffer} with one reader; its position is part of checkpoints. */
final class MemorySource implements Source<SourceRecord, MemorySplit, UnassignedSplits> {
  private static final long serialVersionUID = 1L;

  /** Finds or fills the buffer where the source runs. */
  interface Buffer extends Supplier<MemoryBuffer>, Serializable {}

  private final Buffer buffer;
  private final Boundedness boundedness;

  MemorySource(Buffer buffer, Boundedness boundedness) {
    this.buffer = buffer;
    this.boundedness = boundedness;
  }

  @Override
  public Boundedness getBoundedness() {
    return boundedness;
  }

  @Override
  public SourceReader<SourceRecord, MemorySplit> createReader(SourceReaderContext context) {
    return new MemoryReader(buffer.get());
  }

  @Override
  public SplitEnumerator<MemorySplit, UnassignedSplits> createEnumerator(
      SplitEnumeratorContext<MemorySplit> context) {
    return new MemoryEnumerator(context, new UnassignedSplits(List.of(new MemorySplit(0))));
  }

  @Override
  public SplitEnumerator<MemorySplit, UnassignedSplits> restoreEnumerator(
      SplitEnumeratorContext<MemorySplit> context, UnassignedSplits unassigned) {
    return new MemoryEnumerator(context, unassigned);
  }

  @Override
  public SimpleVersionedSerializer<MemorySplit> getSplitSerializer() {
    return new MemorySplit.Serializer();
  }

  @Override
  public SimpleVersionedSerializer<UnassignedSplits> getEnumeratorCheckpointSerializer() {
    return new UnassignedSplits.Serializer();
  }
}
