package io.esync.operators.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.esync.operators.decode.EntityMapping;
import io.esync.operators.decode.FutureSkew;
import io.esync.operators.decode.SourceTerm;
import io.esync.operators.merge.Basis;
import io.esync.operators.merge.FieldCandidate;
import io.esync.operators.merge.FieldChoice;
import io.esync.operators.merge.ReviewItem;
import io.esync.operators.merge.Stamp;
import io.esync.operators.model.AuditEvent;
import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.DataType;
import io.esync.operators.model.EntityKey;
import io.esync.operators.model.ErrorCode;
import io.esync.operators.model.Field;
import io.esync.operators.model.Origin;
import io.esync.operators.model.Rejection;
import io.esync.operators.model.Rejection.ChangePayload;
import io.esync.operators.model.Rejection.RawPayload;
import io.esync.operators.model.Rejection.SourcePayload;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.SchemaEvolution;
import io.esync.operators.model.SourceChange;
import io.esync.operators.model.SourceVersion;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProtectionTest {
  private static final String HASH_OF_ANN =
      "08dea52f80c8b76e28e9cbb597741531d4a747620878ad3352e210468d7909d7";
  private static final HashKey KEY = HashKey.of("0123456789abcdef");
  private static final Origin ORIGIN =
      new Origin("crm", "people", new SourceVersion(0, 7, 0), 100L, 1L, false);
  private static final RowSchema ENTITY =
      RowSchema.of(
          List.of(
              new Field("id", DataType.BIGINT),
              new Field("email", DataType.STRING),
              new Field("born", DataType.DATE),
              new Field("city", DataType.STRING)),
          List.of("id"));
  private static final EntityProtection MASKED =
      new EntityProtection(
          "customer",
          Map.of(
              "email", new ProtectedField(PiiKind.EMAIL, Protection.MASK, null),
              "born", new ProtectedField(PiiKind.GENERIC, Protection.REDACT, null)));

  @ParameterizedTest
  @CsvSource({
    "EMAIL, ann.mueller@example.org, a***@example.org",
    "EMAIL, nobody, ***",
    "EMAIL, @example.org, ***",
    "PHONE, +49 170 1234589, +** *** *****89",
    "PHONE, 12345, *****",
    "PHONE, 1-800-FLOWERS, *-***-*******",
    "NAME, Ann  Müller, A*** M***",
    "NAME, 😀x, 😀***",
    "NAME, '', ***",
    "GENERIC, anything, ***"
  })
  void a_mask_leaves_what_its_kind_allows(PiiKind kind, String text, String left) {
    assertThat(kind.mask(text)).isEqualTo(left);
  }

  @Test
  void a_hash_is_the_hmac_of_the_text_so_that_other_tools_get_the_same() {
    assertThat(KEY.hash("a@x.org")).isEqualTo(HASH_OF_ANN);
    assertThat(HashKey.of("fedcba9876543210").hash("a@x.org")).isNotEqualTo(HASH_OF_ANN);
    assertThat(KEY.hash(7)).isEqualTo(KEY.hash(7L)).isEqualTo(KEY.hash(new BigDecimal("7.00")));
    assertThat(KEY).hasToString("******");
  }

  @Test
  void a_target_is_given_rows_without_what_it_must_not_get() {
    Row row = Row.of(ENTITY, 1L, "ann@x.org", java.time.LocalDate.EPOCH, "Rome");
    ChangeRecord given =
        MASKED.apply(new ChangeRecord(EntityKey.of("customer", 1L), ChangeOp.UPSERT, row, ORIGIN));

    assertThat(given.row().toArray()).containsExactly(1L, "a***@x.org", null, "Rome");
    assertThat(given.key()).isEqualTo(EntityKey.of("customer", 1L));
    Row partial = Row.of(ENTITY, 1L, Row.ABSENT, Row.ABSENT, null);
    assertThat(MASKED.apply(partial).toArray()).containsExactly(1L, Row.ABSENT, Row.ABSENT, null);
  }

  @Test
  void a_hashed_key_is_the_same_in_upserts_and_deletes() {
    EntityProtection hashed =
        new EntityProtection(
            "customer", Map.of("id", new ProtectedField(PiiKind.GENERIC, Protection.HASH, KEY)));
    Row row = Row.of(ENTITY, 1L, "a", null, null);
    EntityKey key = EntityKey.of("customer", 1L);

    ChangeRecord upsert = hashed.apply(new ChangeRecord(key, ChangeOp.UPSERT, row, ORIGIN));
    ChangeRecord delete =
        hashed.apply(new ChangeRecord(key, ChangeOp.DELETE, row.keyRow(), ORIGIN));

    assertThat(upsert.key()).isEqualTo(EntityKey.of("customer", KEY.hash(1L)));
    assertThat(delete.key()).isEqualTo(upsert.key());
    assertThat(delete.row().schema()).isEqualTo(upsert.row().schema().keySchema());
  }

  @Test
  void dead_letters_show_of_a_source_only_what_is_known_not_to_be_personal() {
    RowSchema source =
        RowSchema.of(
            List.of(
                new Field("id", DataType.BIGINT),
                new Field("mail", DataType.STRING),
                new Field("town", DataType.STRING),
                new Field("phone", DataType.STRING),
                new Field("birth", DataType.STRING)),
            List.of("id"));
    SourceChange change =
        new SourceChange(
            ORIGIN, ChangeOp.UPSERT, null, Row.of(source, 1L, "ann@x.org", "Rome", "123", "2000"));

    Rejection told =
        protection().apply(rejection(ErrorCode.TYPE_MISMATCH, new SourcePayload(change), null));

    assertThat(((SourcePayload) told.payload()).change().after().toArray())
        .containsExactly(1L, "a***@x.org", "Rome", null, null);
    assertThat(told.message()).isEqualTo("said by the database");
  }

  @Test
  void dead_letters_of_targets_keep_back_the_words_of_the_target_and_raw_bytes_are_gone() {
    Row row = Row.of(ENTITY, 1L, "ann@x.org", null, "Rome");
    EntityKey key = EntityKey.of("customer", 1L);
    ChangeRecord change = new ChangeRecord(key, ChangeOp.UPSERT, row, ORIGIN);

    Rejection written =
        protection().apply(rejection(ErrorCode.TARGET_REFUSED, new ChangePayload(change), key));
    Rejection raw =
        protection()
            .apply(rejection(ErrorCode.UNREADABLE_RECORD, new RawPayload(new byte[] {1}), null));

    assertThat(written.message()).doesNotContain("said by the database");
    assertThat(((ChangePayload) written.payload()).change().row().get("email"))
        .isEqualTo("a***@x.org");
    assertThat(((RawPayload) raw.payload()).bytes()).isEmpty();
    Rejection other = rejection(ErrorCode.TARGET_REFUSED, new ChangePayload(of("order")), null);
    assertThat(protection().apply(other)).isSameAs(other);
  }

  @Test
  void the_audit_shows_rivals_without_personal_data() {
    AuditEvent event =
        new AuditEvent(
            "merge",
            AuditEvent.Outcome.CONFLICT_RESOLVED,
            "latest",
            ORIGIN,
            EntityKey.of("customer", 1L),
            List.of(
                new AuditEvent.Candidate(
                    "crm",
                    ORIGIN.version(),
                    1L,
                    "{\"id\":1,\"email\":\"ann@x.org\",\"born\":\"2000-01-01\"}"),
                new AuditEvent.Candidate("erp", ORIGIN.version(), 1L, "deleted")));

    assertThat(protection().apply(event).candidates())
        .extracting(AuditEvent.Candidate::image)
        .containsExactly("{\"id\":1,\"email\":\"a***@x.org\",\"born\":null}", "deleted");
  }

  @Test
  void keys_of_personal_data_are_told_otherwise_everywhere() {
    EntityKey key = EntityKey.of("customer", "ann@x.org");
    EntityKey told = EntityKey.of("customer", "a***@x.org");
    ReportProtection byMail =
        ReportProtection.of(List.of(MASKED), Map.of("customer", List.of("email")), Map.of());
    ChangeRecord change =
        new ChangeRecord(
            key, ChangeOp.UPSERT, Row.of(ENTITY, 1L, "ann@x.org", null, "Rome"), ORIGIN);
    AuditEvent event =
        new AuditEvent("merge", AuditEvent.Outcome.APPLIED, "latest", ORIGIN, key, List.of());

    Rejection rejection =
        byMail.apply(rejection(ErrorCode.TARGET_REFUSED, new ChangePayload(change), key));

    assertThat(rejection.key()).isEqualTo(told);
    assertThat(((ChangePayload) rejection.payload()).change().key()).isEqualTo(told);
    assertThat(byMail.apply(event).key()).isEqualTo(told);
  }

  @Test
  void reviews_show_neither_rivals_nor_choice() {
    FieldCandidate rival =
        new FieldCandidate("crm", DataType.STRING, "ann@x.org", Stamp.of(ORIGIN));
    FieldChoice shown = new FieldChoice(DataType.STRING, "ann@x.org", rival, "latest");
    ReviewItem step =
        new ReviewItem(
            EntityKey.of("customer", 1L),
            "email",
            ReviewItem.Status.OPEN,
            Basis.of(List.of(rival)),
            List.of(rival),
            shown,
            "latest",
            1L,
            null,
            ORIGIN);

    ReviewItem told = protection().apply(step);

    assertThat(told.candidates()).extracting(FieldCandidate::value).containsExactly("a***@x.org");
    assertThat(told.shown().value()).isEqualTo("a***@x.org");
    assertThat(told.shown().winner().value()).isEqualTo("a***@x.org");
    assertThat(told.basis()).isEqualTo(step.basis());
  }

  private static ReportProtection protection() {
    EntityMapping mapping =
        new EntityMapping(
            "customer",
            null,
            List.of("id"),
            List.of(),
            Map.of(
                "id", SourceTerm.parse("id"),
                "email", SourceTerm.parse("mail"),
                "city", SourceTerm.parse("town"),
                "born", SourceTerm.parse("cast(birth as date)")),
            null,
            null,
            SchemaEvolution.EVOLVE,
            FutureSkew.UNBOUNDED);
    return ReportProtection.of(
        List.of(MASKED), Map.of("customer", List.of("id")), Map.of("crm", List.of(mapping)));
  }

  private static ChangeRecord of(String entity) {
    return new ChangeRecord(
        EntityKey.of(entity, 1L), ChangeOp.UPSERT, Row.of(ENTITY, 1L, "a", null, null), ORIGIN);
  }

  private static Rejection rejection(ErrorCode code, Rejection.Payload payload, EntityKey key) {
    return new Rejection("op", code, "said by the database", "", ORIGIN, key, payload, 1);
  }
}
