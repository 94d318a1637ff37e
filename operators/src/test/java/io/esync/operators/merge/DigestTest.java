package io.esync.operators.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.esync.operators.model.DataType;
import io.esync.operators.model.Field;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Digests are kept in state: what was written once has to be found again. */
class DigestTest {
  private static final RowSchema SCHEMA =
      RowSchema.of(
          List.of(
              new Field("id", DataType.BIGINT),
              new Field("email", DataType.STRING),
              new Field("balance", DataType.decimal(18, 2)),
              new Field("score", DataType.DOUBLE),
              new Field("rate", DataType.FLOAT),
              new Field("active", DataType.BOOLEAN),
              new Field("born", DataType.DATE),
              new Field("seen", DataType.TIMESTAMPTZ),
              new Field("token", DataType.UUID),
              new Field("tags", DataType.arrayOf(DataType.STRING)),
              new Field("note", DataType.STRING)),
          List.of("id"));

  private static Row row(Object note) {
    return Row.of(
        SCHEMA,
        -7L,
        "ünique@example.com",
        new BigDecimal("12.50"),
        0.1,
        1.5f,
        true,
        LocalDate.of(2026, 2, 28),
        Instant.parse("2026-02-28T12:00:00.000001Z"),
        new UUID(1, 2),
        List.of("a", "b"),
        note);
  }

  @Test
  void a_row_has_the_digest_it_always_had() {
    assertThat(Digest.of(row("x"))).isEqualTo(1636782138478809654L);
  }

  @Test
  void null_counts_as_no_field_and_absent_as_neither() {
    assertThat(Digest.of(row(null))).isEqualTo(-2496066640371906501L);
    assertThat(Digest.of(row(Row.ABSENT))).isEqualTo(6137298491105099117L);
  }

  @Test
  void values_and_names_have_the_digests_they_always_had() {
    assertThat(Digest.of("email")).isEqualTo(4778973384677843161L);
    assertThat(Digest.of(DataType.STRING, null)).isEqualTo(-7500172646051180695L);
    assertThat(Digest.of(DataType.decimal(18, 2), new BigDecimal("12.50")))
        .isEqualTo(-2621045132083305720L);
  }
}
