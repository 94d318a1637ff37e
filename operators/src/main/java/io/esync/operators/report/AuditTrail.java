package io.esync.operators.report;

import io.esync.operators.model.AuditEvent;
import io.esync.operators.model.AuditEvent.Candidate;
import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.DataType;
import io.esync.operators.model.EntityKey;
import io.esync.operators.model.Field;
import io.esync.operators.model.Origin;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import java.time.Instant;
import java.util.List;

/**
 * Audit events as rows of entity {@value #ENTITY}. In a conflict {@code winner} names the source
 * that won and {@code losers} the others with what they had put forward.
 */
public final class AuditTrail {
  public static final String ENTITY = "esync_audit";

  public static final RowSchema SCHEMA =
      RowSchema.of(
          List.of(
              new Field("id", DataType.STRING),
              new Field("pipeline", DataType.STRING),
              new Field("operator", DataType.STRING),
              new Field("outcome", DataType.STRING),
              new Field("reason", DataType.STRING),
              new Field("source", DataType.STRING),
              new Field("stream", DataType.STRING),
              new Field("position", DataType.STRING),
              new Field("event_time", DataType.TIMESTAMPTZ),
              new Field("ingested_at", DataType.TIMESTAMPTZ),
              new Field("entity", DataType.STRING),
              new Field("entity_key", DataType.STRING),
              new Field("winner", DataType.STRING),
              new Field("winner_row", DataType.STRING),
              new Field("losers", DataType.arrayOf(DataType.STRING))),
          List.of("id"));

  private AuditTrail() {}

  /** The row of {@code event}. */
  public static ChangeRecord row(String pipeline, AuditEvent event) {
    Origin origin = event.origin();
    EntityKey key = event.key();
    List<Candidate> rivals = event.candidates();
    String id =
        EventId.of(
            pipeline, event.operator(), event.outcome(), event.reason(), origin.position(), key);
    Row row =
        Row.of(
            SCHEMA,
            id,
            pipeline,
            event.operator(),
            event.outcome().name(),
            event.reason(),
            origin.source(),
            origin.stream(),
            origin.position(),
            origin.instant(),
            Instant.ofEpochMilli(origin.ingestedAt()),
            key == null ? null : key.entity(),
            key == null ? null : key.values().toString(),
            rivals.isEmpty() ? null : rivals.get(0).source(),
            rivals.isEmpty() ? null : rivals.get(0).image(),
            rivals.stream().skip(1).map(AuditTrail::describe).toList());
    return new ChangeRecord(EntityKey.of(ENTITY, id), ChangeOp.UPSERT, row, origin);
  }

  private static String describe(Candidate rival) {
    return rival.source() + "@" + rival.version() + " " + rival.image();
  }
}
