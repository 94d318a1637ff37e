package io.esync.connectors.jdbc;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * How far a table has been read.
 *
 * @param floor every row up to here has been read and nothing more will come before it; null for
 *     the beginning of the table
 * @param at the row after which the next page begins; null for the beginning of the table
 * @param pages how many pages have been read; orders the states of a row whose cursor stands still
 * @param tracked null where deletes are not looked for
 */
record TablePosition(Mark floor, Mark at, long pages, Tracked tracked) {
  static final TablePosition START = new TablePosition(null, null, 0, null);

  /** Writes both marks, the number of pages, and the rows that are tracked. */
  static final class Serializer implements SimpleVersionedSerializer<TablePosition> {
    private static final int VERSION = 2;
    private static final int UNTRACKED = 1;
    private static final int INITIAL_BYTES = 128;

    @Override
    public int getVersion() {
      return VERSION;
    }

    @Override
    public byte[] serialize(TablePosition position) throws IOException {
      DataOutputSerializer out = new DataOutputSerializer(INITIAL_BYTES);
      write(position.floor(), out);
      write(position.at(), out);
      out.writeLong(position.pages());
      Tracked.write(position.tracked(), out);
      return out.getCopyOfBuffer();
    }

    private static void write(Mark mark, DataOutputSerializer out) throws IOException {
      List<String> values = mark == null ? List.of() : mark.values();
      out.writeInt(values.size());
      for (String value : values) {
        out.writeUTF(value);
      }
    }

    @Override
    public TablePosition deserialize(int version, byte[] serialized) throws IOException {
      if (version != VERSION && version != UNTRACKED) {
        throw new IOException("unknown version " + version + " of a position in a table");
      }
      DataInputDeserializer in = new DataInputDeserializer(serialized);
      return new TablePosition(
          readMark(in),
          readMark(in),
          in.readLong(),
          version == UNTRACKED ? null : Tracked.read(in));
    }

    private static Mark readMark(DataInputDeserializer in) throws IOException {
      List<String> values = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        values.add(in.readUTF());
      }
      return values.isEmpty() ? null : new Mark(values);
    }
  }
}
