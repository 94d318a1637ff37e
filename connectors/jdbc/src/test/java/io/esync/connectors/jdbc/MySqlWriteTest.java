package io.esync.connectors.jdbc;

import static io.esync.connectors.jdbc.Changes.delete;
import static io.esync.connectors.jdbc.Changes.field;
import static io.esync.connectors.jdbc.Changes.schema;
import static io.esync.connectors.jdbc.Changes.upsert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.esync.connectors.spi.CheckFailure;
import io.esync.connectors.spi.TargetException;
import io.esync.connectors.spi.TargetException.Kind;
import io.esync.connectors.spi.TargetWriter;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.DataType;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.SchemaEvolution;
import java.math.BigDecimal;
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

  private void write(TestTarget target, ChangeRecord... changes) throws TargetException {
    try (TargetWriter writer = target.open()) {
      writer.write(List.of(changes));
    }
  }

  private TargetException failure(TestTarget target, ChangeRecord... changes) {
    return catchThrowableOfType(TargetException.class, () -> write(target, changes));
  }

  private List<String> customers() {
    return database.query("SELECT id, email, balance FROM customer ORDER BY id");
  }

  private static ChangeRecord customer(long id, Object email, Object balance) {
    return upsert(CUSTOMER, id, email, balance);
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

    assertThat(failure(target(), customer(40_000, null, null)).kind()).isEqualTo(Kind.REFUSED);
    assertThat(failure(target(), customer(1, "longer", null)).detail()).isEqualTo("22001");
    assertThat(failure(target(), customer(1, "blank ", null)).detail()).isEqualTo("22001");
    assertThat(failure(target(), customer(1, null, new BigDecimal("1000"))).kind())
        .isEqualTo(Kind.REFUSED);
    assertThat(failure(target(), customer(1, null, new BigDecimal("1.005"))).detail())
        .isEqualTo("22003");
    assertThat(failure(target(), customer(1, null, new BigDecimal("1E+1000000000"))).detail())
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
  void evolve_adds_the_column_of_a_new_field_once() throws Exception {
    RowSchema narrow = schema(field("id", DataType.BIGINT), field("email", DataType.STRING));
    try (TargetWriter writer = target().open();
        TargetWriter other = target().open()) {
      writer.write(List.of(upsert(narrow, 1L, "a")));
      other.write(List.of(upsert(narrow, 2L, "b")));
      writer.write(List.of(customer(3, "c", BigDecimal.ONE)));
      other.write(List.of(customer(1, "a", BigDecimal.TEN)));
    }

    assertThat(customers()).containsExactly("1|a|10.00", "2|b|null", "3|c|1.00");
  }

  @Test
  void all_that_does_not_fit_is_said_at_once() {
    database.execute(
        "CREATE TABLE customer (id varchar(10) COLLATE utf8mb4_general_ci PRIMARY KEY, email int,"
            + " vip boolean NOT NULL, twice int GENERATED ALWAYS AS (email * 2) STORED)");
    TestTarget target =
        target()
            .fields(
                field("id", DataType.STRING),
                field("email", DataType.STRING),
                field("tags", DataType.JSON),
                field("twice", DataType.INT))
            .evolution(SchemaEvolution.FAIL);

    assertThat(target.check())
        .extracting(CheckFailure::problem)
        .containsExactlyInAnyOrder(
            "table 'customer': column 'email' is int(11), but the entity's field is string",
            "table 'customer': it has no column 'tags'",
            "table 'customer': column 'twice' is computed by the database",
            "table 'customer': key column 'id' compares by 'utf8mb4_general_ci', which takes"
                + " different keys for the same",
            "table 'customer': column 'vip' is NOT NULL without a default, and the entity has no"
                + " such field");
    assertThat(failure(target).kind()).isEqualTo(Kind.FATAL);
  }

  @Test
  void the_check_tells_what_is_wrong_without_the_password() {
    database.execute(
        "CREATE TABLE customer (id bigint PRIMARY KEY, email text)",
        "DROP USER IF EXISTS guest",
        "CREATE USER guest IDENTIFIED BY 'geheim'",
        "GRANT SELECT, INSERT ON customer TO guest");

    assertThat(target().as("guest", "geheim").check())
        .extracting(CheckFailure::problem)
        .satisfiesExactlyInAnyOrder(
            problem -> assertThat(problem).contains("UPDATE command denied"),
            problem -> assertThat(problem).contains("DELETE command denied"));
    assertThat(target().as("guest", "falsch").check())
        .singleElement()
        .satisfies(
            failure -> {
              assertThat(failure.problem()).contains("Access denied for user 'guest'");
              assertThat(failure.toString()).doesNotContain("falsch");
            });
    assertThat(target().table("nowhere.customer").check())
        .singleElement()
        .extracting(CheckFailure::problem)
        .asString()
        .contains("no database 'nowhere'");
    assertThat(target().url("jdbc:mysql://127.0.0.1:1/test").check())
        .singleElement()
        .extracting(CheckFailure::remedy)
        .asString()
        .contains("host and port");
  }

  @Test
  void a_dropped_table_is_fatal() throws Exception {
    try (TargetWriter writer = target().open()) {
      writer.write(List.of(customer(1, "a", null)));
      database.execute("DROP TABLE customer");

      TargetException gone =
          catchThrowableOfType(
              TargetException.class, () -> writer.write(List.of(customer(2, "b", null))));

      assertThat(gone.kind()).isEqualTo(Kind.FATAL);
      assertThat(gone.detail()).isEqualTo("42S02");
    }
  }

  @Test
  void a_restarted_server_costs_one_transient_failure() throws Exception {
    try (TargetWriter writer = target().open()) {
      writer.write(List.of(customer(1, "a", null)));

      database.server().restart();
      TargetException lost =
          catchThrowableOfType(
              TargetException.class, () -> writer.write(List.of(customer(2, "b", null))));
      writer.write(List.of(customer(2, "b", null)));

      assertThat(lost.kind()).isEqualTo(Kind.TRANSIENT);
      assertThat(customers()).containsExactly("1|a|null", "2|b|null");
    }
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
