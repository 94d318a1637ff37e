package io.esync.connectors.jdbc;

import static io.esync.connectors.jdbc.Changes.field;
import static io.esync.connectors.jdbc.Changes.schema;
import static io.esync.connectors.jdbc.Changes.upsert;
import static io.esync.connectors.jdbc.SharedPostgres.target;
import static io.esync.connectors.jdbc.TestTarget.failure;
import static io.esync.connectors.jdbc.TestTarget.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.esync.connectors.spi.TargetException;
import io.esync.connectors.spi.TargetException.Kind;
import io.esync.connectors.spi.TargetWriter;
import io.esync.connectors.testkit.PostgresServer;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.DataType;
import io.esync.operators.model.Field;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.SchemaEvolution;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Numbers that a column is too narrow for. */
class PostgresWideningTest {
  private static final Field ID = field("id", DataType.INT);
  private static final RowSchema NARROW =
      schema(ID, field("n", DataType.INT), field("d", DataType.decimal(5, 2)));
  private static final RowSchema WIDE =
      schema(ID, field("n", DataType.BIGINT), field("d", DataType.decimal(12, 4)));
  private static final ChangeRecord SMALL = upsert(NARROW, 1, 7, new BigDecimal("1.25"));
  private static final ChangeRecord STILL_SMALL = upsert(WIDE, 2, 8L, new BigDecimal("999.99"));
  private static final ChangeRecord LARGE =
      upsert(WIDE, 3, 5_000_000_000L, new BigDecimal("12345678.1234"));

  private static final PostgresServer SERVER = SharedPostgres.get();

  @BeforeEach
  void emptyDatabase() {
    SERVER.execute(
        "postgres",
        "DROP TABLE IF EXISTS customer CASCADE",
        "CREATE TABLE customer (id int PRIMARY KEY, n int NOT NULL DEFAULT 3, d numeric(5,2))");
  }

  @Test
  void a_column_is_widened_when_a_value_needs_it_and_stays_what_it_is_else() throws Exception {
    try (TargetWriter writer = target().open();
        TargetWriter other = target().open()) {
      writer.write(List.of(SMALL));
      other.write(List.of(STILL_SMALL));
      assertThat(types()).containsExactly("integer|t", "integer|t", "numeric(5,2)|f");

      writer.write(List.of(LARGE));
      other.write(List.of(upsert(WIDE, 4, 6_000_000_000L, null)));
    }

    assertThat(types()).containsExactly("integer|t", "bigint|t", "numeric(12,4)|f");
    assertThat(rows())
        .containsExactly(
            "1|7|1.2500", "2|8|999.9900", "3|5000000000|12345678.1234", "4|6000000000|null");
    assertThat(
            PostgresTable.query(
                SERVER,
                "SELECT column_default FROM information_schema.columns WHERE column_name = 'n' AND table_name = 'customer'"))
        .containsExactly("3");
  }

  @Test
  void types_of_both_sides_are_held() throws Exception {
    try (TargetWriter writer = target().open()) {
      writer.write(List.of(SMALL));
      RowSchema finer =
          schema(ID, field("n", DataType.decimal(6, 3)), field("d", DataType.decimal(6, 4)));
      writer.write(List.of(upsert(finer, 2, new BigDecimal("1.125"), new BigDecimal("1.0001"))));
    }

    assertThat(types()).containsExactly("integer|t", "numeric(13,3)|t", "numeric(7,4)|f");
  }

  @Test
  void a_column_of_floats_is_widened_by_the_first_double_whatever_its_value() throws Exception {
    SERVER.execute("postgres", "ALTER TABLE customer ADD COLUMN f real");
    try (TargetWriter writer = target().open()) {
      writer.write(List.of(upsert(schema(ID, field("f", DataType.FLOAT)), 1, 0.25f)));
      RowSchema wide = schema(ID, field("f", DataType.DOUBLE));
      writer.write(List.of(upsert(wide, 2, 0.5)));
      writer.write(List.of(upsert(wide, 3, 0.1)));
    }

    assertThat(types()).endsWith("double precision|f");
    assertThat(rows()).containsExactly("1|3|null|0.25", "2|3|null|0.5", "3|3|null|0.1");
  }

  @Test
  void a_column_of_a_domain_stays_and_the_record_is_refused() throws Exception {
    SERVER.execute(
        "postgres",
        "DROP DOMAIN IF EXISTS integer_even",
        "CREATE DOMAIN integer_even AS int CHECK (VALUE % 2 = 0)",
        "ALTER TABLE customer DROP COLUMN n, ADD COLUMN n integer_even");
    try (TargetWriter writer = target().open()) {
      assertThat(refusal(writer, LARGE).kind()).isEqualTo(Kind.REFUSED);
    }

    assertThat(types()).contains("integer_even|f");
  }

  @Test
  void a_column_that_others_depend_on_stays_and_the_record_is_refused() throws Exception {
    SERVER.execute("postgres", "CREATE VIEW shown AS SELECT n FROM customer");
    try (TargetWriter writer = target().open()) {
      TargetException failure = refusal(writer, LARGE);
      writer.write(List.of(STILL_SMALL));

      assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
      assertThat(failure.detail()).isEqualTo("22003");
    }

    assertThat(rows()).containsExactly("2|8|999.9900");
  }

  @Test
  void only_evolve_widens() throws Exception {
    try (TargetWriter writer = target().evolution(SchemaEvolution.IGNORE).open()) {
      assertThat(refusal(writer, LARGE).kind()).isEqualTo(Kind.REFUSED);
    }
    assertThat(types()).contains("integer|t", "numeric(5,2)|f");
  }

  private static List<String> rows() {
    return PostgresTable.query(SERVER, "SELECT * FROM customer ORDER BY id");
  }

  private static List<String> types() {
    return PostgresTable.query(
        SERVER,
        "SELECT format_type(atttypid, atttypmod), attnotnull FROM pg_attribute"
            + " WHERE attrelid = 'customer'::regclass AND attnum > 0 ORDER BY attnum");
  }
}
