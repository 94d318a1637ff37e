package io.esync.connectors.memory;

import io.esync.operators.flink.SourceRecordSerializer;
import io.esync.operators.model.Origin;
import io.esync.operators.model.SourceChange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** The changes of a pipeline file, in a form that travels in the job graph. */
final class InlineBuffer implements MemorySource.Buffer {
  private static final long serialVersionUID = 1L;
  private static final int INITIAL_BYTES = 1024;

  private final byte[] changes;
  private final boolean ends;

  /**
   * @param ends whether nothing follows the last change
   */
  InlineBuffer(List<SourceChange> changes, boolean ends) {
    DataOutputSerializer out = new DataOutputSerializer(INITIAL_BYTES);
    try {
      for (SourceChange change : changes) {
        SourceRecordSerializer.INSTANCE.serialize(change, out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.changes = out.getCopyOfBuffer();
    this.ends = ends;
  }

  @Override
  public MemoryBuffer get() {
    MemoryBuffer buffer = new MemoryBuffer();
    DataInputDeserializer in = new DataInputDeserializer(changes);
    try {
      while (in.available() > 0) {
        buffer.offer(readNow((SourceChange) SourceRecordSerializer.INSTANCE.deserialize(in)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the changes in the job graph are corrupt", e);
    }
    if (ends) {
      buffer.end();
    }
    return buffer;
  }

  private static SourceChange readNow(SourceChange change) {
    Origin origin = change.origin();
    Origin now =
        new Origin(
            origin.source(),
            origin.stream(),
            origin.version(),
            origin.timestamp(),
            System.currentTimeMillis(),
            origin.snapshot());
    return new SourceChange(now, change.op(), change.before(), change.after());
  }
}
