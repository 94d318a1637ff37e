package io.esync.connectors.memory;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * The one split of a memory source.
 *
 * @param position of the next record to read, counted from 0
 */
record MemorySplit(int position) implements SourceSplit {
  @Override
  public String splitId() {
    return "all";
  }

  /** Writes the position. */
  static final class Serializer implements SimpleVersionedSerializer<MemorySplit> {
    private static final int VERSION = 1;

    @Override
    public int getVersion() {
      return VERSION;
    }

    @Override
    public byte[] serialize(MemorySplit split) {
      return ByteBuffer.allocate(Integer.BYTES).putInt(split.position()).array();
    }

    @Override
    public MemorySplit deserialize(int version, byte[] serialized) throws IOException {
      if (version != VERSION) {
        throw new IOException("unknown version " + version + " of a memory source's position");
      }
      return new MemorySplit(ByteBuffer.wrap(serialized).getInt());
    }
  }
}
