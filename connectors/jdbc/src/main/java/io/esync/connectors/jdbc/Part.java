package io.esync.connectors.jdbc;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Rows of a table that are read for the first time: a range of keys. Rows that have changed since
 * the parts were made are left to the polls by the cursor.
 *
 * @param after the row before the first one; null for the beginning of the table
 * @param upTo the last row; null for the end of the table
 * @param cursor the highest cursor, as the database writes it
 */
record Part(Mark after, Mark upTo, String cursor) {
  static void write(Part part, DataOutput out) throws IOException {
    out.writeBoolean(part != null);
    if (part != null) {
      Mark.write(part.after(), out);
      Mark.write(part.upTo(), out);
      out.writeUTF(part.cursor());
    }
  }

  static Part read(DataInput in) throws IOException {
    return in.readBoolean() ? new Part(Mark.read(in), Mark.read(in), in.readUTF()) : null;
  }
}
