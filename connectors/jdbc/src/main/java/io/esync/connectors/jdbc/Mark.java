package io.esync.connectors.jdbc;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A place in a table that is ordered by cursor and key, or by key: that of a row.
 *
 * @param values the row's columns of the order, as the database writes them
 */
record Mark(List<String> values) {
  Mark {
    values = List.copyOf(values);
  }

  /** Writes a mark, which may be null. */
  static void write(Mark mark, DataOutput out) throws IOException {
    List<String> values = mark == null ? List.of() : mark.values();
    out.writeInt(values.size());
    for (String value : values) {
      out.writeUTF(value);
    }
  }

  static Mark read(DataInput in) throws IOException {
    List<String> values = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      values.add(in.readUTF());
    }
    return values.isEmpty() ? null : new Mark(values);
  }
}
