package io.esync.operators.flink;

import static io.esync.operators.model.ValueCodec.readText;
import static io.esync.operators.model.ValueCodec.readUnsigned;
import static io.esync.operators.model.ValueCodec.writeText;
import static io.esync.operators.model.ValueCodec.writeUnsigned;

import io.esync.operators.merge.SourceState;
import io.esync.operators.merge.Stamp;
import io.esync.operators.model.Row;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The binary form of a {@link SourceState}: its id, flags, the latest delete, the latest upsert,
 * the latest full image where that is another, the row, and the stamps of the fields. Stamps are a
 * short list of the distinct ones followed by one index for each field, and neither where all
 * fields bear the row's stamp.
 */
enum SourceStateCodec {
  /** With the schema of the row, for the wire and for state of format 1. */
  WITH_SCHEMA {
    @Override
    void writeRow(Row row, DataOutput out) throws IOException {
      ModelCodec.writeRow(row, out);
    }

    @Override
    Row readRow(DataInput in) throws IOException {
      return ModelCodec.readRow(in);
    }
  },
  /** With the fingerprint of the schema, which is kept elsewhere. */
  WITH_FINGERPRINT {
    @Override
    void writeRow(Row row, DataOutput out) throws IOException {
      ModelCodec.writeBareRow(row, out);
    }

    @Override
    Row readRow(DataInput in) throws IOException {
      return ModelCodec.readBareRow(in);
    }
  };

  private static final int ROW = 1;
  private static final int DELETED = 2;
  private static final int FIELD_STAMPS = 4;
  private static final int FULL_STAMP = 8;
  private static final int FULL_ROW = 16;
  private static final int WITHDRAWN = 32;

  abstract void writeRow(Row row, DataOutput out) throws IOException;

  abstract Row readRow(DataInput in) throws IOException;

  void write(SourceState state, DataOutput out) throws IOException {
    boolean fullRow = state.row() != null && state.rowStamp().equals(state.fullStamp());
    writeText(state.source(), out);
    out.writeByte(
        (state.row() != null ? ROW : 0)
            | (state.deleted() != null ? DELETED : 0)
            | (state.deleted() != null && state.deleted().withdrawal() ? WITHDRAWN : 0)
            | (state.row() != null && !state.hasOneStamp() ? FIELD_STAMPS : 0)
            | (state.fullStamp() != null && !fullRow ? FULL_STAMP : 0)
            | (fullRow ? FULL_ROW : 0));
    if (state.deleted() != null) {
      writeStamp(state.deleted(), out);
    }
    if (state.row() != null) {
      writeStamp(state.rowStamp(), out);
      if (state.fullStamp() != null && !fullRow) {
        writeStamp(state.fullStamp(), out);
      }
      writeRow(state.row(), out);
      if (!state.hasOneStamp()) {
        writeFieldStamps(state, out);
      }
    }
  }

  private static void writeFieldStamps(SourceState state, DataOutput out) throws IOException {
    List<Stamp> distinct = new ArrayList<>();
    int[] indexes = new int[state.row().schema().size()];
    for (int i = 0; i < indexes.length; i++) {
      Stamp stamp = state.fieldStamp(i);
      if (stamp != null) {
        int known = distinct.indexOf(stamp);
        indexes[i] = known >= 0 ? known : distinct.size();
        if (known < 0) {
          distinct.add(stamp);
        }
      }
    }
    writeUnsigned(distinct.size(), out);
    for (Stamp stamp : distinct) {
      writeStamp(stamp, out);
    }
    for (int i = 0; i < indexes.length; i++) {
      if (state.fieldStamp(i) != null) {
        writeUnsigned(indexes[i], out);
      }
    }
  }

  SourceState read(DataInput in) throws IOException {
    String source = readText(in);
    int flags = in.readByte();
    Stamp deleted = (flags & DELETED) != 0 ? readDelete(flags, in) : null;
    if ((flags & ROW) == 0) {
      return SourceState.of(source, null, null, null, null, deleted);
    }
    Stamp rowStamp = readStamp(in);
    Stamp fullStamp = (flags & FULL_STAMP) != 0 ? readStamp(in) : null;
    Row row = readRow(in);
    return SourceState.of(
        source,
        row,
        rowStamp,
        (flags & FULL_ROW) != 0 ? rowStamp : fullStamp,
        (flags & FIELD_STAMPS) != 0 ? readFieldStamps(row, in) : null,
        deleted);
  }

  private static Stamp[] readFieldStamps(Row row, DataInput in) throws IOException {
    Stamp[] distinct = new Stamp[(int) readUnsigned(in)];
    for (int i = 0; i < distinct.length; i++) {
      distinct[i] = readStamp(in);
    }
    Stamp[] stamps = new Stamp[row.schema().size()];
    for (int i = 0; i < stamps.length; i++) {
      if (!row.isAbsent(i)) {
        stamps[i] = distinct[(int) readUnsigned(in)];
      }
    }
    return stamps;
  }

  /**
   * Reads state of format 1, which did not tell full images: a row without an absent field was
   * taken for one.
   */
  SourceState readFormat1(DataInput in) throws IOException {
    SourceState state = read(in);
    if (state.row() == null) {
      return state;
    }
    Stamp full = state.rowStamp();
    Stamp[] stamps = state.hasOneStamp() ? null : new Stamp[state.row().schema().size()];
    for (int i = 0; i < state.row().schema().size(); i++) {
      if (state.row().isAbsent(i)) {
        full = null;
      } else if (stamps != null) {
        stamps[i] = state.fieldStamp(i);
      }
    }
    return SourceState.of(
        state.source(), state.row(), state.rowStamp(), full, stamps, state.deleted());
  }

  private static void writeStamp(Stamp stamp, DataOutput out) throws IOException {
    ModelCodec.writeVersion(stamp.version(), out);
    out.writeLong(stamp.timestamp());
  }

  private static Stamp readDelete(int flags, DataInput in) throws IOException {
    Stamp stamp = readStamp(in);
    return (flags & WITHDRAWN) == 0 ? stamp : new Stamp(stamp.version(), stamp.timestamp(), true);
  }

  private static Stamp readStamp(DataInput in) throws IOException {
    return new Stamp(ModelCodec.readVersion(in), in.readLong());
  }
}
