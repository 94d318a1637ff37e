package io.esync.connectors.jdbc;

import static io.esync.connectors.jdbc.Changes.field;
import static io.esync.connectors.jdbc.Changes.schema;
import static io.esync.connectors.jdbc.Changes.upsert;
import static io.esync.connectors.jdbc.SharedPostgres.target;
import static io.esync.connectors.jdbc.TestTarget.failure;
import static io.esync.connectors.jdbc.TestTarget.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.esync.connectors.spi.CheckFailure;
import io.esync.connectors.spi.TargetException.Kind;
import io.esync.connectors.testkit.PostgresServer;
import io.esync.operators.model.DataType;
import io.esync.operators.model.Field;
import io.esync.operators.model.RowSchema;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is said before anything is written. */
class PostgresCheckTest {
  private static final Field ID = field("id", DataType.BIGINT);
  private static final Field EMAIL = field("email", DataType.STRING);
  private static final RowSchema NARROW = schema(ID, EMAIL);

  private static final PostgresServer SERVER = SharedPostgres.get();

  @BeforeEach
  void emptyDatabase() {
    SharedPostgres.empty();
    SERVER.execute("postgres", "DROP ROLE IF EXISTS guest", "CREATE USER guest PASSWORD 'geheim'");
  }

  private static List<String> problems(TestTarget target) {
    return target.check().stream().map(CheckFailure::problem).toList();
  }

  @Test
  void a_target_that_fits_passes_the_check() throws Exception {
    assertThat(target().fields(ID, EMAIL).check()).isEmpty();
    write(target(), upsert(NARROW, 1L, "a"));
    assertThat(target().fields(ID, EMAIL).check()).isEmpty();
  }

  @Test
  void the_check_makes_nothing() {
    assertThat(target().fields(ID, EMAIL).check()).isEmpty();

    assertThat(PostgresTable.query(SERVER, "SELECT to_regclass('customer')"))
        .containsExactly("null");
  }

  @Test
  void the_check_names_missing_privileges_with_the_statement_that_grants_them() {
    SERVER.execute(
        "postgres",
        "GRANT USAGE ON SCHEMA public TO guest",
        "CREATE TABLE customer (id bigint PRIMARY KEY, email text)",
        "GRANT SELECT, INSERT ON customer TO guest");
    TestTarget guest = target().as("guest", "geheim").fields(ID, EMAIL);

    assertThat(guest.check())
        .extracting(CheckFailure::remedy)
        .containsExactlyInAnyOrder(
            "GRANT UPDATE ON \"customer\" TO \"guest\"",
            "GRANT DELETE ON \"customer\" TO \"guest\"");
    assertThat(problems(guest.table("other")))
        .singleElement()
        .asString()
        .contains("may not create tables in schema 'public'");
    assertThat(problems(target().table("nowhere.customer")))
        .singleElement()
        .asString()
        .contains("no schema 'nowhere'");
  }

  @Test
  void the_check_tells_wrong_credentials_database_and_address_apart() {
    TestTarget wrong = target().as("guest", "not-geheim");
    TestTarget database = target().url(SERVER.jdbcUrl("nowhere"));
    TestTarget address = target().url("jdbc:postgresql://127.0.0.1:1/postgres");

    assertThat(wrong.check())
        .singleElement()
        .satisfies(
            failure -> {
              assertThat(failure.problem()).contains("password authentication failed");
              assertThat(failure.remedy()).contains("username 'guest'");
              assertThat(failure.toString()).doesNotContain("not-geheim");
            });
    assertThat(problems(database)).singleElement().asString().contains("\"nowhere\"");
    assertThat(address.check())
        .singleElement()
        .extracting(CheckFailure::remedy)
        .asString()
        .contains("host and port");
  }

  @Test
  void wrong_credentials_and_a_wrong_database_are_fatal_when_the_writer_opens() {
    assertThat(failure(target().as("guest", "wrong")).kind()).isEqualTo(Kind.FATAL);
    assertThat(failure(target().url(SERVER.jdbcUrl("nowhere"))).kind()).isEqualTo(Kind.FATAL);
    assertThat(failure(target().url("jdbc:postgresql://127.0.0.1:1/postgres")).kind())
        .isEqualTo(Kind.TRANSIENT);
  }
}
