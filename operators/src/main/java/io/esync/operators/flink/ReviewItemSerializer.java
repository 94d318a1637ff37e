package io.esync.operators.flink;

import static io.esync.operators.model.ValueCodec.readText;
import static io.esync.operators.model.ValueCodec.readUnsigned;
import static io.esync.operators.model.ValueCodec.writeText;
import static io.esync.operators.model.ValueCodec.writeUnsigned;

import io.esync.operators.merge.Basis;
import io.esync.operators.merge.Decision;
import io.esync.operators.merge.FieldCandidate;
import io.esync.operators.merge.FieldChoice;
import io.esync.operators.merge.ReviewItem;
import io.esync.operators.model.DataType;
import io.esync.operators.model.EntityKey;
import io.esync.operators.model.ValueCodec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes {@link ReviewItem}s in format 1. They travel between operators and are in no state. */
public final class ReviewItemSerializer extends FormatSerializer<ReviewItem> {
  public static final ReviewItemSerializer INSTANCE = new ReviewItemSerializer();
  private static final long serialVersionUID = 1L;
  private static final int FORMAT = 1;

  private ReviewItemSerializer() {
    super(FORMAT);
  }

  @Override
  public void serialize(ReviewItem item, DataOutputView out) throws IOException {
    ModelCodec.writeKey(item.key(), out);
    writeText(item.field(), out);
    writeText(item.status().name(), out);
    MergeCodec.writeBasis(item.basis(), out);
    writeUnsigned(item.candidates().size(), out);
    for (FieldCandidate candidate : item.candidates()) {
      MergeCodec.writeCandidate(candidate, out);
    }
    out.writeBoolean(item.shown() != null);
    if (item.shown() != null) {
      MergeCodec.writeTyped(item.shown().type(), item.shown().value(), out);
      out.writeBoolean(item.shown().winner() != null);
      if (item.shown().winner() != null) {
        MergeCodec.writeCandidate(item.shown().winner(), out);
      }
      writeText(item.shown().decidedBy(), out);
    }
    writeText(item.rule(), out);
    out.writeLong(item.openedAt());
    out.writeBoolean(item.decision() != null);
    if (item.decision() != null) {
      MergeCodec.writeDecision(item.decision(), out);
    }
    ModelCodec.writeOrigin(item.cause(), out);
  }

  @Override
  public ReviewItem deserialize(DataInputView in) throws IOException {
    EntityKey key = ModelCodec.readKey(in);
    String field = readText(in);
    ReviewItem.Status status = ReviewItem.Status.valueOf(readText(in));
    Basis basis = MergeCodec.readBasis(in);
    List<FieldCandidate> candidates = new ArrayList<>();
    for (long i = readUnsigned(in); i > 0; i--) {
      candidates.add(MergeCodec.readCandidate(in));
    }
    FieldChoice shown = in.readBoolean() ? readChoice(in) : null;
    String rule = readText(in);
    long openedAt = in.readLong();
    Decision decision = in.readBoolean() ? MergeCodec.readDecision(in) : null;
    return new ReviewItem(
        key,
        field,
        status,
        basis,
        candidates,
        shown,
        rule,
        openedAt,
        decision,
        ModelCodec.readOrigin(in));
  }

  private static FieldChoice readChoice(DataInputView in) throws IOException {
    DataType type = DataType.parse(readText(in));
    Object value = in.readBoolean() ? ValueCodec.read(type, in) : null;
    FieldCandidate winner = in.readBoolean() ? MergeCodec.readCandidate(in) : null;
    return new FieldChoice(type, value, winner, readText(in));
  }

  @Override
  public FormatSnapshot<ReviewItem> snapshotConfiguration() {
    return new Snapshot();
  }

  /** The format that state was written in. */
  public static final class Snapshot extends FormatSnapshot<ReviewItem> {
    public Snapshot() {
      super(FORMAT);
    }

    @Override
    protected FormatSerializer<ReviewItem> serializer(int format) {
      return INSTANCE;
    }
  }
}
