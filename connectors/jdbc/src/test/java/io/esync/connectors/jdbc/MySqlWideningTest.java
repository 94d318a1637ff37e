package io.esync.connectors.jdbc;

import static io.esync.connectors.jdbc.Changes.field;
import static io.esync.connectors.jdbc.Changes.schema;
import static io.esync.connectors.jdbc.Changes.upsert;
import static io.esync.connectors.jdbc.TestTarget.failure;
import static io.esync.connectors.jdbc.TestTarget.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.esync.connectors.spi.TargetException;
import io.esync.connectors.spi.TargetException.Kind;
import io.esync.connectors.spi.TargetWriter;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.DataType;
import io.esync.operators.model.Field;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.SchemaEvolution;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Numbers that a column is too narrow for. */
@ParameterizedClass
@EnumSource(MySqlFamily.class)
class MySqlWideningTest {
  private static final Field ID = field("id", DataType.INT);
  private static final RowSchema NARROW =
      schema(ID, field("n", DataType.INT), field("d", DataType.decimal(5, 2)));
  private static final RowSchema WIDE =
      schema(ID, field("n", DataType.BIGINT), field("d", DataType.decimal(12, 4)));
  private static final ChangeRecord SMALL = upsert(NARROW, 1, 7, new BigDecimal("1.25"));
  private static final ChangeRecord STILL_SMALL = upsert(WIDE, 2, 8L, new BigDecimal("999.99"));
  private static final ChangeRecord LARGE =
      upsert(WIDE, 3, 5_000_000_000L, new BigDecimal("12345678.1234"));

  private final MySqlFamily family;
  private final MySqlDatabase database;

  MySqlWideningTest(MySqlFamily family) {
    this.family = family;
    this.database = family.database();
  }

  @BeforeEach
  void emptyDatabase() {
    database.execute("DROP TABLE IF EXISTS customer");
  }

  @Test
  void a_column_is_widened_when_a_value_needs_it_and_stays_what_it_is_else() throws Exception {
    database.execute("CREATE TABLE customer (id int PRIMARY KEY, n int NOT NULL, d decimal(5,2))");
    try (TargetWriter writer = database.target().open()) {
      writer.write(List.of(SMALL));
      writer.write(List.of(STILL_SMALL));
      assertThat(types()).containsExactly("int|NO", "int|NO", "decimal(5,2)|YES");

      writer.write(List.of(LARGE));
    }

    assertThat(types()).containsExactly("int|NO", "bigint|NO", "decimal(12,4)|YES");
    assertThat(rows()).containsExactly("1|7|1.2500", "2|8|999.9900", "3|5000000000|12345678.1234");
  }

  @Test
  void a_column_that_is_more_than_its_type_stays_and_the_record_is_refused() throws Exception {
    database.execute(
        "CREATE TABLE customer (id int PRIMARY KEY, n int DEFAULT 1, d decimal(12,4))");
    try (TargetWriter writer = database.target().open()) {
      TargetException failure = refusal(writer, LARGE);
      writer.write(List.of(STILL_SMALL));

      assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
    }

    assertThat(rows()).containsExactly("2|8|999.9900");
  }

  @Test
  void a_check_of_the_column_outlives_what_it_keeps_out() throws Exception {
    assumeTrue(family == MySqlFamily.MARIADB, "only there a check is part of its column");
    database.execute(
        "CREATE TABLE customer (id int PRIMARY KEY, n int CHECK (n < 1000), d decimal(12,4))");
    try (TargetWriter writer = database.target().open()) {
      assertThat(refusal(writer, LARGE).kind()).isEqualTo(Kind.REFUSED);
    }

    assertThat(rows()).isEmpty();
  }

  @Test
  void only_evolve_widens() throws Exception {
    database.execute("CREATE TABLE customer (id int PRIMARY KEY, n int, d decimal(12,4))");
    try (TargetWriter writer = database.target().evolution(SchemaEvolution.IGNORE).open()) {
      assertThat(refusal(writer, LARGE).kind()).isEqualTo(Kind.REFUSED);
    }
  }

  private List<String> rows() {
    return database.query("SELECT * FROM customer ORDER BY id");
  }

  /** MariaDB says how wide a number is shown. */
  private List<String> types() {
    return database.query(
        "SELECT replace(replace(COLUMN_TYPE, 'int(11)', 'int'), 'bigint(20)', 'bigint'), IS_NULLABLE"
            + " FROM information_schema.COLUMNS"
            + " WHERE TABLE_SCHEMA = 'esync' AND TABLE_NAME = 'customer' ORDER BY ORDINAL_POSITION");
  }
}
