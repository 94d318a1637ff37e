package io.esync.operators.flink;

import static io.esync.operators.model.ValueCodec.readText;
import static io.esync.operators.model.ValueCodec.readUnsigned;
import static io.esync.operators.model.ValueCodec.writeText;
import static io.esync.operators.model.ValueCodec.writeUnsigned;

import io.esync.operators.merge.Basis;
import io.esync.operators.merge.Decision;
import io.esync.operators.merge.FieldCandidate;
import io.esync.operators.merge.MergeInput;
import io.esync.operators.merge.SourceDelta;
import io.esync.operators.merge.Stamp;
import io.esync.operators.model.DataType;
import io.esync.operators.model.ValueCodec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** The binary form of what merging deals with, format 1. */
final class MergeCodec {
  private static final byte CHANGE = 1;
  private static final byte JOINED = 2;
  private static final byte DECIDED = 3;
  private static final byte PROGRESS = 4;
  private static final byte ECHO = 5;
  private static final byte RETELL = 6;
  private static final byte AGAIN = 7;
  private static final byte SWEPT = 8;

  private MergeCodec() {}

  static void writeInput(MergeInput input, DataOutput out) throws IOException {
    if (input instanceof MergeInput.Change change) {
      out.writeByte(CHANGE);
      ModelCodec.writeChange(change.change(), out);
    } else if (input instanceof MergeInput.Joined joined) {
      out.writeByte(JOINED);
      SourceStateCodec.WITH_SCHEMA.write(joined.delta().state(), out);
      ValueCodec.writeBytes(joined.delta().altered().toByteArray(), out);
      ModelCodec.writeChange(joined.last(), out);
      writeUnsigned(joined.count(), out);
    } else if (input instanceof MergeInput.Decided decided) {
      out.writeByte(DECIDED);
      ModelCodec.writeKey(decided.key(), out);
      writeDecision(decided.decision(), out);
      ModelCodec.writeOrigin(decided.origin(), out);
    } else if (input instanceof MergeInput.Progress progress) {
      out.writeByte(PROGRESS);
      ModelCodec.writeKey(progress.key(), out);
      writeText(progress.source(), out);
      out.writeLong(progress.time());
    } else if (input instanceof MergeInput.Echo echo) {
      out.writeByte(ECHO);
      ModelCodec.writeChange(echo.change(), out);
    } else if (input instanceof MergeInput.Retell retell) {
      out.writeByte(RETELL);
      ModelCodec.writeChange(retell.refused(), out);
    } else if (input instanceof MergeInput.Again again) {
      out.writeByte(AGAIN);
      ModelCodec.writeChange(again.change(), out);
      out.writeLong(again.noticed());
    } else if (input instanceof MergeInput.Swept swept) {
      out.writeByte(SWEPT);
      ModelCodec.writeKey(swept.key(), out);
      writeText(swept.entity(), out);
      ModelCodec.writeOrigin(swept.origin(), out);
      out.writeBoolean(swept.complete());
    }
  }

  static MergeInput readInput(DataInput in) throws IOException {
    byte kind = in.readByte();
    return switch (kind) {
      case CHANGE -> new MergeInput.Change(ModelCodec.readChange(in));
      case JOINED ->
          new MergeInput.Joined(
              new SourceDelta(
                  SourceStateCodec.WITH_SCHEMA.read(in), BitSet.valueOf(ValueCodec.readBytes(in))),
              ModelCodec.readChange(in),
              (int) readUnsigned(in));
      case DECIDED ->
          new MergeInput.Decided(
              ModelCodec.readKey(in), readDecision(in), ModelCodec.readOrigin(in));
      case PROGRESS -> new MergeInput.Progress(ModelCodec.readKey(in), readText(in), in.readLong());
      case ECHO -> new MergeInput.Echo(ModelCodec.readChange(in));
      case RETELL -> new MergeInput.Retell(ModelCodec.readChange(in));
      case AGAIN -> new MergeInput.Again(ModelCodec.readChange(in), in.readLong());
      case SWEPT ->
          new MergeInput.Swept(
              ModelCodec.readKey(in), readText(in), ModelCodec.readOrigin(in), in.readBoolean());
      default -> throw new IOException("unknown kind of merge input " + kind);
    };
  }

  static void writeDecision(Decision decision, DataOutput out) throws IOException {
    writeText(decision.id(), out);
    writeText(decision.field(), out);
    out.writeByte(decision.action().code());
    writeOptionalText(decision.source(), out);
    out.writeBoolean(decision.type() != null);
    if (decision.type() != null) {
      writeTyped(decision.type(), decision.value(), out);
    }
    writeBasis(decision.basis(), out);
    writeText(decision.reviewer(), out);
    writeText(decision.reason(), out);
    out.writeLong(decision.decidedAt());
  }

  static Decision readDecision(DataInput in) throws IOException {
    String id = readText(in);
    String field = readText(in);
    Decision.Action action = Decision.Action.ofCode(in.readByte());
    String source = readOptionalText(in);
    DataType type = in.readBoolean() ? DataType.parse(readText(in)) : null;
    Object value = type != null && in.readBoolean() ? ValueCodec.read(type, in) : null;
    return new Decision(
        id,
        field,
        action,
        source,
        type,
        value,
        readBasis(in),
        readText(in),
        readText(in),
        in.readLong());
  }

  static void writeBasis(Basis basis, DataOutput out) throws IOException {
    writeUnsigned(basis.seen().size(), out);
    for (Basis.Seen seen : basis.seen()) {
      writeText(seen.source(), out);
      ModelCodec.writeVersion(seen.version(), out);
      out.writeLong(seen.digest());
    }
  }

  static Basis readBasis(DataInput in) throws IOException {
    int size = (int) readUnsigned(in);
    List<Basis.Seen> seen = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      seen.add(new Basis.Seen(readText(in), ModelCodec.readVersion(in), in.readLong()));
    }
    return new Basis(seen);
  }

  static void writeCandidate(FieldCandidate candidate, DataOutput out) throws IOException {
    writeText(candidate.source(), out);
    writeTyped(candidate.type(), candidate.value(), out);
    ModelCodec.writeVersion(candidate.stamp().version(), out);
    out.writeLong(candidate.stamp().timestamp());
  }

  static FieldCandidate readCandidate(DataInput in) throws IOException {
    String source = readText(in);
    DataType type = DataType.parse(readText(in));
    Object value = in.readBoolean() ? ValueCodec.read(type, in) : null;
    return new FieldCandidate(
        source, type, value, new Stamp(ModelCodec.readVersion(in), in.readLong()));
  }

  /** A type followed by a value of it, which may be null. */
  static void writeTyped(DataType type, Object value, DataOutput out) throws IOException {
    writeText(type.toString(), out);
    out.writeBoolean(value != null);
    if (value != null) {
      ValueCodec.write(type, value, out);
    }
  }

  static void writeOptionalText(String text, DataOutput out) throws IOException {
    out.writeBoolean(text != null);
    if (text != null) {
      writeText(text, out);
    }
  }

  static String readOptionalText(DataInput in) throws IOException {
    return in.readBoolean() ? readText(in) : null;
  }
}
