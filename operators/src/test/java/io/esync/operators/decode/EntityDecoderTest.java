package io.esync.operators.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.esync.operators.decode.FieldContract.OnViolation;
import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.DataType;
import io.esync.operators.model.EntityKey;
import io.esync.operators.model.ErrorCode;
import io.esync.operators.model.Field;
import io.esync.operators.model.Origin;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.SchemaEvolution;
import io.esync.operators.model.SourceChange;
import io.esync.operators.model.SourceVersion;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EntityDecoderTest {
  private static final RowSchema SOURCE =
      RowSchema.of(
          List.of(
              new Field("id", DataType.INT),
              new Field("mail", DataType.STRING),
              new Field("updated_at", DataType.TIMESTAMPTZ)),
          List.of("id"));
  private static final RowSchema KEY_ONLY = SOURCE.keySchema();
  private static final Origin ORIGIN =
      new Origin("crm", "public.customers", new SourceVersion(0, 7, 0), 100L, 1L, false);

  private static final Origin SNAPSHOT =
      new Origin("crm", "public.customers", new SourceVersion(0, 0, 0), 0L, 1L, true);

  private final Mapping mapping = new Mapping();

  @Test
  void without_a_map_all_fields_keep_their_names_and_the_streams_own_key() throws Exception {
    ChangeRecord change = decodeOne(upsert(Row.of(SOURCE, 1, "a@x.org", null)));

    assertThat(change.key()).isEqualTo(EntityKey.of("customer", 1));
    assertThat(change.op()).isEqualTo(ChangeOp.UPSERT);
    assertThat(change.row()).isEqualTo(Row.of(SOURCE, 1, "a@x.org", null));
    assertThat(change.origin()).isEqualTo(ORIGIN);
  }

  @Test
  void a_map_renames_fields_and_leaves_out_the_others() throws Exception {
    mapping.map = Map.of("customer_id", "id");

    ChangeRecord change = decodeOne(upsert(Row.of(SOURCE, 1, "a@x.org", null)));

    assertThat(change.row().schema())
        .isEqualTo(
            RowSchema.of(List.of(new Field("customer_id", DataType.INT)), List.of("customer_id")));
    assertThat(change.row().get("customer_id")).isEqualTo(1);
    assertThat(change.key()).isEqualTo(EntityKey.of("customer", 1));
  }

  @Test
  void a_declared_field_that_the_source_does_not_map_is_no_part_of_its_rows() throws Exception {
    mapping.key = List.of("customer_id");
    mapping.fields =
        List.of(
            new Field("customer_id", DataType.BIGINT),
            new Field("email", DataType.STRING),
            new Field("balance", DataType.DECIMAL));
    mapping.required = List.of("balance");
    mapping.map = new TreeMap<>(Map.of("customer_id", "id", "email", "mail"));

    Row row = decodeOne(upsert(Row.of(SOURCE, 1, Row.ABSENT, null))).row();

    assertThat(row.schema().fields())
        .extracting(Field::name)
        .containsExactly("customer_id", "email");
    assertThat(row.toArray()).containsExactly(1L, Row.ABSENT);
  }

  @Test
  void int_and_bigint_keys_of_two_sources_are_the_same_key() throws Exception {
    RowSchema big = RowSchema.of(List.of(new Field("id", DataType.BIGINT)), List.of("id"));

    assertThat(decodeOne(upsert(Row.of(KEY_ONLY, 1))).key())
        .isEqualTo(decodeOne(upsert(Row.of(big, 1L))).key());
  }

  @Test
  void several_streams_feed_one_entity_by_name_or_by_expression() {
    mapping.stream = "public.customers_\\d+";
    assertThat(mapping.decoder().accepts("public.customers_2024")).isTrue();
    assertThat(mapping.decoder().accepts("public.customers")).isFalse();

    mapping.stream = "orders[eu]";
    assertThat(mapping.decoder().accepts("orders[eu]")).isTrue();

    mapping.stream = null;
    assertThat(mapping.decoder().accepts("anything")).isTrue();
  }

  @Test
  void a_required_field_that_is_null_is_refused() {
    mapping.fields = List.of(new Field("mail", DataType.STRING));
    mapping.required = List.of("mail");

    assertRefused(
        upsert(Row.of(SOURCE, 1, null, null)),
        ErrorCode.REQUIRED_FIELD_NULL,
        "required field 'mail' is NULL");
  }

  @Test
  void a_required_field_that_another_source_brings_is_absent_here() throws Exception {
    mapping.fields = List.of(new Field("balance", DataType.DECIMAL));
    mapping.required = List.of("balance");

    assertThat(decodeOne(upsert(Row.of(SOURCE, 1, "a", null))).row().get("balance"))
        .isEqualTo(Row.ABSENT);
  }

  @Test
  void undeclared_fields_are_kept_dropped_or_refused() throws Exception {
    mapping.fields = List.of(new Field("id", DataType.INT), new Field("mail", DataType.STRING));
    SourceChange change = upsert(Row.of(SOURCE, 1, "a@x.org", null));

    mapping.evolution = SchemaEvolution.EVOLVE;
    assertThat(decodeOne(change).row().schema().indexOf("updated_at")).isEqualTo(2);

    mapping.evolution = SchemaEvolution.IGNORE;
    assertThat(decodeOne(change).row().schema().fields()).isEqualTo(mapping.fields);

    mapping.evolution = SchemaEvolution.FAIL;
    assertRefused(
        change, ErrorCode.UNKNOWN_FIELD, "field 'updated_at' is not declared in entity 'customer'");
    assertThat(decodeOne(delete(Row.of(SOURCE, 1, null, null))).op()).isEqualTo(ChangeOp.DELETE);
  }

  @Test
  void a_field_that_the_map_names_and_the_record_lacks_is_refused() {
    mapping.map = new TreeMap<>(Map.of("id", "id", "phone", "phone_no"));

    assertRefused(
        upsert(Row.of(SOURCE, 1, "a@x.org", null)),
        ErrorCode.MISSING_FIELD,
        "field 'phone' is made of 'phone_no', which the record does not have;"
            + " known: id, mail, updated_at");
  }

  @Test
  void a_key_that_is_null_or_not_there_is_refused() {
    assertRefused(
        upsert(Row.of(SOURCE, null, "a", null)), ErrorCode.KEY_MISSING, "key field 'id' is NULL");
    assertRefused(
        upsert(Row.of(SOURCE, Row.ABSENT, "a", null)),
        ErrorCode.KEY_MISSING,
        "key field 'id' is not in the record");
    assertRefused(
        delete(Row.of(SOURCE, Row.ABSENT, "a", null)),
        ErrorCode.KEY_MISSING,
        "key field 'id' is not in the record");

    RowSchema keyless = RowSchema.of(SOURCE.fields(), List.of());
    String message = "the stream has no primary key and entity 'customer' declares no key";
    assertRefused(upsert(Row.of(keyless, 1, "a", null)), ErrorCode.KEY_MISSING, message);
    assertRefused(delete(Row.of(keyless, 1, "a", null)), ErrorCode.KEY_MISSING, message);
  }

  @Test
  void a_delete_needs_no_more_than_the_key() throws Exception {
    mapping.map = new TreeMap<>(Map.of("customer_id", "id", "email", "mail"));
    mapping.fields = List.of(new Field("customer_id", DataType.BIGINT));
    mapping.required = List.of("customer_id");
    mapping.timestamp = "updated_at";

    ChangeRecord change = decodeOne(delete(Row.of(KEY_ONLY, 1)));

    assertThat(change.op()).isEqualTo(ChangeOp.DELETE);
    assertThat(change.key()).isEqualTo(EntityKey.of("customer", 1));
    assertThat(change.row().toArray()).containsExactly(1L);
    assertThat(change.origin()).isEqualTo(ORIGIN);
  }

  @Test
  void another_key_before_the_change_is_deleted_first() throws Exception {
    mapping.map = new TreeMap<>(Map.of("customer_id", "id", "email", "mail"));
    SourceChange moved =
        new SourceChange(
            ORIGIN, ChangeOp.UPSERT, Row.of(KEY_ONLY, 1), Row.of(SOURCE, 2, "a@x.org", null));

    List<ChangeRecord> changes = mapping.decode(moved);

    assertThat(changes)
        .extracting(ChangeRecord::op)
        .containsExactly(ChangeOp.DELETE, ChangeOp.UPSERT);
    assertThat(changes)
        .extracting(ChangeRecord::key)
        .containsExactly(EntityKey.of("customer", 1), EntityKey.of("customer", 2));
    assertThat(changes.get(0).row().schema()).isEqualTo(changes.get(1).row().schema().keySchema());
  }

  @Test
  void the_same_key_written_in_another_way_is_not_deleted() throws Exception {
    RowSchema decimal = RowSchema.of(List.of(new Field("id", DataType.DECIMAL)), List.of("id"));
    SourceChange change =
        new SourceChange(
            ORIGIN,
            ChangeOp.UPSERT,
            Row.of(decimal, new BigDecimal("1.0")),
            Row.of(decimal, new BigDecimal("1.00")));

    assertThat(decodeOne(change).op()).isEqualTo(ChangeOp.UPSERT);
  }

  @Test
  void a_before_image_without_the_entitys_key_or_with_an_unfit_one_is_left_alone()
      throws Exception {
    mapping.key = List.of("mail");
    mapping.fields = List.of(new Field("mail", DataType.UUID));
    mapping.evolution = SchemaEvolution.IGNORE;
    Row after = Row.of(SOURCE, 1, "123e4567-e89b-12d3-a456-426614174000", null);

    for (Row before : List.of(Row.of(KEY_ONLY, 1), Row.of(SOURCE, 1, "no uuid", null))) {
      SourceChange change = new SourceChange(ORIGIN, ChangeOp.UPSERT, before, after);

      assertThat(decodeOne(change).op()).isEqualTo(ChangeOp.UPSERT);
    }
  }

  @Test
  void the_declared_timestamp_field_replaces_the_commit_time() throws Exception {
    mapping.timestamp = "updated_at";
    mapping.map = Map.of("id", "id");

    assertThat(timestampOf(Instant.ofEpochSecond(2, 3_000))).isEqualTo(2_000_003L);
    assertThat(timestampOf(Instant.parse("9999-12-31T23:59:59.999999Z")))
        .isEqualTo(253_402_300_799_999_999L);
    assertThat(timestampOf(null)).isEqualTo(Origin.UNKNOWN_TIME);
    assertThat(timestampOf(Row.ABSENT)).isEqualTo(ORIGIN.timestamp());
    assertRefused(
        upsert(Row.of(SOURCE, 1, "a", Instant.MAX)),
        ErrorCode.TYPE_MISMATCH,
        "timestamp field 'updated_at' is out of range");
  }

  @Test
  void a_timestamp_without_zone_and_a_date_are_utc_and_a_number_is_milliseconds() throws Exception {
    assertThat(ChangeTime.micros("t", LocalDateTime.of(1970, 1, 1, 0, 0, 1))).isEqualTo(1_000_000L);
    assertThat(ChangeTime.micros("t", LocalDate.of(1969, 12, 31))).isEqualTo(-86_400_000_000L);
    assertThat(ChangeTime.micros("t", 5L)).isEqualTo(5_000L);
    assertThat(catchThrowableOfType(DecodeException.class, () -> ChangeTime.micros("t", "secret")))
        .hasMessageContaining("'t'")
        .hasMessageNotContaining("secret");
  }

  @Test
  void a_map_computes_fields_keys_and_the_time_by_sql() throws Exception {
    mapping.key = List.of("customer_id");
    mapping.map =
        Map.of("customer_id", "_source || '-' || id", "email", "lower(mail)", "part", "_stream");
    mapping.timestamp = "updated_at + interval '1' hour";

    ChangeRecord change = decodeOne(upsert(Row.of(SOURCE, 1, "A@X.org", Instant.ofEpochSecond(1))));

    assertThat(change.key()).isEqualTo(EntityKey.of("customer", "crm-1"));
    assertThat(change.row().get("email")).isEqualTo("a@x.org");
    assertThat(change.row().get("part")).isEqualTo("public.customers");
    assertThat(change.origin().timestamp()).isEqualTo(3_601_000_000L);
    assertThat(decodeOne(delete(Row.of(KEY_ONLY, 1))).key()).isEqualTo(change.key());
  }

  @Test
  void a_field_in_double_quotes_is_taken_as_it_is() throws Exception {
    RowSchema odd =
        RowSchema.of(
            List.of(new Field("id", DataType.INT), new Field("Full Name", DataType.STRING)),
            List.of("id"));
    mapping.map = Map.of("id", "id", "name", "\"Full Name\"");

    assertThat(decodeOne(upsert(Row.of(odd, 1, "Ann"))).row().get("name")).isEqualTo("Ann");
  }

  @Test
  void what_is_computed_from_an_absent_field_is_absent() throws Exception {
    mapping.map = Map.of("id", "id", "email", "lower(mail)", "known", "mail is not null");

    Row row = decodeOne(upsert(Row.of(SOURCE, 1, Row.ABSENT, null))).row();

    assertThat(row.get("email")).isEqualTo(Row.ABSENT);
    assertThat(row.get("known")).isEqualTo(Row.ABSENT);
  }

  @Test
  void an_expression_that_does_not_fit_or_has_no_result_is_refused() {
    mapping.map = Map.of("id", "id", "email", "lower(mial)");
    assertRefused(
        upsert(Row.of(SOURCE, 1, "a", null)),
        ErrorCode.INVALID_EXPRESSION,
        "field 'email': at 1:7 of the expression: no column 'mial'; did you mean 'mail'?");

    mapping.map = Map.of("id", "id", "share", "100 / (id - 1)");
    assertRefused(
        upsert(Row.of(SOURCE, 1, "a", null)),
        ErrorCode.EXPRESSION_FAILED,
        "field 'share': division by zero");
  }

  @Test
  void a_row_that_where_is_not_true_of_is_left_out_or_withdrawn() throws Exception {
    mapping.where = "mail <> 'test'";
    Row in = Row.of(SOURCE, 1, "a", null);
    Row out = Row.of(SOURCE, 1, "test", null);
    Row unknown = Row.of(SOURCE, 1, null, null);

    assertThat(ops(upsert(in))).containsExactly(ChangeOp.UPSERT);
    assertThat(ops(upsert(out))).containsExactly(ChangeOp.WITHDRAW);
    assertThat(ops(upsert(unknown))).containsExactly(ChangeOp.WITHDRAW);
    assertThat(ops(update(in, out))).containsExactly(ChangeOp.WITHDRAW);
    assertThat(ops(update(out, out))).isEmpty();
    assertThat(ops(update(out, in))).containsExactly(ChangeOp.UPSERT);
    assertThat(ops(update(Row.of(KEY_ONLY, 1), out))).containsExactly(ChangeOp.WITHDRAW);
    assertThat(ops(delete(in))).containsExactly(ChangeOp.DELETE);
    assertThat(ops(delete(out))).isEmpty();
    assertThat(ops(delete(Row.of(KEY_ONLY, 1)))).containsExactly(ChangeOp.DELETE);
    assertThat(ops(new SourceChange(SNAPSHOT, ChangeOp.UPSERT, null, out))).isEmpty();
  }

  @Test
  void a_row_that_leaves_with_a_new_key_is_withdrawn_under_the_old_one() throws Exception {
    mapping.where = "mail <> 'test'";

    ChangeRecord left =
        decodeOne(update(Row.of(SOURCE, 1, "a", null), Row.of(SOURCE, 2, "test", null)));

    assertThat(left.op()).isEqualTo(ChangeOp.WITHDRAW);
    assertThat(left.key()).isEqualTo(EntityKey.of("customer", 1));
    ChangeRecord came =
        decodeOne(update(Row.of(SOURCE, 1, "test", null), Row.of(SOURCE, 2, "a", null)));
    assertThat(came.op()).isEqualTo(ChangeOp.UPSERT);
    assertThat(came.key()).isEqualTo(EntityKey.of("customer", 2));
  }

  @Test
  void where_looks_before_the_change_for_what_was_not_sent_again() throws Exception {
    mapping.where = "mail <> 'test'";
    Row partial = Row.of(SOURCE, 1, Row.ABSENT, null);

    assertThat(decodeOne(update(Row.of(SOURCE, 1, "a", null), partial)).row().get("mail"))
        .isEqualTo("a");
    assertRefused(
        upsert(partial),
        ErrorCode.FILTER_UNDECIDED,
        "the record does not carry a field that where reads; let the source tell whole rows");
  }

  @Test
  void a_contract_fills_in_defaults_and_then_checks() throws Exception {
    contract("mail", "nobody", OnViolation.REJECT, new ValueCheck.Matches("[^@]+@.*|nobody"));

    assertThat(decodeOne(upsert(Row.of(SOURCE, 1, null, null))).row().get("mail"))
        .isEqualTo("nobody");
    assertThat(decodeOne(upsert(Row.of(SOURCE, 1, Row.ABSENT, null))).row().get("mail"))
        .isEqualTo(Row.ABSENT);
    assertRefused(
        upsert(Row.of(SOURCE, 1, "a", null)),
        ErrorCode.PATTERN_MISMATCH,
        "field 'mail' is not text that matches [^@]+@.*|nobody");
    assertThat(ops(delete(Row.of(SOURCE, 1, "a", null)))).containsExactly(ChangeOp.DELETE);
  }

  @Test
  void a_violation_becomes_null_or_passes_where_that_is_declared_and_is_told() throws Exception {
    contract("mail", null, OnViolation.NULL, new ValueCheck.OneOf(List.of("a", "b")));
    assertThat(decodeOne(upsert(Row.of(SOURCE, 1, "c", null))).row().get("mail")).isNull();

    contract("mail", null, OnViolation.WARN, new ValueCheck.OneOf(List.of("a", "b")));
    assertThat(decodeOne(upsert(Row.of(SOURCE, 1, "c", null))).row().get("mail")).isEqualTo("c");

    assertThat(mapping.violations)
        .containsExactly(
            new Violation(
                "customer",
                ErrorCode.VALUE_NOT_LISTED,
                "field 'mail' is not one of [a, b]; taken as NULL"),
            new Violation(
                "customer",
                ErrorCode.VALUE_NOT_LISTED,
                "field 'mail' is not one of [a, b]; taken as it is"));
  }

  @Test
  void a_value_of_another_type_becomes_null_where_that_is_declared() throws Exception {
    mapping.fields = List.of(new Field("mail", DataType.INT));
    mapping.contracts =
        Map.of(
            "mail",
            new FieldContract(
                new Field("mail", DataType.INT), false, null, List.of(), OnViolation.NULL));

    assertThat(decodeOne(upsert(Row.of(SOURCE, 1, "12a", null))).row().get("mail")).isNull();
    assertThat(mapping.violations)
        .extracting(Violation::code)
        .containsOnly(ErrorCode.TYPE_MISMATCH);
  }

  @Test
  void a_range_holds_its_bounds_and_a_pattern_gives_up_in_time() {
    ValueCheck range = new ValueCheck.Within(new BigDecimal("0"), new BigDecimal("1.50"));
    assertThat(range.holds(new BigDecimal("1.5"))).isTrue();
    assertThat(range.holds(new BigDecimal("1.51"))).isFalse();
    assertThat(new ValueCheck.Within(null, 1.0).holds(Double.NaN)).isFalse();

    ValueCheck evil = new ValueCheck.Matches("(a+)+b");
    assertThat(evil.holds("aab")).isTrue();
    assertThat(evil.holds("a".repeat(60))).isFalse();
  }

  private void contract(String name, Object otherwise, OnViolation then, ValueCheck check) {
    Field field = new Field(name, DataType.STRING);
    mapping.fields = List.of(field);
    mapping.contracts =
        Map.of(name, new FieldContract(field, false, otherwise, List.of(check), then));
  }

  private List<ChangeOp> ops(SourceChange change) throws DecodeException {
    return mapping.decode(change).stream().map(ChangeRecord::op).toList();
  }

  private static SourceChange update(Row before, Row after) {
    return new SourceChange(ORIGIN, ChangeOp.UPSERT, before, after);
  }

  private long timestampOf(Object updatedAt) throws DecodeException {
    return decodeOne(upsert(Row.of(SOURCE, 1, "a", updatedAt))).origin().timestamp();
  }

  private ChangeRecord decodeOne(SourceChange change) throws DecodeException {
    List<ChangeRecord> changes = mapping.decode(change);
    assertThat(changes).hasSize(1);
    return changes.get(0);
  }

  private void assertRefused(SourceChange change, ErrorCode code, String message) {
    DecodeException refusal =
        catchThrowableOfType(DecodeException.class, () -> mapping.decode(change));
    assertThat(refusal).hasMessage(message);
    assertThat(refusal.code()).isEqualTo(code);
  }

  private static SourceChange upsert(Row after) {
    return new SourceChange(ORIGIN, ChangeOp.UPSERT, null, after);
  }

  private static SourceChange delete(Row before) {
    return new SourceChange(ORIGIN, ChangeOp.DELETE, before, null);
  }

  /** A mapping in the making. */
  private static final class Mapping {
    private String stream = "public.customers";
    private List<String> key = List.of();
    private List<Field> fields = List.of();
    private List<String> required = List.of();
    private Map<String, String> map = Map.of();
    private String timestamp;
    private String where;
    private Map<String, FieldContract> contracts = Map.of();
    private final List<Violation> violations = new ArrayList<>();
    private SchemaEvolution evolution = SchemaEvolution.EVOLVE;

    List<ChangeRecord> decode(SourceChange change) throws DecodeException {
      return decoder().decode(change, violations::add);
    }

    EntityDecoder decoder() {
      List<FieldContract> contract =
          fields.stream()
              .map(FieldContract::of)
              .map(field -> required.contains(field.field().name()) ? field.asRequired() : field)
              .map(field -> contracts.getOrDefault(field.field().name(), field))
              .toList();
      Map<String, SourceTerm> terms = new TreeMap<>();
      map.forEach((name, text) -> terms.put(name, SourceTerm.parse(text)));
      return new EntityDecoder(
          new EntityMapping(
              "customer",
              stream,
              key,
              contract,
              terms,
              where,
              timestamp == null ? null : SourceTerm.parse(timestamp),
              evolution,
              FutureSkew.UNBOUNDED));
    }
  }
}
