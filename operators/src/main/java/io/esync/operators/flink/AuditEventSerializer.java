package io.esync.operators.flink;

import io.esync.operators.model.AuditEvent;
import io.esync.operators.model.AuditEvent.Candidate;
import io.esync.operators.model.AuditEvent.Outcome;
import io.esync.operators.model.ValueCodec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes {@link AuditEvent}s in format 1, see {@link ModelCodec}. */
public final class AuditEventSerializer extends FormatSerializer<AuditEvent> {
  public static final AuditEventSerializer INSTANCE = new AuditEventSerializer();
  private static final long serialVersionUID = 1L;
  private static final int FORMAT = 1;

  private AuditEventSerializer() {
    super(FORMAT);
  }

  @Override
  public void serialize(AuditEvent record, DataOutputView target) throws IOException {
    ValueCodec.writeText(record.operator(), target);
    ValueCodec.writeText(record.outcome().name(), target);
    ValueCodec.writeText(record.reason(), target);
    ModelCodec.writeOrigin(record.origin(), target);
    target.writeBoolean(record.key() != null);
    if (record.key() != null) {
      ModelCodec.writeKey(record.key(), target);
    }
    ValueCodec.writeUnsigned(record.candidates().size(), target);
    for (Candidate candidate : record.candidates()) {
      ValueCodec.writeText(candidate.source(), target);
      ModelCodec.writeVersion(candidate.version(), target);
      target.writeLong(candidate.timestamp());
      ValueCodec.writeText(candidate.image(), target);
    }
  }

  @Override
  public AuditEvent deserialize(DataInputView source) throws IOException {
    return new AuditEvent(
        ValueCodec.readText(source),
        Outcome.valueOf(ValueCodec.readText(source)),
        ValueCodec.readText(source),
        ModelCodec.readOrigin(source),
        source.readBoolean() ? ModelCodec.readKey(source) : null,
        readCandidates(source));
  }

  private static List<Candidate> readCandidates(DataInputView source) throws IOException {
    int size = (int) ValueCodec.readUnsigned(source);
    List<Candidate> candidates = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      candidates.add(
          new Candidate(
              ValueCodec.readText(source),
              ModelCodec.readVersion(source),
              source.readLong(),
              ValueCodec.readText(source)));
    }
    return candidates;
  }

  @Override
  public FormatSnapshot<AuditEvent> snapshotConfiguration() {
    return new Snapshot();
  }

  /** The format that state was written in. */
  public static final class Snapshot extends FormatSnapshot<AuditEvent> {
    public Snapshot() {
      super(FORMAT);
    }

    @Override
    protected FormatSerializer<AuditEvent> serializer(int format) {
      return INSTANCE;
    }
  }
}
