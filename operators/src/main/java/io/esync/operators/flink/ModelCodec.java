package io.esync.operators.flink;

import static io.esync.operators.model.ValueCodec.readBytes;
import static io.esync.operators.model.ValueCodec.readSigned;
import static io.esync.operators.model.ValueCodec.readText;
import static io.esync.operators.model.ValueCodec.readUnsigned;
import static io.esync.operators.model.ValueCodec.writeBytes;
import static io.esync.operators.model.ValueCodec.writeSigned;
import static io.esync.operators.model.ValueCodec.writeText;
import static io.esync.operators.model.ValueCodec.writeUnsigned;

import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.EntityKey;
import io.esync.operators.model.Origin;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.SourceChange;
import io.esync.operators.model.SourceVersion;
import io.esync.operators.model.ValueCodec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The binary form of the model's parts, format 1.
 *
 * <p>A row is {@code [8-byte schema fingerprint][length][schema bytes][values]}: who knows the
 * fingerprint skips the schema, who does not learns it. So a new column needs no coordination.
 */
public final class ModelCodec {
  private static final int SNAPSHOT = 1;
  private static final int AHEAD = 2;
  private static final int REPLAYED = 4;

  private ModelCodec() {}

  public static void writeRow(Row row, DataOutput out) throws IOException {
    RowSchema schema = row.schema();
    out.writeLong(schema.fingerprint());
    out.writeInt(schema.encoded().length);
    out.write(schema.encoded());
    ValueCodec.writeRow(row, out);
  }

  public static Row readRow(DataInput in) throws IOException {
    long fingerprint = in.readLong();
    int length = in.readInt();
    RowSchema schema = RowSchema.known(fingerprint);
    if (schema == null) {
      byte[] encoded = new byte[length];
      in.readFully(encoded);
      schema = RowSchema.decode(encoded);
    } else {
      skip(in, length);
    }
    return ValueCodec.readRow(schema, in);
  }

  /** Writes {@code row} without its schema, which must be kept elsewhere. */
  static void writeBareRow(Row row, DataOutput out) throws IOException {
    out.writeLong(row.schema().fingerprint());
    ValueCodec.writeRow(row, out);
  }

  static Row readBareRow(DataInput in) throws IOException {
    long fingerprint = in.readLong();
    RowSchema schema = RowSchema.known(fingerprint);
    if (schema == null) {
      throw new IOException("the state lacks the schema " + Long.toHexString(fingerprint));
    }
    return ValueCodec.readRow(schema, in);
  }

  private static void skip(DataInput in, int length) throws IOException {
    int rest = length;
    while (rest > 0) {
      int skipped = in.skipBytes(rest);
      if (skipped <= 0) {
        throw new IOException("the record ends within its schema");
      }
      rest -= skipped;
    }
  }

  static void writeOptionalRow(Row row, DataOutput out) throws IOException {
    out.writeBoolean(row != null);
    if (row != null) {
      writeRow(row, out);
    }
  }

  static Row readOptionalRow(DataInput in) throws IOException {
    return in.readBoolean() ? readRow(in) : null;
  }

  public static void writeVersion(SourceVersion version, DataOutput out) throws IOException {
    writeSigned(version.generation(), out);
    writeUnsigned(version.major(), out);
    writeUnsigned(version.minor(), out);
  }

  public static SourceVersion readVersion(DataInput in) throws IOException {
    return new SourceVersion((int) readSigned(in), readUnsigned(in), readUnsigned(in));
  }

  public static void writeKey(EntityKey key, DataOutput out) throws IOException {
    writeText(key.entity(), out);
    writeBytes(key.encoded(), out);
  }

  public static EntityKey readKey(DataInput in) throws IOException {
    return EntityKey.ofEncoded(readText(in), readBytes(in));
  }

  public static void writeOrigin(Origin origin, DataOutput out) throws IOException {
    writeText(origin.source(), out);
    writeText(origin.stream(), out);
    writeVersion(origin.version(), out);
    out.writeLong(origin.timestamp());
    writeSigned(origin.ingestedAt(), out);
    out.writeByte(
        (origin.snapshot() ? SNAPSHOT : 0)
            | (origin.ahead() != 0 ? AHEAD : 0)
            | (origin.attempt() > 1 ? REPLAYED : 0));
    if (origin.ahead() != 0) {
      writeUnsigned(origin.ahead(), out);
    }
    if (origin.attempt() > 1) {
      writeUnsigned(origin.attempt(), out);
    }
  }

  public static Origin readOrigin(DataInput in) throws IOException {
    String source = readText(in);
    String stream = readText(in);
    SourceVersion version = readVersion(in);
    long timestamp = in.readLong();
    long ingestedAt = readSigned(in);
    int flags = in.readByte();
    long ahead = (flags & AHEAD) != 0 ? readUnsigned(in) : 0;
    int attempt = (flags & REPLAYED) != 0 ? (int) readUnsigned(in) : 1;
    boolean snapshot = (flags & SNAPSHOT) != 0;
    return new Origin(source, stream, version, timestamp, ingestedAt, snapshot, ahead, attempt);
  }

  public static void writeChange(ChangeRecord change, DataOutput out) throws IOException {
    writeKey(change.key(), out);
    out.writeByte(change.op().code());
    writeRow(change.row(), out);
    writeOrigin(change.origin(), out);
  }

  public static ChangeRecord readChange(DataInput in) throws IOException {
    return new ChangeRecord(
        readKey(in), ChangeOp.ofCode(in.readByte()), readRow(in), readOrigin(in));
  }

  public static void writeSourceChange(SourceChange change, DataOutput out) throws IOException {
    writeOrigin(change.origin(), out);
    out.writeByte(change.op().code());
    writeOptionalRow(change.before(), out);
    writeOptionalRow(change.after(), out);
  }

  public static SourceChange readSourceChange(DataInput in) throws IOException {
    return new SourceChange(
        readOrigin(in), ChangeOp.ofCode(in.readByte()), readOptionalRow(in), readOptionalRow(in));
  }
}
