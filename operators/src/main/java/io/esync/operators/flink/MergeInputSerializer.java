package io.esync.operators.flink;

import io.esync.operators.merge.MergeInput;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes {@link MergeInput}s in format 1, see {@link MergeCodec}. */
public final class MergeInputSerializer extends FormatSerializer<MergeInput> {
  public static final MergeInputSerializer INSTANCE = new MergeInputSerializer();
  private static final long serialVersionUID = 1L;
  private static final int FORMAT = 1;

  private MergeInputSerializer() {
    super(FORMAT);
  }

  @Override
  public void serialize(MergeInput input, DataOutputView target) throws IOException {
    MergeCodec.writeInput(input, target);
  }

  @Override
  public MergeInput deserialize(DataInputView source) throws IOException {
    return MergeCodec.readInput(source);
  }

  @Override
  public FormatSnapshot<MergeInput> snapshotConfiguration() {
    return new Snapshot();
  }

  /** The format that state was written in. */
  public static final class Snapshot extends FormatSnapshot<MergeInput> {
    public Snapshot() {
      super(FORMAT);
    }

    @Override
    protected FormatSerializer<MergeInput> serializer(int format) {
      return INSTANCE;
    }
  }
}
