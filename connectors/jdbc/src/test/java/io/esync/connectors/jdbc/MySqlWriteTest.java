package io.esync.connectors.jdbc;

import static io.esync.connectors.jdbc.Changes.delete;
import static io.esync.connectors.jdbc.Changes.field;
import static io.esync.connectors.jdbc.Changes.schema;
import static io.esync.connectors.jdbc.Changes.upsert;
import static io.esync.connectors.jdbc.TestTarget.failure;
import static io.esync.connectors.jdbc.TestTarget.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.esync.connectors.spi.TargetException;
import io.esync.connectors.spi.TargetException.Kind;
import io.esync.connectors.spi.TargetWriter;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.DataType;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.SchemaEvolution;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(MySqlFamily.class)
class MySqlWriteTest {
  private static final RowSchema CUSTOMER =
      schema(
          field("id", DataType.BIGINT),
          field("email", DataType.STRING),
          field("balance", DataType.decimal(18, 2)));

  private final MySqlDatabase database;

  MySqlWriteTest(MySqlFamily family) {
    this.database = family.database();
  }

  @BeforeEach
  void emptyDatabase() {
    database.execute("DROP TABLE IF EXISTS customer");
  }

  private TestTarget target() {
    return database.target();
  }

  private List<String> customers() {
    return database.query("SELECT id, email, balance FROM customer ORDER BY id");
  }

  private static ChangeRecord customer(long id, Object email, Object balance) {
    return upsert(CUSTOMER, id, email, balance);
  }

  @Test
  void rows_that_exchange_their_keys_keep_what_is_theirs() throws Exception {
    database.execute(
        "CREATE TABLE customer (id bigint PRIMARY KEY, email varchar(50) UNIQUE,"
            + " balance decimal(18,2))");
    write(target(), customer(1, "a", BigDecimal.ONE), customer(2, "b", BigDecimal.TEN));

    write(
        target(),
        delete(CUSTOMER, 1L),
        delete(CUSTOMER, 2L),
        customer(2, "a", BigDecimal.ONE),
        customer(1, "b", BigDecimal.TEN));
    write(target(), delete(CUSTOMER, 2L), customer(3, "a", BigDecimal.ONE));

    assertThat(customers()).containsExactly("1|b|10.00", "3|a|1.00");
  }

  @Test
  void a_row_that_is_deleted_softly_keeps_what_it_had_and_comes_back() throws Exception {
    RowSchema marked =
        schema(
            field("id", DataType.BIGINT),
            field("email", DataType.STRING),
            field("deleted", DataType.BOOLEAN),
            field("deleted_at", DataType.TIMESTAMPTZ));
    Instant gone = Instant.parse("2026-01-02T03:04:05.678901Z");
    write(target(), upsert(marked, 1L, "a", false, null));

    write(target(), upsert(marked, 1L, Row.ABSENT, true, gone));
    assertThat(database.query("SELECT * FROM customer"))
        .containsExactly("1|a|1|2026-01-02 03:04:05.678901");

    write(target(), upsert(marked, 1L, "b", false, null));
    assertThat(database.query("SELECT * FROM customer")).containsExactly("1|b|0|null");
  }

  @Test
  void rows_are_inserted_changed_and_deleted_by_key() throws Exception {
    try (TargetWriter writer = target().open()) {
      writer.write(
          List.of(
              customer(1, "a@x", new BigDecimal("1.50")),
              customer(2, "b@x", null),
              customer(3, "c@x", null)));
      writer.write(
          List.of(
              customer(2, null, new BigDecimal("7")),
              delete(CUSTOMER, 3L),
              delete(CUSTOMER, 99L),
              customer(4, "d'\\\"@x", null)));
    }

    assertThat(customers()).containsExactly("1|a@x|1.50", "2|null|7.00", "4|d'\\\"@x|null");
  }

  @Test
  void a_field_that_the_change_does_not_carry_keeps_its_value() throws Exception {
    write(target(), customer(1, "a@x", new BigDecimal("1.00")), customer(2, "b@x", null));

    write(
        target(),
        customer(1, Row.ABSENT, new BigDecimal("2.00")),
        customer(2, "new@x", Row.ABSENT),
        customer(3, Row.ABSENT, Row.ABSENT));

    assertThat(customers()).containsExactly("1|a@x|2.00", "2|new@x|null", "3|null|null");
  }

  @Test
  void a_row_without_a_demanded_column_is_written_where_the_row_exists() throws Exception {
    database.execute(
        "CREATE TABLE customer (id bigint PRIMARY KEY, email varchar(50) NOT NULL,"
            + " balance decimal(18,2))",
        "INSERT INTO customer VALUES (1, 'a@x', 0)");

    write(target(), customer(1, Row.ABSENT, new BigDecimal("2.00")));
    TargetException failure = failure(target(), customer(2, Row.ABSENT, null));

    assertThat(customers()).containsExactly("1|a@x|2.00");
    assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
  }

