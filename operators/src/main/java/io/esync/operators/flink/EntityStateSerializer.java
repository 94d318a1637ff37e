package io.esync.operators.flink;

import static io.esync.operators.model.ValueCodec.readText;
import static io.esync.operators.model.ValueCodec.readUnsigned;
import static io.esync.operators.model.ValueCodec.writeText;
import static io.esync.operators.model.ValueCodec.writeUnsigned;

import io.esync.operators.merge.Decision;
import io.esync.operators.merge.EntityState;
import io.esync.operators.merge.MergedEntity;
import io.esync.operators.merge.MergedEntity.OpenReview;
import io.esync.operators.merge.SourceState;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.ValueCodec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Writes what is stored of an entity, format 2: its sources, decisions, the digest of what was
 * passed on, and open reviews. Rows stand there without their schemas, which are written once, into
 * the serializer's snapshot that every checkpoint has. Format 1 had a schema in every row, and the
 * sources alone.
 */
public final class EntityStateSerializer extends FormatSerializer<MergedEntity> {
  public static final EntityStateSerializer INSTANCE = new EntityStateSerializer(2);
  private static final long serialVersionUID = 1L;
  private static final int FORMAT = 2;

  private EntityStateSerializer(int format) {
    super(format);
  }

  @Override
  public void serialize(MergedEntity entity, DataOutputView target) throws IOException {
    List<SourceState> sources = entity.state().sources();
    writeUnsigned(sources.size(), target);
    for (SourceState source : sources) {
      SourceStateCodec.WITH_FINGERPRINT.write(source, target);
    }
    writeUnsigned(entity.state().decisions().size(), target);
    for (Decision decision : entity.state().decisions()) {
      MergeCodec.writeDecision(decision, target);
    }
    target.writeLong(entity.emitted());
    writeUnsigned(entity.reviews().size(), target);
    for (OpenReview review : entity.reviews()) {
      writeText(review.field(), target);
      MergeCodec.writeBasis(review.basis(), target);
      target.writeLong(review.openedAt());
    }
  }

  @Override
  public MergedEntity deserialize(DataInputView in) throws IOException {
    int size = (int) readUnsigned(in);
    List<SourceState> sources = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      sources.add(
          format() == 1
              ? SourceStateCodec.WITH_SCHEMA.readFormat1(in)
              : SourceStateCodec.WITH_FINGERPRINT.read(in));
    }
    if (format() == 1) {
      return new MergedEntity(new EntityState(sources, List.of()), MergedEntity.UNKNOWN, List.of());
    }
    List<Decision> decisions = new ArrayList<>();
    for (long i = readUnsigned(in); i > 0; i--) {
      decisions.add(MergeCodec.readDecision(in));
    }
    long emitted = in.readLong();
    List<OpenReview> reviews = new ArrayList<>();
    for (long i = readUnsigned(in); i > 0; i--) {
      reviews.add(new OpenReview(readText(in), MergeCodec.readBasis(in), in.readLong()));
    }
    return new MergedEntity(new EntityState(sources, decisions), emitted, reviews);
  }

  @Override
  public FormatSnapshot<MergedEntity> snapshotConfiguration() {
    return new Snapshot(RowSchema.known());
  }

  /** The format that state was written in, and the schemas of its rows. */
  public static final class Snapshot extends FormatSnapshot<MergedEntity> {
    private final List<RowSchema> schemas;

    public Snapshot() {
      this(List.of());
    }

    private Snapshot(List<RowSchema> schemas) {
      super(FORMAT);
      this.schemas = schemas;
    }

    @Override
    protected FormatSerializer<MergedEntity> serializer(int format) {
      return format == FORMAT ? INSTANCE : new EntityStateSerializer(format);
    }

    @Override
    protected void writeDetails(DataOutputView out) throws IOException {
      out.writeInt(schemas.size());
      for (RowSchema schema : schemas) {
        ValueCodec.writeBytes(schema.encoded(), out);
      }
    }

    /** Makes the schemas known, so that rows can be read. */
    @Override
    protected void readDetails(int writtenFormat, DataInputView in) throws IOException {
      if (writtenFormat == 1) {
        return;
      }
      for (int i = in.readInt(); i > 0; i--) {
        RowSchema.decode(ValueCodec.readBytes(in));
      }
    }
  }
}
