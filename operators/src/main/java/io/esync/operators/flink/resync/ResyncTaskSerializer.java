package io.esync.operators.flink.resync;

import static io.esync.operators.model.ValueCodec.readText;
import static io.esync.operators.model.ValueCodec.readUnsigned;
import static io.esync.operators.model.ValueCodec.writeText;
import static io.esync.operators.model.ValueCodec.writeUnsigned;

import io.esync.operators.flink.CommandSerializer;
import io.esync.operators.flink.FormatSerializer;
import io.esync.operators.flink.FormatSnapshot;
import io.esync.operators.model.SourceVersion;
import io.esync.operators.resync.Since;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes {@link ResyncTask}s in format 1. */
final class ResyncTaskSerializer extends FormatSerializer<ResyncTask> {
  static final ResyncTaskSerializer INSTANCE = new ResyncTaskSerializer();
  private static final long serialVersionUID = 1L;
  private static final int FORMAT = 1;

  private ResyncTaskSerializer() {
    super(FORMAT);
  }

  @Override
  public void serialize(ResyncTask task, DataOutputView out) throws IOException {
    CommandSerializer.INSTANCE.serialize(task.command(), out);
    out.writeBoolean(task.streams() != null);
    if (task.streams() != null) {
      writeUnsigned(task.streams().size(), out);
      for (String stream : task.streams()) {
        writeText(stream, out);
      }
    }
    out.writeBoolean(task.since() != null);
    if (task.since() != null) {
      writeText(task.since().place().toString(), out);
      out.writeLong(task.since().micros());
    }
    out.writeBoolean(task.next() != null);
    if (task.next() != null) {
      writeText(task.next(), out);
    }
    writeUnsigned(task.rows(), out);
    writeUnsigned(task.unread(), out);
    writeUnsigned(task.unreadHere(), out);
  }

  @Override
  public ResyncTask deserialize(DataInputView in) throws IOException {
    return new ResyncTask(
        CommandSerializer.INSTANCE.deserialize(in),
        in.readBoolean() ? texts(in) : null,
        in.readBoolean() ? new Since(SourceVersion.parse(readText(in)), in.readLong()) : null,
        in.readBoolean() ? readText(in) : null,
        readUnsigned(in),
        readUnsigned(in),
        readUnsigned(in));
  }

  private static List<String> texts(DataInputView in) throws IOException {
    int size = (int) readUnsigned(in);
    List<String> texts = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      texts.add(readText(in));
    }
    return texts;
  }

  @Override
  public FormatSnapshot<ResyncTask> snapshotConfiguration() {
    return new Snapshot();
  }

  /** The format that state was written in. */
  public static final class Snapshot extends FormatSnapshot<ResyncTask> {
    public Snapshot() {
      super(FORMAT);
    }

    @Override
    protected FormatSerializer<ResyncTask> serializer(int format) {
      return INSTANCE;
    }
  }
}
