package io.esync.connectors.spi.rows;

import io.esync.operators.model.RowSchema;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows that were given out of a table, to find out which are gone.
 *
 * @param time when the next complete scan is due; of a table without a cursor, when the last one
 *     began
 * @param key schema of the keys
 * @param rows their keys, packed
 */
public record Tracked(Instant time, RowSchema key, List<KeyBlock> rows) {
  public Tracked {
    rows = List.copyOf(rows);
  }

  /** Writes it, or that there is none. */
  public static void write(Tracked tracked, DataOutput out) throws IOException {
    out.writeBoolean(tracked != null);
    if (tracked != null) {
      out.writeLong(tracked.time().toEpochMilli());
      byte[] schema = tracked.key().encoded();
      out.writeInt(schema.length);
      out.write(schema);
      out.writeInt(tracked.rows().size());
      for (KeyBlock block : tracked.rows()) {
        out.writeInt(block.size());
        out.writeInt(block.packed().length);
        out.write(block.packed());
      }
    }
  }

  /** Reads what {@link #write} wrote. */
  public static Tracked read(DataInput in) throws IOException {
    if (!in.readBoolean()) {
      return null;
    }
    Instant time = Instant.ofEpochMilli(in.readLong());
    RowSchema key = RowSchema.decode(bytes(in));
    List<KeyBlock> rows = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      rows.add(new KeyBlock(in.readInt(), bytes(in)));
    }
    return new Tracked(time, key, rows);
  }

  private static byte[] bytes(DataInput in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return bytes;
  }
}
