package io.esync.operators.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.esync.operators.flink.RejectionPayloadCodec;
import io.esync.operators.flink.Samples;
import io.esync.operators.model.AuditEvent;
import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.ErrorCode;
import io.esync.operators.model.Origin;
import io.esync.operators.model.Rejection;
import io.esync.operators.model.Rejection.ChangePayload;
import io.esync.operators.model.Rejection.Payload;
import io.esync.operators.model.Rejection.RawPayload;
import io.esync.operators.model.Rejection.SourcePayload;
import io.esync.operators.model.Row;
import io.esync.operators.model.SourceChange;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeadLettersTest {
  private static final byte[] TEXT = {'h', 'i'};
  private static final byte[] NO_TEXT = {(byte) 0xff, 0};

  @Test
  void a_dead_letter_tells_where_why_and_what() throws IOException {
    Rejection rejection = rejection(new SourcePayload(Samples.UPSERT), Samples.ORIGIN);

    ChangeRecord letter = letter(rejection);

    Row row = letter.row();
    assertThat(letter.entity()).isEqualTo("esync_dlq");
    assertThat(letter.op()).isEqualTo(ChangeOp.UPSERT);
    assertThat(row.get("pipeline")).isEqualTo("customers");
    assertThat(row.get("stage")).isEqualTo("DECODE");
    assertThat(row.get("code")).isEqualTo("TYPE_MISMATCH");
    assertThat(row.get("message")).isEqualTo("does not fit");
    assertThat(row.get("detail")).isEqualTo("22003");
    assertThat(row.get("position")).isEqualTo("crm:public.customers@0/7/1");
    assertThat(row.get("first_seen")).isEqualTo(Instant.ofEpochMilli(1_000));
    assertThat(row.get("entity_key")).isEqualTo("[1]");
    assertThat(row.get("attempt")).isEqualTo(1);
    assertThat(row.get("payload_kind")).isEqualTo("source-change");
    assertThat(row.get("payload_text")).asString().startsWith("UPSERT {");
    assertThat(RejectionPayloadCodec.ofBytes((byte[]) row.get("payload")))
        .isEqualTo(new RejectionPayloadCodec.Kept(rejection.payload(), Samples.ORIGIN));
  }

  @Test
  void bytes_that_are_text_can_be_read_and_others_are_kept_all_the_same() {
    assertThat(letter(rejection(new RawPayload(TEXT), Samples.ORIGIN)).row().get("payload_text"))
        .isEqualTo("hi");
    Row row = letter(rejection(new RawPayload(NO_TEXT), Samples.ORIGIN)).row();
    assertThat(row.get("payload_text")).isNull();
    assertThat(row.get("payload_kind")).isEqualTo("raw");
  }

  @Test
  void what_is_read_again_later_is_the_same_dead_letter() {
    Origin later =
        new Origin(
            Samples.ORIGIN.source(),
            Samples.ORIGIN.stream(),
            Samples.ORIGIN.version(),
            Samples.ORIGIN.timestamp(),
            Samples.ORIGIN.ingestedAt() + 60_000,
            Samples.ORIGIN.snapshot());
    SourceChange again =
        new SourceChange(later, ChangeOp.UPSERT, Samples.UPSERT.before(), Samples.UPSERT.after());
    ChangeRecord change =
        new ChangeRecord(Samples.KEY, ChangeOp.UPSERT, Samples.CHANGE.row(), later);

    for (List<Payload> payloads :
        List.<List<Payload>>of(
            List.of(new SourcePayload(Samples.UPSERT), new SourcePayload(again)),
            List.of(new ChangePayload(Samples.CHANGE), new ChangePayload(change)),
            List.of(new RawPayload(TEXT), new RawPayload(TEXT.clone())))) {
      assertThat(letter(rejection(payloads.get(0), Samples.ORIGIN)).key())
          .isEqualTo(letter(rejection(payloads.get(1), later)).key());
    }
  }

  @Test
  void other_content_is_another_dead_letter() {
    SourceChange other =
        new SourceChange(Samples.ORIGIN, ChangeOp.DELETE, Samples.UPSERT.after(), null);

    assertThat(
            List.of(
                letter(rejection(new SourcePayload(Samples.UPSERT), Samples.ORIGIN)).key(),
                letter(rejection(new SourcePayload(other), Samples.ORIGIN)).key(),
                letter(rejection(new ChangePayload(Samples.CHANGE), Samples.ORIGIN)).key(),
                letter(rejection(new RawPayload(TEXT), Samples.ORIGIN)).key(),
                letter(rejection(new RawPayload(NO_TEXT), Samples.ORIGIN)).key()))
        .doesNotHaveDuplicates();
  }

  @Test
  void an_audit_row_names_the_winner_and_the_losers() {
    ChangeRecord entry = AuditTrail.row("customers", Samples.CONFLICT);

    assertThat(entry.row().get("outcome")).isEqualTo("CONFLICT_RESOLVED");
    assertThat(entry.row().get("reason")).isEqualTo("latest timestamp");
    assertThat(entry.row().get("winner")).isEqualTo("crm");
    assertThat(entry.row().get("losers")).isEqualTo(List.of("erp@0/3/0 deleted"));
  }

  @Test
  void an_audit_row_of_a_rejection_stands_without_a_key() {
    Rejection rejection =
        new Rejection(
            "op",
            ErrorCode.UNREADABLE_RECORD,
            "m",
            "",
            Samples.ORIGIN,
            null,
            new RawPayload(TEXT),
            1);

    Row row = AuditTrail.row("customers", AuditEvent.rejected(rejection)).row();

    assertThat(row.get("reason")).isEqualTo("UNREADABLE_RECORD: m");
    assertThat(row.get("entity_key")).isNull();
    assertThat(row.get("winner")).isNull();
  }

  private static ChangeRecord letter(Rejection rejection) {
    return DeadLetters.row(
        "customers",
        rejection,
        RejectionPayloadCodec.toBytes(rejection.payload(), rejection.origin()));
  }

  private static Rejection rejection(Payload payload, Origin origin) {
    return new Rejection(
        "customers/decode/crm",
        ErrorCode.TYPE_MISMATCH,
        "does not fit",
        "22003",
        origin,
        Samples.KEY,
        payload,
        1);
  }
}
