package io.esync.operators.decode;

import static io.esync.operators.decode.DecodedStream.KEY_ONLY;
import static io.esync.operators.decode.DecodedStream.SNAPSHOT;
import static io.esync.operators.decode.DecodedStream.SOURCE;
import static io.esync.operators.decode.DecodedStream.delete;
import static io.esync.operators.decode.DecodedStream.update;
import static io.esync.operators.decode.DecodedStream.upsert;
import static org.assertj.core.api.Assertions.assertThat;

import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.DataType;
import io.esync.operators.model.EntityKey;
import io.esync.operators.model.ErrorCode;
import io.esync.operators.model.Field;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.SourceChange;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What SQL computes: fields, and whether a row belongs to the entity. */
class ComputedFieldsTest {
  private final DecodedStream mapping = new DecodedStream();

  @Test
  void a_map_computes_fields_keys_and_the_time_by_sql() throws Exception {
    mapping.key = List.of("customer_id");
    mapping.map =
        Map.of("customer_id", "_source || '-' || id", "email", "lower(mail)", "part", "_stream");
    mapping.timestamp = "updated_at + interval '1' hour";

    ChangeRecord change =
        mapping.decodeOne(upsert(Row.of(SOURCE, 1, "A@X.org", Instant.ofEpochSecond(1))));

    assertThat(change.key()).isEqualTo(EntityKey.of("customer", "crm-1"));
    assertThat(change.row().get("email")).isEqualTo("a@x.org");
    assertThat(change.row().get("part")).isEqualTo("public.customers");
    assertThat(change.origin().timestamp()).isEqualTo(3_601_000_000L);
    assertThat(mapping.decodeOne(delete(Row.of(KEY_ONLY, 1))).key()).isEqualTo(change.key());
  }

  @Test
  void a_field_in_double_quotes_is_taken_as_it_is() throws Exception {
    RowSchema odd =
        RowSchema.of(
            List.of(new Field("id", DataType.INT), new Field("Full Name", DataType.STRING)),
            List.of("id"));
    mapping.map = Map.of("id", "id", "name", "\"Full Name\"");

    assertThat(mapping.decodeOne(upsert(Row.of(odd, 1, "Ann"))).row().get("name")).isEqualTo("Ann");
  }

  @Test
  void what_is_computed_from_an_absent_field_is_absent() throws Exception {
    mapping.map = Map.of("id", "id", "email", "lower(mail)", "known", "mail is not null");

    Row row = mapping.decodeOne(upsert(Row.of(SOURCE, 1, Row.ABSENT, null))).row();

    assertThat(row.get("email")).isEqualTo(Row.ABSENT);
    assertThat(row.get("known")).isEqualTo(Row.ABSENT);
  }

  @Test
  void an_expression_that_does_not_fit_or_has_no_result_is_refused() {
    mapping.map = Map.of("id", "id", "email", "lower(mial)");
    mapping.assertRefused(
        upsert(Row.of(SOURCE, 1, "a", null)),
        ErrorCode.INVALID_EXPRESSION,
        "field 'email': at 1:7 of the expression: no column 'mial'; did you mean 'mail'?");

    mapping.map = Map.of("id", "id", "share", "100 / (id - 1)");
    mapping.assertRefused(
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

    assertThat(mapping.ops(upsert(in))).containsExactly(ChangeOp.UPSERT);
    assertThat(mapping.ops(upsert(out))).containsExactly(ChangeOp.WITHDRAW);
    assertThat(mapping.ops(upsert(unknown))).containsExactly(ChangeOp.WITHDRAW);
    assertThat(mapping.ops(update(in, out))).containsExactly(ChangeOp.WITHDRAW);
    assertThat(mapping.ops(update(out, out))).isEmpty();
    assertThat(mapping.ops(update(out, in))).containsExactly(ChangeOp.UPSERT);
    assertThat(mapping.ops(update(Row.of(KEY_ONLY, 1), out))).containsExactly(ChangeOp.WITHDRAW);
    assertThat(mapping.ops(delete(in))).containsExactly(ChangeOp.DELETE);
    assertThat(mapping.ops(delete(out))).isEmpty();
    assertThat(mapping.ops(delete(Row.of(KEY_ONLY, 1)))).containsExactly(ChangeOp.DELETE);
    assertThat(mapping.ops(new SourceChange(SNAPSHOT, ChangeOp.UPSERT, null, out))).isEmpty();
  }

  @Test
  void a_row_that_leaves_with_a_new_key_is_withdrawn_under_the_old_one() throws Exception {
    mapping.where = "mail <> 'test'";

    ChangeRecord left =
        mapping.decodeOne(update(Row.of(SOURCE, 1, "a", null), Row.of(SOURCE, 2, "test", null)));

    assertThat(left.op()).isEqualTo(ChangeOp.WITHDRAW);
    assertThat(left.key()).isEqualTo(EntityKey.of("customer", 1));
    ChangeRecord came =
        mapping.decodeOne(update(Row.of(SOURCE, 1, "test", null), Row.of(SOURCE, 2, "a", null)));
    assertThat(came.op()).isEqualTo(ChangeOp.UPSERT);
    assertThat(came.key()).isEqualTo(EntityKey.of("customer", 2));
  }

  @Test
  void where_looks_before_the_change_for_what_was_not_sent_again() throws Exception {
    mapping.where = "mail <> 'test'";
    Row partial = Row.of(SOURCE, 1, Row.ABSENT, null);

    assertThat(mapping.decodeOne(update(Row.of(SOURCE, 1, "a", null), partial)).row().get("mail"))
        .isEqualTo("a");
    mapping.assertRefused(
        upsert(partial),
        ErrorCode.FILTER_UNDECIDED,
        "the record does not carry a field that where reads; let the source tell whole rows");
  }
}
