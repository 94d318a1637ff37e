package io.esync.operators.flink;

import io.esync.operators.model.Origin;
import io.esync.operators.model.Rejection.ChangePayload;
import io.esync.operators.model.Rejection.Payload;
import io.esync.operators.model.Rejection.RawPayload;
import io.esync.operators.model.Rejection.SourcePayload;
import io.esync.operators.model.ValueCodec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The binary form in which a rejected record is kept, format 1. The same bytes stand in the
 * dead-letter queue, so a replay gets exactly what was rejected.
 */
public final class RejectionPayloadCodec {
  private static final byte RAW = 1;
  private static final byte SOURCE_CHANGE = 2;
  private static final byte CHANGE = 3;
  private static final byte RAW_WITH_ORIGIN = 4;

  private RejectionPayloadCodec() {}

  /**
   * What a dead letter keeps of a rejected record.
   *
   * @param origin null where it was not kept
   */
  public record Kept(Payload payload, Origin origin) {}

  /** The bytes of {@code payload} and where it came from, which {@link #ofBytes} reads. */
  public static byte[] toBytes(Payload payload, Origin origin) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      if (payload instanceof RawPayload raw) {
        out.writeByte(RAW_WITH_ORIGIN);
        ModelCodec.writeOrigin(origin, out);
        ValueCodec.writeBytes(raw.bytes(), out);
      } else {
        write(payload, out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Reads what {@link #toBytes} wrote. */
  public static Kept ofBytes(byte[] bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    if (bytes.length > 0 && bytes[0] == RAW_WITH_ORIGIN) {
      in.readByte();
      Origin origin = ModelCodec.readOrigin(in);
      return new Kept(new RawPayload(ValueCodec.readBytes(in)), origin);
    }
    Payload payload = read(in);
    return new Kept(payload, origin(payload));
  }

  private static Origin origin(Payload payload) {
    if (payload instanceof SourcePayload source) {
      return source.change().origin();
    }
    return payload instanceof ChangePayload change ? change.change().origin() : null;
  }

  static void write(Payload payload, DataOutput out) throws IOException {
    if (payload instanceof RawPayload raw) {
      out.writeByte(RAW);
      ValueCodec.writeBytes(raw.bytes(), out);
    } else if (payload instanceof SourcePayload source) {
      out.writeByte(SOURCE_CHANGE);
      ModelCodec.writeSourceChange(source.change(), out);
    } else if (payload instanceof ChangePayload change) {
      out.writeByte(CHANGE);
      ModelCodec.writeChange(change.change(), out);
    }
  }

  static Payload read(DataInput in) throws IOException {
    byte kind = in.readByte();
    return switch (kind) {
      case RAW -> new RawPayload(ValueCodec.readBytes(in));
      case SOURCE_CHANGE -> new SourcePayload(ModelCodec.readSourceChange(in));
      case CHANGE -> new ChangePayload(ModelCodec.readChange(in));
      default -> throw new IOException("unknown kind of rejected payload " + kind);
    };
  }
}
