package io.esync.operators.flink;

import io.esync.operators.model.ErrorCode;
import io.esync.operators.model.Rejection;
import io.esync.operators.model.ValueCodec;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes {@link Rejection}s in format 1, see {@link ModelCodec}. */
public final class RejectionSerializer extends FormatSerializer<Rejection> {
  public static final RejectionSerializer INSTANCE = new RejectionSerializer();
  private static final long serialVersionUID = 1L;
  private static final int FORMAT = 1;

  private RejectionSerializer() {
    super(FORMAT);
  }

  @Override
  public void serialize(Rejection record, DataOutputView target) throws IOException {
    ValueCodec.writeText(record.operator(), target);
    ValueCodec.writeText(record.code().name(), target);
    ValueCodec.writeText(record.message(), target);
    ValueCodec.writeText(record.detail(), target);
    ModelCodec.writeOrigin(record.origin(), target);
    target.writeBoolean(record.key() != null);
    if (record.key() != null) {
      ModelCodec.writeKey(record.key(), target);
    }
    RejectionPayloadCodec.write(record.payload(), target);
    ValueCodec.writeUnsigned(record.attempt(), target);
  }

  @Override
  public Rejection deserialize(DataInputView source) throws IOException {
    return new Rejection(
        ValueCodec.readText(source),
        ErrorCode.valueOf(ValueCodec.readText(source)),
        ValueCodec.readText(source),
        ValueCodec.readText(source),
        ModelCodec.readOrigin(source),
        source.readBoolean() ? ModelCodec.readKey(source) : null,
        RejectionPayloadCodec.read(source),
        (int) ValueCodec.readUnsigned(source));
  }

  @Override
  public FormatSnapshot<Rejection> snapshotConfiguration() {
    return new Snapshot();
  }

  /** The format that state was written in. */
  public static final class Snapshot extends FormatSnapshot<Rejection> {
    public Snapshot() {
      super(FORMAT);
    }

    @Override
    protected FormatSerializer<Rejection> serializer(int format) {
      return INSTANCE;
    }
  }
}
