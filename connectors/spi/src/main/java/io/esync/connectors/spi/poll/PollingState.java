package io.esync.connectors.spi.poll;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * What the enumerator knows.
 *
 * @param known ids of all splits that have been made
 * @param unassigned those of them that no reader has
 */
record PollingState<P>(List<String> known, List<PollingSplit<P>> unassigned) {
  PollingState {
    known = List.copyOf(known);
    unassigned = List.copyOf(unassigned);
  }

  /** Writes both lists. */
  static final class Serializer<P> implements SimpleVersionedSerializer<PollingState<P>> {
    private static final int INITIAL_BYTES = 128;

    private final PollingSplit.Serializer<P> splits;

    Serializer(PollingSplit.Serializer<P> splits) {
      this.splits = splits;
    }

    @Override
    public int getVersion() {
      return splits.getVersion();
    }

    @Override
    public byte[] serialize(PollingState<P> state) throws IOException {
      DataOutputSerializer out = new DataOutputSerializer(INITIAL_BYTES);
      out.writeInt(state.known().size());
      for (String id : state.known()) {
        out.writeUTF(id);
      }
      out.writeInt(state.unassigned().size());
      for (PollingSplit<P> split : state.unassigned()) {
        byte[] bytes = splits.serialize(split);
        out.writeInt(bytes.length);
        out.write(bytes);
      }
      return out.getCopyOfBuffer();
    }

    @Override
    public PollingState<P> deserialize(int version, byte[] serialized) throws IOException {
      DataInputDeserializer in = new DataInputDeserializer(serialized);
      List<String> known = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        known.add(in.readUTF());
      }
      List<PollingSplit<P>> unassigned = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        unassigned.add(splits.deserialize(version, bytes));
      }
      return new PollingState<>(known, unassigned);
    }
  }
}
