package io.esync.operators.decode;

import static io.esync.operators.decode.DecodedStream.SOURCE;
import static io.esync.operators.decode.DecodedStream.delete;
import static io.esync.operators.decode.DecodedStream.upsert;
import static org.assertj.core.api.Assertions.assertThat;

import io.esync.operators.decode.FieldContract.OnViolation;
import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.DataType;
import io.esync.operators.model.ErrorCode;
import io.esync.operators.model.Field;
import io.esync.operators.model.Row;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of values that are not as declared. */
class ContractTest {
  private final DecodedStream mapping = new DecodedStream();

  @Test
  void a_contract_fills_in_defaults_and_then_checks() throws Exception {
    contract("mail", "nobody", OnViolation.REJECT, new ValueCheck.Matches("[^@]+@.*|nobody"));

    assertThat(mapping.decodeOne(upsert(Row.of(SOURCE, 1, null, null))).row().get("mail"))
        .isEqualTo("nobody");
    assertThat(mapping.decodeOne(upsert(Row.of(SOURCE, 1, Row.ABSENT, null))).row().get("mail"))
        .isEqualTo(Row.ABSENT);
    mapping.assertRefused(
        upsert(Row.of(SOURCE, 1, "a", null)),
        ErrorCode.PATTERN_MISMATCH,
        "field 'mail' is not text that matches [^@]+@.*|nobody");
    assertThat(mapping.ops(delete(Row.of(SOURCE, 1, "a", null)))).containsExactly(ChangeOp.DELETE);
  }

  @Test
  void a_violation_becomes_null_or_passes_where_that_is_declared_and_is_told() throws Exception {
    contract("mail", null, OnViolation.NULL, new ValueCheck.OneOf(List.of("a", "b")));
    assertThat(mapping.decodeOne(upsert(Row.of(SOURCE, 1, "c", null))).row().get("mail")).isNull();

    contract("mail", null, OnViolation.WARN, new ValueCheck.OneOf(List.of("a", "b")));
    assertThat(mapping.decodeOne(upsert(Row.of(SOURCE, 1, "c", null))).row().get("mail"))
        .isEqualTo("c");

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

    assertThat(mapping.decodeOne(upsert(Row.of(SOURCE, 1, "12a", null))).row().get("mail"))
        .isNull();
    assertThat(mapping.violations)
        .extracting(Violation::code)
        .containsOnly(ErrorCode.TYPE_MISMATCH);
  }

  @Test
  void a_range_holds_its_bounds_and_a_pattern_is_about_the_whole_text_and_gives_up_in_time() {
    ValueCheck range = new ValueCheck.Within(new BigDecimal("0"), new BigDecimal("1.50"));
    assertThat(range.holds(new BigDecimal("0.0"))).isTrue();
    assertThat(range.holds(new BigDecimal("-0.01"))).isFalse();
    assertThat(range.holds(new BigDecimal("1.5"))).isTrue();
    assertThat(range.holds(new BigDecimal("1.51"))).isFalse();
    assertThat(new ValueCheck.Within(null, 1.0).holds(Double.NaN)).isFalse();

    ValueCheck letters = new ValueCheck.Matches("[a-z]+");
    assertThat(letters.holds("abc")).isTrue();
    assertThat(letters.holds("abc1")).isFalse();
    assertThat(letters.holds("1abc")).isFalse();

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
}
