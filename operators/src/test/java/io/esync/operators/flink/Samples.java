package io.esync.operators.flink;

import io.esync.operators.merge.Basis;
import io.esync.operators.merge.Decision;
import io.esync.operators.merge.EchoState;
import io.esync.operators.merge.Echoes;
import io.esync.operators.merge.EntityState;
import io.esync.operators.merge.FieldCandidate;
import io.esync.operators.merge.FieldChoice;
import io.esync.operators.merge.Footprint;
import io.esync.operators.merge.MergeInput;
import io.esync.operators.merge.MergedEntity;
import io.esync.operators.merge.ReviewItem;
import io.esync.operators.merge.SourceDelta;
import io.esync.operators.merge.Stamp;
import io.esync.operators.model.AuditEvent;
import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.DataType;
import io.esync.operators.model.Echo;
import io.esync.operators.model.EntityKey;
import io.esync.operators.model.ErrorCode;
import io.esync.operators.model.Field;
import io.esync.operators.model.Heartbeat;
import io.esync.operators.model.Malformed;
import io.esync.operators.model.Origin;
import io.esync.operators.model.Rejection;
import io.esync.operators.model.Rejection.ChangePayload;
import io.esync.operators.model.Rejection.Payload;
import io.esync.operators.model.Rejection.RawPayload;
import io.esync.operators.model.Rejection.SourcePayload;
import io.esync.operators.model.Reread;
import io.esync.operators.model.RereadEnd;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.SourceChange;
import io.esync.operators.model.SourceVersion;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A record of each kind. They stand in the fixtures as well, so they are never changed: what is new
 * in a format gets a sample of its own.
 */
public final class Samples {
  public static final RowSchema SCHEMA =
      RowSchema.of(
          List.of(
              new Field("id", DataType.BIGINT),
              new Field("active", DataType.BOOLEAN),
              new Field("age", DataType.INT),
              new Field("balance", DataType.decimal(18, 2)),
              new Field("exact", DataType.DECIMAL),
              new Field("ratio", DataType.FLOAT),
              new Field("score", DataType.DOUBLE),
              new Field("name", DataType.STRING),
              new Field("photo", DataType.BYTES),
              new Field("born", DataType.DATE),
              new Field("wakes", DataType.TIME),
              new Field("seen", DataType.TIMESTAMP),
              new Field("updated", DataType.TIMESTAMPTZ),
              new Field("ref", DataType.UUID),
              new Field("extra", DataType.JSON),
              new Field("tags", DataType.arrayOf(DataType.STRING)),
              new Field("nothing", DataType.STRING),
              new Field("toast", DataType.STRING)),
          List.of("id"));
  public static final Row ROW =
      Row.of(
          SCHEMA,
          1L,
          true,
          -7,
          new BigDecimal("-12.50"),
          new BigDecimal("1E+100"),
          Float.NaN,
          Double.NEGATIVE_INFINITY,
          "Zoë 😀",
          new byte[] {0, -1},
          LocalDate.of(-44, 3, 15),
          LocalTime.MAX,
          LocalDateTime.of(1969, 12, 31, 23, 59, 59, 999_999_999),
          Instant.MIN,
          new UUID(1, -2),
          "{\"a\": 1}",
          Arrays.asList("x", null, ""),
          null,
          Row.ABSENT);
  public static final Origin ORIGIN =
      new Origin("crm", "public.customers", new SourceVersion(0, 7, 1), 1_500L, 1_000L, false);
  public static final EntityKey KEY = EntityKey.of("customer", 1);
  public static final SourceChange UPSERT =
      new SourceChange(ORIGIN, ChangeOp.UPSERT, ROW.keyRow(), ROW);
  public static final ChangeRecord CHANGE = new ChangeRecord(KEY, ChangeOp.UPSERT, ROW, ORIGIN);
  public static final AuditEvent CONFLICT =
      new AuditEvent(
          "customers/merge",
          AuditEvent.Outcome.CONFLICT_RESOLVED,
          "latest timestamp",
          ORIGIN,
          KEY,
          List.of(
              new AuditEvent.Candidate("crm", new SourceVersion(0, 7, 1), 1_500L, "{id=1}"),
              new AuditEvent.Candidate(
                  "erp", new SourceVersion(0, 3, 0), Origin.UNKNOWN_TIME, "deleted")));

