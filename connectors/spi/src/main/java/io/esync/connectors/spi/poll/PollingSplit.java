package io.esync.connectors.spi.poll;

import java.io.IOException;
import java.time.Instant;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * A split and how far it has been read.
 *
 * @param splitId one of {@link PolledSystem#splits}
 * @param due when its next poll is due, or the one that is under way was; null for at once
 */
record PollingSplit<P>(String splitId, P position, Instant due) implements SourceSplit {

  /** Writes the id, the position with the version of its own serializer, and when it is due. */
  static final class Serializer<P> implements SimpleVersionedSerializer<PollingSplit<P>> {
    private static final int VERSION = 2;
    private static final int WITHOUT_DUE = 1;
    private static final long AT_ONCE = Long.MIN_VALUE;
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
      out.writeLong(split.due() == null ? AT_ONCE : split.due().toEpochMilli());
      return out.getCopyOfBuffer();
    }

    @Override
    public PollingSplit<P> deserialize(int version, byte[] serialized) throws IOException {
      if (version != VERSION && version != WITHOUT_DUE) {
        throw new IOException("unknown version " + version + " of a polled split");
      }
      DataInputDeserializer in = new DataInputDeserializer(serialized);
      String id = in.readUTF();
      int positionVersion = in.readInt();
      byte[] position = new byte[in.readInt()];
      in.readFully(position);
      long due = version == WITHOUT_DUE ? AT_ONCE : in.readLong();
      return new PollingSplit<>(
          id,
          positions.deserialize(positionVersion, position),
          due == AT_ONCE ? null : Instant.ofEpochMilli(due));
    }
  }
}
