package io.esync.operators.decode;

import static io.esync.operators.decode.DecodedStream.KEY_ONLY;
import static io.esync.operators.decode.DecodedStream.ORIGIN;
import static io.esync.operators.decode.DecodedStream.SOURCE;
import static io.esync.operators.decode.DecodedStream.delete;
import static io.esync.operators.decode.DecodedStream.upsert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

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
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Fields, keys and times of an entity, out of those of a source. */
class EntityDecoderTest {
  private final DecodedStream mapping = new DecodedStream();

  @Test
  void without_a_map_all_fields_keep_their_names_and_the_streams_own_key() throws Exception {
    ChangeRecord change = mapping.decodeOne(upsert(Row.of(SOURCE, 1, "a@x.org", null)));

    assertThat(change.key()).isEqualTo(EntityKey.of("customer", 1));
    assertThat(change.op()).isEqualTo(ChangeOp.UPSERT);
    assertThat(change.row()).isEqualTo(Row.of(SOURCE, 1, "a@x.org", null));
    assertThat(change.origin()).isEqualTo(ORIGIN);
  }

  @Test
  void a_map_renames_fields_and_leaves_out_the_others() throws Exception {
    mapping.map = Map.of("customer_id", "id");

    ChangeRecord change = mapping.decodeOne(upsert(Row.of(SOURCE, 1, "a@x.org", null)));

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

    Row row = mapping.decodeOne(upsert(Row.of(SOURCE, 1, Row.ABSENT, null))).row();

    assertThat(row.schema().fields())
        .extracting(Field::name)
        .containsExactly("customer_id", "email");
    assertThat(row.toArray()).containsExactly(1L, Row.ABSENT);
  }

  @Test
  void int_and_bigint_keys_of_two_sources_are_the_same_key() throws Exception {
    RowSchema big = RowSchema.of(List.of(new Field("id", DataType.BIGINT)), List.of("id"));

    assertThat(mapping.decodeOne(upsert(Row.of(KEY_ONLY, 1))).key())
        .isEqualTo(mapping.decodeOne(upsert(Row.of(big, 1L))).key());
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

    mapping.assertRefused(
        upsert(Row.of(SOURCE, 1, null, null)),
        ErrorCode.REQUIRED_FIELD_NULL,
        "required field 'mail' is NULL");
  }

  @Test
  void a_required_field_that_another_source_brings_is_absent_here() throws Exception {
    mapping.fields = List.of(new Field("balance", DataType.DECIMAL));
    mapping.required = List.of("balance");

    assertThat(mapping.decodeOne(upsert(Row.of(SOURCE, 1, "a", null))).row().get("balance"))
        .isEqualTo(Row.ABSENT);
  }

  @Test
  void undeclared_fields_are_kept_dropped_or_refused() throws Exception {
    mapping.fields = List.of(new Field("id", DataType.INT), new Field("mail", DataType.STRING));
    SourceChange change = upsert(Row.of(SOURCE, 1, "a@x.org", null));

    mapping.evolution = SchemaEvolution.EVOLVE;
    assertThat(mapping.decodeOne(change).row().schema().indexOf("updated_at")).isEqualTo(2);

    mapping.evolution = SchemaEvolution.IGNORE;
    assertThat(mapping.decodeOne(change).row().schema().fields()).isEqualTo(mapping.fields);

    mapping.evolution = SchemaEvolution.FAIL;
    mapping.assertRefused(
        change, ErrorCode.UNKNOWN_FIELD, "field 'updated_at' is not declared in entity 'customer'");
    assertThat(mapping.decodeOne(delete(Row.of(SOURCE, 1, null, null))).op())
        .isEqualTo(ChangeOp.DELETE);
  }

  @Test
  void a_field_that_the_map_names_and_the_record_lacks_is_refused() {
    mapping.map = new TreeMap<>(Map.of("id", "id", "phone", "phone_no"));

    mapping.assertRefused(
        upsert(Row.of(SOURCE, 1, "a@x.org", null)),
        ErrorCode.MISSING_FIELD,
        "field 'phone' is made of 'phone_no', which the record does not have;"
            + " known: id, mail, updated_at");
  }

  @Test
  void a_key_that_is_null_or_not_there_is_refused() {
    mapping.assertRefused(
        upsert(Row.of(SOURCE, null, "a", null)), ErrorCode.KEY_MISSING, "key field 'id' is NULL");
    mapping.assertRefused(
        upsert(Row.of(SOURCE, Row.ABSENT, "a", null)),
        ErrorCode.KEY_MISSING,
        "key field 'id' is not in the record");
    mapping.assertRefused(
        delete(Row.of(SOURCE, Row.ABSENT, "a", null)),
        ErrorCode.KEY_MISSING,
        "key field 'id' is not in the record");

    RowSchema keyless = RowSchema.of(SOURCE.fields(), List.of());
    String message = "the stream has no primary key and entity 'customer' declares no key";
    mapping.assertRefused(upsert(Row.of(keyless, 1, "a", null)), ErrorCode.KEY_MISSING, message);
    mapping.assertRefused(delete(Row.of(keyless, 1, "a", null)), ErrorCode.KEY_MISSING, message);
  }

  @Test
  void a_delete_needs_no_more_than_the_key() throws Exception {
    mapping.map = new TreeMap<>(Map.of("customer_id", "id", "email", "mail"));
    mapping.fields = List.of(new Field("customer_id", DataType.BIGINT));
    mapping.required = List.of("customer_id");
    mapping.timestamp = "updated_at";

    ChangeRecord change = mapping.decodeOne(delete(Row.of(KEY_ONLY, 1)));

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

    assertThat(mapping.decodeOne(change).op()).isEqualTo(ChangeOp.UPSERT);
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

      assertThat(mapping.decodeOne(change).op()).isEqualTo(ChangeOp.UPSERT);
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
    mapping.assertRefused(
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

  private long timestampOf(Object updatedAt) throws DecodeException {
    return mapping.decodeOne(upsert(Row.of(SOURCE, 1, "a", updatedAt))).origin().timestamp();
  }
}
