package io.esync.operators.flink;

import io.esync.operators.model.Echo;
import io.esync.operators.model.ErrorCode;
import io.esync.operators.model.Heartbeat;
import io.esync.operators.model.Malformed;
import io.esync.operators.model.Reread;
import io.esync.operators.model.RereadEnd;
import io.esync.operators.model.SourceChange;
import io.esync.operators.model.SourceRecord;
import io.esync.operators.model.ValueCodec;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes {@link SourceRecord}s in format 1, see {@link ModelCodec}. */
public final class SourceRecordSerializer extends FormatSerializer<SourceRecord> {
  public static final SourceRecordSerializer INSTANCE = new SourceRecordSerializer();
  private static final long serialVersionUID = 1L;
  private static final int FORMAT = 1;
  private static final byte CHANGE = 1;
  private static final byte MALFORMED = 2;
  private static final byte HEARTBEAT = 3;
  private static final byte ECHO = 4;
  private static final byte REREAD = 5;
  private static final byte REREAD_END = 6;

  private SourceRecordSerializer() {
    super(FORMAT);
  }

  @Override
  public void serialize(SourceRecord record, DataOutputView target) throws IOException {
    if (record instanceof SourceChange change) {
      target.writeByte(CHANGE);
      ModelCodec.writeSourceChange(change, target);
    } else if (record instanceof Malformed malformed) {
      target.writeByte(MALFORMED);
      ModelCodec.writeOrigin(malformed.origin(), target);
      ValueCodec.writeBytes(malformed.payload(), target);
      ValueCodec.writeText(malformed.code().name(), target);
      ValueCodec.writeText(malformed.message(), target);
    } else if (record instanceof Heartbeat heartbeat) {
      target.writeByte(HEARTBEAT);
      ModelCodec.writeOrigin(heartbeat.origin(), target);
    } else if (record instanceof Echo echo) {
      target.writeByte(ECHO);
      ModelCodec.writeSourceChange(echo.change(), target);
    } else if (record instanceof Reread reread) {
      target.writeByte(REREAD);
      ModelCodec.writeSourceChange(reread.change(), target);
      target.writeLong(reread.noticed());
    } else if (record instanceof RereadEnd end) {
      target.writeByte(REREAD_END);
      ModelCodec.writeOrigin(end.origin(), target);
      ValueCodec.writeText(end.entity(), target);
    }
  }

  @Override
  public SourceRecord deserialize(DataInputView source) throws IOException {
    byte kind = source.readByte();
    return switch (kind) {
      case CHANGE -> ModelCodec.readSourceChange(source);
      case MALFORMED ->
          new Malformed(
              ModelCodec.readOrigin(source),
              ValueCodec.readBytes(source),
              ErrorCode.valueOf(ValueCodec.readText(source)),
              ValueCodec.readText(source));
      case HEARTBEAT -> new Heartbeat(ModelCodec.readOrigin(source));
      case ECHO -> new Echo(ModelCodec.readSourceChange(source));
      case REREAD -> new Reread(ModelCodec.readSourceChange(source), source.readLong());
      case REREAD_END -> new RereadEnd(ModelCodec.readOrigin(source), ValueCodec.readText(source));
      default -> throw new IOException("unknown kind of source record " + kind);
    };
  }

  @Override
  public FormatSnapshot<SourceRecord> snapshotConfiguration() {
    return new Snapshot();
  }

  /** The format that state was written in. */
  public static final class Snapshot extends FormatSnapshot<SourceRecord> {
    public Snapshot() {
      super(FORMAT);
    }

    @Override
    protected FormatSerializer<SourceRecord> serializer(int format) {
      return INSTANCE;
    }
  }
}
