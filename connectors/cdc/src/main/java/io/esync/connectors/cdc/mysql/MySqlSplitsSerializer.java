package io.esync.connectors.cdc.mysql;

import java.io.IOException;
import org.apache.flink.cdc.connectors.base.source.assigner.state.HybridPendingSplitsState;
import org.apache.flink.cdc.connectors.base.source.assigner.state.PendingSplitsState;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Writes Flink CDC's state, and ahead of it the place that the log is read from. */
final class MySqlSplitsSerializer implements SimpleVersionedSerializer<PendingSplitsState> {
  private static final int VERSION = 1;
  private static final int INITIAL_SIZE = 256;

  private final SimpleVersionedSerializer<PendingSplitsState> chunks;

  MySqlSplitsSerializer(SimpleVersionedSerializer<PendingSplitsState> chunks) {
    this.chunks = chunks;
  }

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(PendingSplitsState state) throws IOException {
    LogPosition start = ((MySqlSplitsState) state).start();
    byte[] inner = chunks.serialize(state);
    DataOutputSerializer out = new DataOutputSerializer(inner.length + INITIAL_SIZE);
    out.writeUTF(start.file());
    out.writeLong(start.offset());
    out.writeLong(start.created());
    out.writeLong(start.promised());
    out.writeInt(chunks.getVersion());
    out.writeInt(inner.length);
    out.write(inner);
    return out.getCopyOfBuffer();
  }

  @Override
  public PendingSplitsState deserialize(int version, byte[] serialized) throws IOException {
    if (version != VERSION) {
      throw new IOException("state of version " + version + " is newer than this program");
    }
    DataInputDeserializer in = new DataInputDeserializer(serialized);
    LogPosition start = new LogPosition(in.readUTF(), in.readLong(), in.readLong(), in.readLong());
    int innerVersion = in.readInt();
    byte[] inner = new byte[in.readInt()];
    in.readFully(inner);
    HybridPendingSplitsState state =
        (HybridPendingSplitsState) chunks.deserialize(innerVersion, inner);
    return new MySqlSplitsState(
        state.getSnapshotPendingSplits(), state.isStreamSplitAssigned(), start);
  }
}
