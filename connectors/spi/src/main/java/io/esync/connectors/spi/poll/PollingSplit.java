package io.esync.connectors.spi.poll;

import java.io.IOException;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * A split and how far it has been read.
 *
 * @param splitId one of {@link PolledSystem#splits}
 */
record PollingSplit<P>(String splitId, P position) implements SourceSplit {

  /** Writes the id, and the position with the version of its own serializer. */
  static final class Serializer<P> implements SimpleVersionedSerializer<PollingSplit<P>> {
    private static final int VERSION = 1;
    private static final int INITIAL_BYTES = 128;

    private final SimpleVersionedSerializer<P> positions;

    Serializer(SimpleVersionedSerializer<P> positions) {
      this.positions = positions;
    }

    @Override
    public int getVersion() {
      return VERSION;
    }

    @Override
    public byte[] serialize(PollingSplit<P> split) throws IOException {
      DataOutputSerializer out = new DataOutputSerializer(INITIAL_BYTES);
      byte[] position = positions.serialize(split.position());
      out.writeUTF(split.splitId());
      out.writeInt(positions.getVersion());
      out.writeInt(position.length);
      out.write(position);
      return out.getCopyOfBuffer();
    }

    @Override
    public PollingSplit<P> deserialize(int version, byte[] serialized) throws IOException {
      if (version != VERSION) {
        throw new IOException("unknown version " + version + " of a polled split");
      }
      DataInputDeserializer in = new DataInputDeserializer(serialized);
      String id = in.readUTF();
      int positionVersion = in.readInt();
      byte[] position = new byte[in.readInt()];
      in.readFully(position);
      return new PollingSplit<>(id, positions.deserialize(positionVersion, position));
    }
  }
}