  private static final Origin SNAPSHOT =
      new Origin(
          "erp", "", new SourceVersion(-1, 0, -1), Origin.UNKNOWN_TIME, Long.MIN_VALUE, true);

  private Samples() {}

  /** A record with the serializer of its type. */
  public record Sample<T>(FormatSerializer<T> serializer, T value) {}

  /** The samples by name. */
  public static Map<String, Sample<?>> all() {
    Map<String, Sample<?>> samples = new LinkedHashMap<>();
    samples.put("source-upsert", new Sample<>(SourceRecordSerializer.INSTANCE, UPSERT));
    samples.put(
        "source-delete",
        new Sample<>(
            SourceRecordSerializer.INSTANCE,
            new SourceChange(SNAPSHOT, ChangeOp.DELETE, ROW.keyRow(), null)));
    samples.put(
        "source-malformed",
        new Sample<>(
            SourceRecordSerializer.INSTANCE,
            new Malformed(
                SNAPSHOT, new byte[] {1, 2, -3}, ErrorCode.UNREADABLE_RECORD, "no JSON")));
    samples.put("change-upsert", new Sample<>(ChangeRecordSerializer.INSTANCE, CHANGE));
    samples.put(
        "change-delete",
        new Sample<>(
            ChangeRecordSerializer.INSTANCE,
            new ChangeRecord(KEY, ChangeOp.DELETE, ROW.keyRow(), SNAPSHOT)));
    samples.put("rejection-raw", rejection(null, new RawPayload(new byte[] {9, 8})));
    samples.put("rejection-source", rejection(KEY, new SourcePayload(UPSERT)));
    samples.put("rejection-change", rejection(KEY, new ChangePayload(CHANGE)));
    samples.put("audit-conflict", new Sample<>(AuditEventSerializer.INSTANCE, CONFLICT));
    samples.put(
        "audit-keyless",
        new Sample<>(
            AuditEventSerializer.INSTANCE,
            new AuditEvent("o", AuditEvent.Outcome.REJECTED, "r", SNAPSHOT, null, List.of())));
    samples.put(
        "key",
        new Sample<>(
            EntityKeySerializer.INSTANCE,
            EntityKey.of("customer", 42, "é", new BigDecimal("1.50"), new UUID(3, 4))));
    samples.put(
        "input-change", new Sample<>(MergeInputSerializer.INSTANCE, new MergeInput.Change(CHANGE)));
    samples.put(
        "input-joined",
        new Sample<>(
            MergeInputSerializer.INSTANCE,
            new MergeInput.Joined(
                SourceDelta.of(CHANGE).then(change("crm", 2, ChangeOp.DELETE, ROW.keyRow())),
                CHANGE,
                2)));
    samples.put(
        "input-decided",
        new Sample<>(MergeInputSerializer.INSTANCE, new MergeInput.Decided(KEY, DECISION, ORIGIN)));
    samples.put(
        "input-progress",
        new Sample<>(MergeInputSerializer.INSTANCE, new MergeInput.Progress(KEY, "crm", -7)));
    samples.put("review", new Sample<>(ReviewItemSerializer.INSTANCE, review()));
    samples.put(
        "source-heartbeat",
        new Sample<>(SourceRecordSerializer.INSTANCE, Heartbeat.of("crm", 5, 6)));
    samples.put(
        "change-ahead",
        new Sample<>(
            ChangeRecordSerializer.INSTANCE,
            new ChangeRecord(KEY, ChangeOp.UPSERT, ROW, ORIGIN.markedAhead(9))));
    samples.put("source-echo", new Sample<>(SourceRecordSerializer.INSTANCE, new Echo(UPSERT)));
    samples.put(
        "input-echo", new Sample<>(MergeInputSerializer.INSTANCE, new MergeInput.Echo(CHANGE)));
    samples.put(
        "change-replayed",
        new Sample<>(
            ChangeRecordSerializer.INSTANCE,
            new ChangeRecord(KEY, ChangeOp.UPSERT, ROW, ORIGIN.markedAhead(9).attempt(3))));
    samples.put(
        "input-retell", new Sample<>(MergeInputSerializer.INSTANCE, new MergeInput.Retell(CHANGE)));
    samples.put(
        "source-reread", new Sample<>(SourceRecordSerializer.INSTANCE, new Reread(UPSERT, 9)));
    samples.put(
        "source-reread-end",
        new Sample<>(SourceRecordSerializer.INSTANCE, new RereadEnd(ORIGIN, "customer")));
    samples.put(
        "input-again",
        new Sample<>(MergeInputSerializer.INSTANCE, new MergeInput.Again(CHANGE, 9)));
    samples.put(
        "input-swept",
        new Sample<>(
            MergeInputSerializer.INSTANCE, new MergeInput.Swept(KEY, "customer", ORIGIN, true)));
    samples.put("echoes", new Sample<>(EchoesSerializer.INSTANCE, echoes()));
    return samples;
  }