  @Test
  void a_row_that_shares_another_unique_value_is_refused_and_changes_no_other_row()
      throws Exception {
    database.execute(
        "CREATE TABLE customer (id bigint PRIMARY KEY, email varchar(50) UNIQUE,"
            + " balance decimal(18,2))",
        "INSERT INTO customer VALUES (1, 'a@x', 5)");

    TargetException failure = failure(target(), customer(2, "a@x", new BigDecimal(9)));
    write(target(), customer(1, "b@x", new BigDecimal(6)), customer(2, "a@x", null));

    assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
    assertThat(failure.detail()).isEqualTo("23000");
    assertThat(failure).hasMessageContaining("Duplicate entry");
    assertThat(customers()).containsExactly("1|b@x|6.00", "2|a@x|null");
  }

  @Test
  void a_table_of_nothing_but_its_key_is_written() throws Exception {
    RowSchema pair =
        RowSchema.of(
            List.of(field("id", DataType.BIGINT), field("tag", DataType.STRING)),
            List.of("id", "tag"));
    TestTarget target = target().key("id", "tag");

    write(target, upsert(pair, 1L, "a"), upsert(pair, 1L, "A"), upsert(pair, 1L, "b"));
    write(target, upsert(pair, 1L, "a"), delete(pair, 1L, "b"));

    assertThat(database.query("SELECT tag FROM customer ORDER BY tag")).containsExactly("A", "a");
  }

  @Test
  void what_the_column_cannot_hold_is_refused_and_never_cut() throws Exception {
    database.execute(
        "CREATE TABLE customer (id smallint PRIMARY KEY, email varchar(5) CHARACTER SET utf8mb4,"
            + " balance decimal(5,2))");
    TestTarget fixed = target().evolution(SchemaEvolution.IGNORE);

    assertThat(failure(fixed, customer(40_000, null, null)).kind()).isEqualTo(Kind.REFUSED);
    assertThat(failure(fixed, customer(1, "longer", null)).detail()).isEqualTo("22001");
    assertThat(failure(fixed, customer(1, "blank ", null)).detail()).isEqualTo("22001");
    assertThat(failure(fixed, customer(1, null, new BigDecimal("1000"))).kind())
        .isEqualTo(Kind.REFUSED);
    assertThat(failure(fixed, customer(1, null, new BigDecimal("1.005"))).detail())
        .isEqualTo("22003");
    assertThat(failure(fixed, customer(1, null, new BigDecimal("1E+1000000000"))).detail())
        .isEqualTo("22003");
    assertThat(customers()).isEmpty();

    write(target(), customer(1, "äöü€𝄞", new BigDecimal("1.500")));
    assertThat(customers()).containsExactly("1|äöü€𝄞|1.50");
  }

  @Test
  void a_refused_batch_leaves_nothing_and_the_next_one_is_written() throws Exception {
    try (TargetWriter writer = target().open()) {
      writer.write(List.of(customer(1, "a", null)));
      database.execute("ALTER TABLE customer MODIFY email varchar(10) NOT NULL");

      TargetException failure =
          catchThrowableOfType(
              TargetException.class,
              () -> writer.write(List.of(customer(2, "b", null), customer(3, null, null))));
      writer.write(List.of(customer(4, "d", null)));

      assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
      assertThat(failure).hasMessageContaining("email");
      assertThat(customers()).containsExactly("1|a|null", "4|d|null");
    }
  }

  @Test
  void a_lower_version_is_not_written_over_a_higher_one() throws Exception {
    TestTarget guarded = target().route("customer", "balance");
    write(target(), customer(1, "new", new BigDecimal(9)), customer(2, "old", new BigDecimal(3)));
    write(target(), customer(3, "none", null));

    write(
        guarded,
        customer(1, "older", new BigDecimal(8)),
        customer(2, "newer", new BigDecimal(4)),
        customer(3, "first", new BigDecimal(1)));

    assertThat(customers()).containsExactly("1|new|9.00", "2|newer|4.00", "3|first|1.00");
  }

  @Test
  void a_lower_version_is_not_written_where_the_table_has_other_unique_columns() throws Exception {
    database.execute(
        "CREATE TABLE customer (id bigint PRIMARY KEY, email varchar(50) UNIQUE,"
            + " balance decimal(18,2))",
        "INSERT INTO customer VALUES (1, 'new', 9), (2, 'old', 3)");

    write(
        target().route("customer", "balance"),
        customer(1, "older", new BigDecimal(8)),
        customer(2, "newer", new BigDecimal(4)),
        customer(3, "first", new BigDecimal(1)));

    assertThat(customers()).containsExactly("1|new|9.00", "2|newer|4.00", "3|first|1.00");
  }
}
