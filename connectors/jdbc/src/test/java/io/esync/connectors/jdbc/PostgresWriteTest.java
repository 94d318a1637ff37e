package io.esync.connectors.jdbc;

import static io.esync.connectors.jdbc.Changes.delete;
import static io.esync.connectors.jdbc.Changes.field;
import static io.esync.connectors.jdbc.Changes.schema;
import static io.esync.connectors.jdbc.Changes.upsert;
import static io.esync.connectors.jdbc.SharedPostgres.target;
import static io.esync.connectors.jdbc.TestTarget.failure;
import static io.esync.connectors.jdbc.TestTarget.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.esync.connectors.spi.TargetException;
import io.esync.connectors.spi.TargetException.Kind;
import io.esync.connectors.spi.TargetWriter;
import io.esync.connectors.testkit.PostgresServer;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.DataType;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.SchemaEvolution;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresWriteTest {
  private static final RowSchema CUSTOMER =
      schema(
          field("id", DataType.BIGINT),
          field("email", DataType.STRING),
          field("balance", DataType.decimal(18, 2)));

  private static final PostgresServer SERVER = SharedPostgres.get();

  @BeforeEach
  void emptyDatabase() {
    SERVER.execute("postgres", "DROP SCHEMA public CASCADE", "CREATE SCHEMA public");
  }

  private static List<String> customers() {
    return PostgresTable.query(SERVER, "SELECT id, email, balance FROM customer ORDER BY id");
  }

  private static ChangeRecord customer(long id, Object email, Object balance) {
    return upsert(CUSTOMER, id, email, balance);
  }

  @Test
  void rows_are_inserted_then_changed_by_key() throws Exception {
    try (TargetWriter writer = target().open()) {
      writer.write(List.of(customer(1, "a@x", new BigDecimal("1.50")), customer(2, "b@x", null)));
      writer.write(List.of(customer(2, null, new BigDecimal("7")), customer(3, "c@x", null)));
    }

    assertThat(customers()).containsExactly("1|a@x|1.50", "2|null|7.00", "3|c@x|null");
  }

  @Test
  void the_same_batch_again_changes_nothing() throws Exception {
    ChangeRecord[] batch = {customer(1, "a@x", null), delete(CUSTOMER, 2L)};

    write(target(), batch);
    write(target(), batch);

    assertThat(customers()).containsExactly("1|a@x|null");
  }

  @Test
  void rows_are_deleted_by_key_and_missing_ones_are_no_error() throws Exception {
    write(target(), customer(1, "a@x", null), customer(2, "b@x", null));

    write(target(), delete(CUSTOMER, 1L), delete(CUSTOMER, 99L));

    assertThat(customers()).containsExactly("2|b@x|null");
  }

  @Test
  void a_delete_before_there_is_a_table_is_no_error() throws Exception {
    write(target(), delete(CUSTOMER, 1L));

    assertThat(PostgresTable.query(SERVER, "SELECT to_regclass('customer')"))
        .containsExactly("null");
  }

  @Test
  void a_row_takes_over_what_is_unique_to_a_row_deleted_in_the_same_batch() throws Exception {
    SERVER.execute(
        "postgres",
        "CREATE TABLE customer (id bigint PRIMARY KEY, email text UNIQUE, balance numeric)",
        "INSERT INTO customer VALUES (1, 'a@x', 0)");

    write(target(), customer(2, "a@x", null), delete(CUSTOMER, 1L));

    assertThat(customers()).containsExactly("2|a@x|null");
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
    SERVER.execute(
        "postgres",
        "CREATE TABLE customer (id bigint PRIMARY KEY, email text NOT NULL, balance numeric(18,2))",
        "INSERT INTO customer VALUES (1, 'a@x', 0)");

    write(target(), customer(1, Row.ABSENT, new BigDecimal("2.00")));
    TargetException failure = failure(target(), customer(2, Row.ABSENT, null));

    assertThat(customers()).containsExactly("1|a@x|2.00");
    assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
    assertThat(failure.detail()).isEqualTo("23502");
  }

  @Test
  void a_table_of_nothing_but_its_key_is_written() throws Exception {
    RowSchema pair =
        RowSchema.of(
            List.of(field("id", DataType.BIGINT), field("tag", DataType.STRING)),
            List.of("id", "tag"));
    TestTarget target = target().key("id", "tag");

    write(target, upsert(pair, 1L, "a"), upsert(pair, 1L, "b"));
    write(target, upsert(pair, 1L, "a"), delete(pair, 1L, "b"));

    assertThat(PostgresTable.query(SERVER, "SELECT * FROM customer")).containsExactly("1|a");
  }

  @Test
  void names_are_taken_as_they_are_written() throws Exception {
    SERVER.execute("postgres", "CREATE SCHEMA \"My Crm\"");
    RowSchema odd =
        schema(
            field("Id", DataType.INT), field("order", DataType.INT), field("a\"b", DataType.INT));

    write(target().key("Id").table("My Crm.Cust;omers"), upsert(odd, 1, 2, 3));

    assertThat(PostgresTable.query(SERVER, "SELECT * FROM \"My Crm\".\"Cust;omers\""))
        .containsExactly("1|2|3");
  }

  @Test
  void a_constraint_refuses_the_batch_with_the_databases_words() throws Exception {
    write(target(), customer(1, "a@x", null));
    SERVER.execute("postgres", "ALTER TABLE customer ADD CHECK (balance >= 0)");

    try (TargetWriter writer = target().open()) {
      TargetException failure =
          catchThrowableOfType(
              TargetException.class,
              () ->
                  writer.write(
                      List.of(customer(2, "b@x", null), customer(3, null, new BigDecimal(-1)))));
      writer.write(List.of(customer(4, "d@x", null)));

      assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
      assertThat(failure.detail()).isEqualTo("23514");
      assertThat(failure).hasMessageContaining("customer_balance_check");
      assertThat(customers()).containsExactly("1|a@x|null", "4|d@x|null");
    }
  }

  @Test
  void what_the_column_cannot_hold_is_refused_and_never_cut() throws Exception {
    SERVER.execute(
        "postgres",
        "CREATE TABLE customer (id smallint PRIMARY KEY, email varchar(5), balance numeric(5,2))");
    TestTarget fixed = target().evolution(SchemaEvolution.IGNORE);

    assertThat(failure(fixed, customer(40_000, null, null)).detail()).isEqualTo("22003");
    assertThat(failure(fixed, customer(1, "longer", null)).detail()).isEqualTo("22001");
    assertThat(failure(fixed, customer(1, "blank ", null)).detail()).isEqualTo("22001");
    assertThat(failure(fixed, customer(1, null, new BigDecimal("1000"))).detail())
        .isEqualTo("22003");
    TargetException rounded = failure(fixed, customer(1, null, new BigDecimal("1.005")));
    assertThat(rounded.detail()).isEqualTo("22003");
    assertThat(rounded).hasMessageContaining("balance").hasMessageContaining("numeric(5,2)");
    assertThat(failure(fixed, customer(1, "a\0b", null)).detail()).isEqualTo("22021");
    assertThat(failure(fixed, customer(1, "\ud800", null)).detail()).isEqualTo("22021");
    assertThat(customers()).isEmpty();

    write(target(), customer(1, "äöü€𝄞", new BigDecimal("1.500")));
    assertThat(customers()).containsExactly("1|äöü€𝄞|1.50");
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
  void a_lower_version_without_a_demanded_column_is_not_written_either() throws Exception {
    SERVER.execute(
        "postgres",
        "CREATE TABLE customer (id bigint PRIMARY KEY, email text NOT NULL, balance numeric(18,2))",
        "INSERT INTO customer VALUES (1, 'new', 9), (2, 'old', 3)");

    write(
        target().route("customer", "balance"),
        customer(1, Row.ABSENT, new BigDecimal(8)),
        customer(2, Row.ABSENT, new BigDecimal(4)));

    assertThat(customers()).containsExactly("1|new|9.00", "2|old|4.00");
  }
}
