package io.esync.connectors.jdbc;

import io.esync.connectors.spi.rows.Tracked;
import java.io.IOException;
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
 * @param part null where the whole table is read by its cursor or by scans
 */
record TablePosition(Mark floor, Mark at, long pages, Tracked tracked, Part part) {
  static final TablePosition START = new TablePosition(null, null, 0, null, null);

  /** A place in a part of the table. */
  TablePosition in(Part ofTable, Mark row) {
    return new TablePosition(floor, row, pages, tracked, ofTable);
  }

  /** Writes all of it. */
  static final class Serializer implements SimpleVersionedSerializer<TablePosition> {
    private static final int VERSION = 2;
    private static final int PLAIN = 1;
    private static final int INITIAL_BYTES = 128;

    @Override
    public int getVersion() {
      return VERSION;
    }

    @Override
    public byte[] serialize(TablePosition position) throws IOException {
      DataOutputSerializer out = new DataOutputSerializer(INITIAL_BYTES);
      Mark.write(position.floor(), out);
      Mark.write(position.at(), out);
      out.writeLong(position.pages());
      Tracked.write(position.tracked(), out);
      Part.write(position.part(), out);
      return out.getCopyOfBuffer();
    }

    @Override
    public TablePosition deserialize(int version, byte[] serialized) throws IOException {
      if (version != VERSION && version != PLAIN) {
        throw new IOException("unknown version " + version + " of a position in a table");
      }
      DataInputDeserializer in = new DataInputDeserializer(serialized);
      Mark floor = Mark.read(in);
      Mark at = Mark.read(in);
      long pages = in.readLong();
      return version == PLAIN
          ? new TablePosition(floor, at, pages, null, null)
          : new TablePosition(floor, at, pages, Tracked.read(in), Part.read(in));
    }
  }
}
