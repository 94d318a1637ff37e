package io.esync.operators.flink;

import static io.esync.operators.model.ValueCodec.readText;
import static io.esync.operators.model.ValueCodec.readUnsigned;
import static io.esync.operators.model.ValueCodec.writeText;
import static io.esync.operators.model.ValueCodec.writeUnsigned;

import io.esync.operators.merge.EntityState;
import io.esync.operators.merge.SourceState;
import io.esync.operators.merge.Stamp;
import io.esync.operators.model.Row;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Writes an {@link EntityState}, format 1: for each source its id, flags, the latest delete, the
 * latest upsert, the row, and the stamps of the fields. Stamps are a short list of the distinct
 * ones followed by one index for each field, and neither where all fields bear the row's stamp.
 */
public final class EntityStateSerializer extends FormatSerializer<EntityState> {
  public static final EntityStateSerializer INSTANCE = new EntityStateSerializer();
  private static final long serialVersionUID = 1L;
  private static final int FORMAT = 1;

  private static final int LIVE = 1;
  private static final int DELETED = 2;
  private static final int FIELD_STAMPS = 4;

  private EntityStateSerializer() {
    super(FORMAT);
  }

  @Override
  public void serialize(EntityState state, DataOutputView target) throws IOException {
    writeUnsigned(state.sources().size(), target);
    for (SourceState source : state.sources()) {
      write(source, target);
    }
  }

  private static void write(SourceState source, DataOutputView target) throws IOException {
    boolean ownStamps = source.isLive() && hasOwnStamps(source);
    writeText(source.source(), target);
    target.writeByte(
        (source.isLive() ? LIVE : 0)
            | (source.deleted() != null ? DELETED : 0)
            | (ownStamps ? FIELD_STAMPS : 0));
    if (source.deleted() != null) {
      writeStamp(source.deleted(), target);
    }
    if (source.isLive()) {
      writeStamp(source.rowStamp(), target);
      ModelCodec.writeRow(source.row(), target);
    }
    if (ownStamps) {
      writeFieldStamps(source, target);
    }
  }

  private static boolean hasOwnStamps(SourceState source) {
    for (int i = 0; i < source.row().schema().size(); i++) {
      Stamp stamp = source.fieldStamp(i);
      if (stamp != null && !stamp.equals(source.rowStamp())) {
        return true;
      }
    }
    return false;
  }

  private static void writeFieldStamps(SourceState source, DataOutputView target)
      throws IOException {
    List<Stamp> distinct = new ArrayList<>();
    int[] indexes = new int[source.row().schema().size()];
    for (int i = 0; i < indexes.length; i++) {
      Stamp stamp = source.fieldStamp(i);
      if (stamp != null) {
        int known = distinct.indexOf(stamp);
        indexes[i] = known >= 0 ? known : distinct.size();
        if (known < 0) {
          distinct.add(stamp);
        }
      }
    }
    writeUnsigned(distinct.size(), target);
    for (Stamp stamp : distinct) {
      writeStamp(stamp, target);
    }
    for (int i = 0; i < indexes.length; i++) {
      if (source.fieldStamp(i) != null) {
        writeUnsigned(indexes[i], target);
      }
    }
  }

  @Override
  public EntityState deserialize(DataInputView source) throws IOException {
    int size = (int) readUnsigned(source);
    List<SourceState> sources = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      sources.add(read(source));
    }
    return new EntityState(sources);
  }

  private static SourceState read(DataInputView in) throws IOException {
    String source = readText(in);
    int flags = in.readByte();
    Stamp deleted = (flags & DELETED) != 0 ? readStamp(in) : null;
    if ((flags & LIVE) == 0) {
      return SourceState.of(source, null, null, null, deleted);
    }
    Stamp rowStamp = readStamp(in);
    Row row = ModelCodec.readRow(in);
    Stamp[] distinct = new Stamp[] {rowStamp};
    boolean ownStamps = (flags & FIELD_STAMPS) != 0;
    if (ownStamps) {
      distinct = new Stamp[(int) readUnsigned(in)];
      for (int i = 0; i < distinct.length; i++) {
        distinct[i] = readStamp(in);
      }
    }
    Stamp[] fieldStamps = new Stamp[row.schema().size()];
    for (int i = 0; i < fieldStamps.length; i++) {
      if (!row.isAbsent(i)) {
        fieldStamps[i] = distinct[ownStamps ? (int) readUnsigned(in) : 0];
      }
    }
    return SourceState.of(source, row, rowStamp, fieldStamps, deleted);
  }

  private static void writeStamp(Stamp stamp, DataOutputView target) throws IOException {
    ModelCodec.writeVersion(stamp.version(), target);
    target.writeLong(stamp.timestamp());
  }

  private static Stamp readStamp(DataInputView in) throws IOException {
    return new Stamp(ModelCodec.readVersion(in), in.readLong());
  }

  @Override
  public FormatSnapshot<EntityState> snapshotConfiguration() {
    return new Snapshot();
  }

  /** The format that state was written in. */
  public static final class Snapshot extends FormatSnapshot<EntityState> {
    public Snapshot() {
      super(FORMAT);
    }

    @Override
    protected FormatSerializer<EntityState> serializer(int format) {
      return INSTANCE;
    }
  }
}