  private static Echoes echoes() {
    Footprint row = new Footprint(true, Map.of(1L, -2L, Long.MIN_VALUE, 3L));
    return new Echoes(
        List.of(
            new EchoState("crm", new SourceVersion(0, 7, 1), row, List.of()),
            new EchoState(
                "erp",
                null,
                null,
                List.of(
                    new EchoState.Pending(row, 7, true),
                    new EchoState.Pending(Footprint.NONE, 8, false)))));
  }

  private static Sample<Rejection> rejection(EntityKey key, Payload payload) {
    return new Sample<>(
        RejectionSerializer.INSTANCE,
        new Rejection("op", ErrorCode.TARGET_REFUSED, "message", "23514", ORIGIN, key, payload, 3));
  }

  private static ReviewItem review() {
    FieldCandidate candidate =
        new FieldCandidate("crm", DataType.STRING, "x", new Stamp(new SourceVersion(0, 7, 0), 70));
    return new ReviewItem(
        KEY,
        "email",
        ReviewItem.Status.RESOLVED,
        Basis.of(List.of(candidate)),
        List.of(candidate),
        new FieldChoice(DataType.STRING, null, candidate, "decision of ann"),
        "latest",
        70,
        DECISION,
        ORIGIN);
  }

  /** What is stored: with a decision, an open review, and a digest of what was passed on. */
  static MergedEntity stored() {
    return new MergedEntity(
        state().join(DECISION),
        42,
        List.of(new MergedEntity.OpenReview("email", DECISION.basis(), Origin.UNKNOWN_TIME)));
  }

  /** Live with one stamp, live with several and after a delete, deleted. */
  static EntityState state() {
    Object[] partial = ROW.toArray();
    partial[2] = 8;
    partial[7] = Row.ABSENT;
    partial[17] = "toast";
    return EntityState.EMPTY
        .join(CHANGE, false)
        .join(change("erp", 1, ChangeOp.UPSERT, ROW), false)
        .join(change("erp", 2, ChangeOp.DELETE, ROW.keyRow()), false)
        .join(change("erp", 3, ChangeOp.UPSERT, ROW), false)
        .join(change("erp", 4, ChangeOp.UPSERT, Row.of(SCHEMA, partial)), false)
        .join(change("web", 5, ChangeOp.DELETE, ROW.keyRow()), false);
  }

  private static final Decision DECISION =
      new Decision(
          "d1",
          "email",
          Decision.Action.SET,
          null,
          DataType.STRING,
          "a@x.org",
          Basis.parse("crm@0/7/0#5f3a;erp@1/2/3#ffffffffffffffff"),
          "ann",
          "asked the customer",
          77);

  private static ChangeRecord change(String source, long major, ChangeOp op, Row row) {
    return new ChangeRecord(
        KEY, op, row, new Origin(source, "t", new SourceVersion(1, major, 0), major, 0, false));
  }
}
