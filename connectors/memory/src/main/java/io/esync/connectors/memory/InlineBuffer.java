package io.esync.connectors.memory;

import io.esync.operators.flink.SourceRecordSerializer;
import io.esync.operators.model.Heartbeat;
import io.esync.operators.model.Origin;
import io.esync.operators.model.SourceChange;
import io.esync.operators.model.SourceRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * The changes of a pipeline file, in a form that travels in the job graph.
 *
 * <p>Where nothing follows the last of them, a heartbeat of the latest time among them does: a
 * promise of any time would be kept, but times further on would make other sources look late that
 * are not.
 */
final class InlineBuffer implements MemorySource.Buffer {
  private static final long serialVersionUID = 1L;
  private static final int INITIAL_BYTES = 1024;

  private final byte[] changes;
  private final boolean ends;

  /**
   * @param ends whether nothing follows the last change
   */
  InlineBuffer(List<SourceRecord> changes, boolean ends) {
    DataOutputSerializer out = new DataOutputSerializer(INITIAL_BYTES);
    try {
      for (SourceRecord change : changes) {
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
    Origin latest = null;
    DataInputDeserializer in = new DataInputDeserializer(changes);
    try {
      while (in.available() > 0) {
        SourceRecord record = readNow(SourceRecordSerializer.INSTANCE.deserialize(in));
        buffer.offer(record);
        latest = latest(latest, record.origin());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the changes in the job graph are corrupt", e);
    }
    if (ends) {
      if (latest != null) {
        buffer.offer(Heartbeat.of(latest.source(), latest.timestamp(), latest.ingestedAt()));
      }
      buffer.end();
    }
    return buffer;
  }

  private static Origin latest(Origin known, Origin next) {
    boolean timed = !next.snapshot() && next.timestamp() != Origin.UNKNOWN_TIME;
    return timed && (known == null || next.timestamp() > known.timestamp()) ? next : known;
  }

  private static SourceRecord readNow(SourceRecord record) {
    Origin origin = record.origin();
    long now = System.currentTimeMillis();
    if (record instanceof SourceChange change) {
      Origin read =
          new Origin(
              origin.source(),
              origin.stream(),
              origin.version(),
              origin.timestamp(),
              now,
              origin.snapshot());
      return new SourceChange(read, change.op(), change.before(), change.after());
    }
    return Heartbeat.of(origin.source(), origin.timestamp(), now);
  }
}
