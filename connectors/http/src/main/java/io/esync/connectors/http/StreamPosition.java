package io.esync.connectors.http;

import io.esync.connectors.spi.rows.Tracked;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * How far a stream has been read.
 *
 * @param floor cursor from which on the pass asks that is under way, or the next one; null for all
 * @param highest cursor that the pass under way has seen; null where it saw none
 * @param page name of the page that comes next in the pass; null for its first one
 * @param pages how many pages have been read; orders the states of a record whose cursor stands
 *     still
 * @param tracked null where deletes are not looked for
 */
record StreamPosition(
    BigDecimal floor, BigDecimal highest, String page, long pages, Tracked tracked) {
  static final StreamPosition START = new StreamPosition(null, null, null, 0, null);

  /** Writes all of it. */
  static final class Serializer implements SimpleVersionedSerializer<StreamPosition> {
    private static final int VERSION = 1;
    private static final int INITIAL_BYTES = 128;

    @Override
    public int getVersion() {
      return VERSION;
    }

    @Override
    public byte[] serialize(StreamPosition position) throws IOException {
      DataOutputSerializer out = new DataOutputSerializer(INITIAL_BYTES);
      write(position.floor(), out);
      write(position.highest(), out);
      write(position.page(), out);
      out.writeLong(position.pages());
      Tracked.write(position.tracked(), out);
      return out.getCopyOfBuffer();
    }

    private static void write(Object value, DataOutput out) throws IOException {
      out.writeBoolean(value != null);
      if (value != null) {
        out.writeUTF(value.toString());
      }
    }

    @Override
    public StreamPosition deserialize(int version, byte[] serialized) throws IOException {
      if (version != VERSION) {
        throw new IOException("unknown version " + version + " of a position in a stream");
      }
      DataInputDeserializer in = new DataInputDeserializer(serialized);
      return new StreamPosition(
          number(read(in)), number(read(in)), read(in), in.readLong(), Tracked.read(in));
    }

    private static String read(DataInput in) throws IOException {
      return in.readBoolean() ? in.readUTF() : null;
    }

    private static BigDecimal number(String text) {
      return text == null ? null : new BigDecimal(text);
    }
  }
}
