package io.esync.connectors.spi.poll;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * What the enumerator knows.
 *
 * @param known ids of all splits that have been made
 * @param unassigned those of them, and parts, that no reader has
 * @param waiting splits whose parts are being read
 */
record PollingState<P>(
    List<String> known, List<PollingSplit<P>> unassigned, Map<String, Waiting<P>> waiting) {
  PollingState {
    known = List.copyOf(known);
    unassigned = List.copyOf(unassigned);
    waiting = new LinkedHashMap<>(waiting);
  }

  /** Writes the lists; a split that waits stands as itself, with the parts it waits for. */
  static final class Serializer<P> implements SimpleVersionedSerializer<PollingState<P>> {
    private static final int INITIAL_BYTES = 128;
    private static final int SPLITS_ALONE = 1;

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
        write(split, out);
      }
      out.writeInt(state.waiting().size());
      for (Map.Entry<String, Waiting<P>> split : state.waiting().entrySet()) {
        write(new PollingSplit<>(split.getKey(), split.getValue().start(), null), out);
        out.writeInt(split.getValue().parts().size());
        for (int part : split.getValue().parts()) {
          out.writeInt(part);
        }
      }
      return out.getCopyOfBuffer();
    }

    private void write(PollingSplit<P> split, DataOutputSerializer out) throws IOException {
      byte[] bytes = splits.serialize(split);
      out.writeInt(bytes.length);
      out.write(bytes);
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
        unassigned.add(read(version, in));
      }
      Map<String, Waiting<P>> waiting = new LinkedHashMap<>();
      for (int left = version == SPLITS_ALONE ? 0 : in.readInt(); left > 0; left--) {
        PollingSplit<P> split = read(version, in);
        Set<Integer> parts = new TreeSet<>();
        for (int open = in.readInt(); open > 0; open--) {
          parts.add(in.readInt());
        }
        waiting.put(split.split(), new Waiting<>(split.position(), parts));
      }
      return new PollingState<>(known, unassigned, waiting);
    }

    private PollingSplit<P> read(int version, DataInputDeserializer in) throws IOException {
      byte[] bytes = new byte[in.readInt()];
      in.readFully(bytes);
      return splits.deserialize(version, bytes);
    }
  }
}
