package io.esync.operators.flink;

import io.esync.operators.model.ChangeRecord;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes {@link ChangeRecord}s in format 1, see {@link ModelCodec}. */
public final class ChangeRecordSerializer extends FormatSerializer<ChangeRecord> {
  public static final ChangeRecordSerializer INSTANCE = new ChangeRecordSerializer();
  private static final long serialVersionUID = 1L;
  private static final int FORMAT = 1;

  private ChangeRecordSerializer() {
    super(FORMAT);
  }

  @Override
  public void serialize(ChangeRecord record, DataOutputView target) throws IOException {
    ModelCodec.writeChange(record, target);
  }

  @Override
  public ChangeRecord deserialize(DataInputView source) throws IOException {
    return ModelCodec.readChange(source);
  }

  @Override
  public FormatSnapshot<ChangeRecord> snapshotConfiguration() {
    return new Snapshot();
  }

  /** The format that state was written in. */
  public static final class Snapshot extends FormatSnapshot<ChangeRecord> {
    public Snapshot() {
      super(FORMAT);
    }

    @Override
    protected FormatSerializer<ChangeRecord> serializer(int format) {
      return INSTANCE;
    }
  }
}
