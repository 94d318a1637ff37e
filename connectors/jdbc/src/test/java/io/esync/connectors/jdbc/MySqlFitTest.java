package io.esync.connectors.jdbc;

import static io.esync.connectors.jdbc.Changes.field;
import static io.esync.connectors.jdbc.Changes.schema;
import static io.esync.connectors.jdbc.Changes.upsert;
import static io.esync.connectors.jdbc.TestTarget.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.esync.connectors.spi.CheckFailure;
import io.esync.connectors.spi.TargetException;
import io.esync.connectors.spi.TargetException.Kind;
import io.esync.connectors.spi.TargetWriter;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.DataType;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.SchemaEvolution;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Tables that do not fit, are gone, or come to have another column. */
@ParameterizedClass
@EnumSource(MySqlFamily.class)
class MySqlFitTest {
  private static final RowSchema CUSTOMER =
      schema(
          field("id", DataType.BIGINT),
          field("email", DataType.STRING),
          field("balance", DataType.decimal(18, 2)));

  private final MySqlDatabase database;

  MySqlFitTest(MySqlFamily family) {
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
}
