package io.esync.connectors.spi.poll;

import java.io.IOException;
import java.time.Instant;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * A split, or a part that is read before it, and how far it has been read.
 *
 * @param split one of {@link PolledSystem#splits}
 * @param part the part's number, from 1; 0 for the split itself
 * @param position null for a part that was read to its end, of which the enumerator may not know
 * @param due when its next poll is due, or the one that is under way was; null for at once
 */
record PollingSplit<P>(String split, int part, P position, Instant due) implements SourceSplit {
  /** The split itself. */
  PollingSplit(String split, P position, Instant due) {
    this(split, 0, position, due);
  }

  @Override
  public String splitId() {
    return isPart() ? split + " (part " + part + ")" : split;
  }

  boolean isPart() {
    return part > 0;
  }

  boolean isRead() {
    return position == null;
  }

  /** The same, so far. */
  PollingSplit<P> at(P newPosition, Instant nextDue) {
    return new PollingSplit<>(split, part, newPosition, nextDue);
  }

  /** Writes the position with the version of its own serializer, and the rest. */
  static final class Serializer<P> implements SimpleVersionedSerializer<PollingSplit<P>> {
    private static final int VERSION = 2;
    private static final int SPLITS_ALONE = 1;
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
      byte[] position = split.isRead() ? new byte[0] : positions.serialize(split.position());
      out.writeUTF(split.split());
      out.writeInt(positions.getVersion());
      out.writeInt(position.length);
      out.write(position);
      out.writeLong(split.due() == null ? AT_ONCE : split.due().toEpochMilli());
      out.writeInt(split.part());
      out.writeBoolean(split.isRead());
      return out.getCopyOfBuffer();
    }

    @Override
    public PollingSplit<P> deserialize(int version, byte[] serialized) throws IOException {
      if (version != VERSION && version != SPLITS_ALONE) {
        throw new IOException("unknown version " + version + " of a polled split");
      }
      DataInputDeserializer in = new DataInputDeserializer(serialized);
      String id = in.readUTF();
      int positionVersion = in.readInt();
      byte[] position = new byte[in.readInt()];
      in.readFully(position);
      if (version == SPLITS_ALONE) {
        return new PollingSplit<>(id, positions.deserialize(positionVersion, position), null);
      }
      long due = in.readLong();
      int part = in.readInt();
      boolean read = in.readBoolean();
      return new PollingSplit<>(
          id,
          part,
          read ? null : positions.deserialize(positionVersion, position),
          due == AT_ONCE ? null : Instant.ofEpochMilli(due));
    }
  }
}
