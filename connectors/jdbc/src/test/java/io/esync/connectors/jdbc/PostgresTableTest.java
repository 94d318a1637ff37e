package io.esync.connectors.jdbc;

import static io.esync.connectors.jdbc.Changes.field;
import static io.esync.connectors.jdbc.Changes.schema;
import static io.esync.connectors.jdbc.Changes.upsert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.esync.connectors.spi.CheckFailure;
import io.esync.connectors.spi.TargetException;
import io.esync.connectors.spi.TargetException.Kind;
import io.esync.connectors.spi.TargetWriter;
import io.esync.connectors.testkit.PostgresServer;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.DataType;
import io.esync.operators.model.Field;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.SchemaEvolution;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Making, checking and changing tables. */
class PostgresTableTest {
  private static final Field ID = field("id", DataType.BIGINT);
  private static final Field EMAIL = field("email", DataType.STRING);
  private static final Field TAGS = field("tags", DataType.arrayOf(DataType.STRING));
  private static final RowSchema NARROW = schema(ID, EMAIL);
  private static final RowSchema WIDE = schema(ID, EMAIL, TAGS);

  private static PostgresServer server;

  @BeforeAll
  static void start() {
    server = PostgresServer.start();
    server.execute("postgres", "CREATE USER guest PASSWORD 'geheim'");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void emptyDatabase() {
    server.execute("postgres", "DROP SCHEMA public CASCADE", "CREATE SCHEMA public");
  }

  private static TestTarget target() {
    return TestTarget.at(server.jdbcUrl("postgres"), server.user(), server.password());
  }

  private static void write(TestTarget target, ChangeRecord... changes) throws TargetException {
    try (TargetWriter writer = target.open()) {
      writer.write(List.of(changes));
    }
  }

  private static TargetException failure(TestTarget target, ChangeRecord... changes) {
    return catchThrowableOfType(TargetException.class, () -> write(target, changes));
  }

  private static List<String> columns() {
    return PostgresTable.query(
        server,
        "SELECT attname, format_type(atttypid, atttypmod), attnotnull FROM pg_attribute"
            + " WHERE attrelid = 'customer'::regclass AND attnum > 0 ORDER BY attnum");
  }

  private static List<String> customers() {
    return PostgresTable.query(server, "SELECT * FROM customer ORDER BY id");
  }

  private static List<String> problems(TestTarget target) {
    return target.check().stream().map(CheckFailure::problem).toList();
  }

  @Test
  void a_missing_table_is_made_from_the_contract_when_the_writer_opens() throws Exception {
    try (TargetWriter writer =
        target()
            .fields(ID, EMAIL, field("balance", DataType.decimal(18, 2)), TAGS)
            .required("email")
            .open()) {
      writer.write(List.of());
    }

    assertThat(columns())
        .containsExactly("id|bigint|t", "email|text|t", "balance|numeric(18,2)|f", "tags|text[]|f");
    assertThat(
            PostgresTable.query(
                server,
                "SELECT pg_get_constraintdef(oid) FROM pg_constraint"
                    + " WHERE conrelid = 'customer'::regclass AND contype = 'p'"))
        .containsExactly("PRIMARY KEY (id)");
  }

  @Test
  void a_missing_table_is_made_from_the_first_row_where_nothing_is_declared() throws Exception {
    write(target().keyFromRows(), upsert(WIDE, 1L, "a", List.of("x")));

    assertThat(columns()).containsExactly("id|bigint|t", "email|text|f", "tags|text[]|f");
    assertThat(customers()).containsExactly("1|a|{x}");
  }

  @Test
  void a_table_that_may_not_be_made_is_fatal_and_named() {
    TestTarget target = target().neverCreate().table("crm");

    TargetException failure = failure(target);

    assertThat(failure.kind()).isEqualTo(Kind.FATAL);
    assertThat(failure).hasMessageContaining("'crm' does not exist");
    assertThat(problems(target)).singleElement().asString().contains("'crm' does not exist");
  }

  @Test
  void all_that_does_not_fit_is_said_at_once() {
    server.execute(
        "postgres",
        "CREATE TABLE customer (id bigint, email integer, vip boolean NOT NULL,"
            + " full_name text GENERATED ALWAYS AS ('x') STORED, since date NOT NULL DEFAULT now(),"
            + " UNIQUE (email))");
    TestTarget target =
        target()
            .fields(ID, EMAIL, TAGS, field("full_name", DataType.STRING))
            .evolution(SchemaEvolution.FAIL);

    List<String> problems = problems(target);
    TargetException failure = failure(target);

    assertThat(problems)
        .containsExactlyInAnyOrder(
            "table 'customer': column 'email' is integer, but the entity's field is string",
            "table 'customer': it has no column 'tags'",
            "table 'customer': column 'full_name' is computed by the database",
            "table 'customer': it has neither primary key nor unique constraint on exactly (id);"
                + " it has one on (email)",
            "table 'customer': column 'vip' is NOT NULL without a default, and the entity has no"
                + " such field");
    assertThat(failure.kind()).isEqualTo(Kind.FATAL);
    problems.forEach(problem -> assertThat(failure).hasMessageContaining(problem));
  }

  @Test
  void a_row_whose_type_changed_is_refused_and_others_go_on() throws Exception {
    RowSchema changed = schema(ID, field("email", DataType.INT));
    try (TargetWriter writer = target().open()) {
      writer.write(List.of(upsert(NARROW, 1L, "a")));

      TargetException failure =
          catchThrowableOfType(
              TargetException.class, () -> writer.write(List.of(upsert(changed, 2L, 5))));
      writer.write(List.of(upsert(NARROW, 3L, "c")));

      assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
      assertThat(failure.detail()).isEqualTo("42804");
      assertThat(customers()).containsExactly("1|a", "3|c");
    }
  }

  @Test
  void a_refused_row_is_written_after_its_table_was_mended() throws Exception {
    server.execute("postgres", "CREATE TABLE customer (id bigint PRIMARY KEY, email varchar(3))");
    try (TargetWriter writer = target().evolution(SchemaEvolution.FAIL).open()) {
      ChangeRecord longer = upsert(NARROW, 1L, "longer");
      ChangeRecord wider = upsert(WIDE, 2L, "b", List.of("x"));
      assertThat(refusal(writer, longer).detail()).isEqualTo("22001");
      assertThat(refusal(writer, wider).detail()).isEqualTo("42703");

      server.execute(
          "postgres",
          "ALTER TABLE customer ALTER email TYPE varchar(30)",
          "ALTER TABLE customer ADD tags text[]");
      writer.write(List.of(longer));
      writer.write(List.of(wider));
    }

    assertThat(customers()).containsExactly("1|longer|null", "2|b|{x}");
  }

  private static TargetException refusal(TargetWriter writer, ChangeRecord change) {
    return catchThrowableOfType(TargetException.class, () -> writer.write(List.of(change)));
  }

  @Test
  void columns_of_wider_types_and_enums_take_the_values() throws Exception {
    server.execute(
        "postgres",
        "CREATE TYPE mood AS ENUM ('ok', 'sad')",
        "CREATE DOMAIN short AS varchar(3) CHECK (value <> 'bad')",
        "CREATE TABLE customer (id numeric PRIMARY KEY, email mood, code short, doc jsonb)");
    RowSchema schema =
        schema(
            ID,
            field("email", DataType.STRING),
            field("code", DataType.STRING),
            field("doc", DataType.JSON));

    write(target(), upsert(schema, 1L, "ok", "abc", "{\"a\":  1}"));

    assertThat(customers()).containsExactly("1|ok|abc|{\"a\": 1}");
    assertThat(failure(target(), upsert(schema, 2L, "glad", null, null)).detail())
        .isEqualTo("22P02");
    assertThat(failure(target(), upsert(schema, 2L, null, "abcd", null)).detail())
        .isEqualTo("22001");
    assertThat(failure(target(), upsert(schema, 2L, null, "bad", null)).detail())
        .isEqualTo("23514");
  }

  @Test
  void evolve_adds_the_column_of_a_new_field() throws Exception {
    try (TargetWriter writer = target().open();
        TargetWriter other = target().open()) {
      writer.write(List.of(upsert(NARROW, 1L, "a")));
      other.write(List.of(upsert(NARROW, 2L, "b")));

      writer.write(List.of(upsert(WIDE, 3L, "c", List.of("x")), upsert(NARROW, 4L, "d")));
      other.write(List.of(upsert(WIDE, 1L, "a", List.of("y"))));
    }

    assertThat(customers()).containsExactly("1|a|{y}", "2|b|null", "3|c|{x}", "4|d|null");
  }

  @Test
  void evolve_adds_declared_fields_when_the_writer_opens() throws Exception {
    write(target(), upsert(NARROW, 1L, "a"));

    write(target().fields(ID, EMAIL, TAGS));

    assertThat(columns()).containsExactly("id|bigint|t", "email|text|f", "tags|text[]|f");
  }

  @Test
  void ignore_leaves_a_new_field_out() throws Exception {
    write(target(), upsert(NARROW, 1L, "a"));

    write(target().evolution(SchemaEvolution.IGNORE), upsert(WIDE, 2L, "b", List.of("x")));

    assertThat(customers()).containsExactly("1|a", "2|b");
  }

  @Test
  void fail_refuses_a_row_that_carries_a_new_field_and_no_other() throws Exception {
    write(target(), upsert(NARROW, 1L, "a"));
    TestTarget target = target().evolution(SchemaEvolution.FAIL);

    TargetException failure = failure(target, upsert(WIDE, 2L, "b", List.of("x")));
    write(target, upsert(WIDE, 3L, "c", Row.ABSENT));

    assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
    assertThat(failure.detail()).isEqualTo("42703");
    assertThat(failure).hasMessageContaining("'tags'");
    assertThat(customers()).containsExactly("1|a", "3|c");
  }

  @Test
  void a_name_that_the_database_would_cut_is_refused() {
    TestTarget target = target().table("t".repeat(64));

    assertThat(failure(target, upsert(NARROW, 1L, "a"))).hasMessageContaining("63 bytes");
    assertThat(problems(target)).singleElement().asString().contains("63 bytes");
  }

  @Test
  void two_writers_may_make_the_same_table_at_the_same_time() throws Exception {
    List<Thread> threads = new ArrayList<>();
    List<Throwable> failures = new CopyOnWriteArrayList<>();
    for (int i = 0; i < 6; i++) {
      long id = i;
      Thread thread =
          new Thread(
              () -> {
                try {
                  write(target().fields(ID, EMAIL), upsert(NARROW, id, "a"));
                } catch (TargetException e) {
                  failures.add(e);
                }
              });
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(failures).isEmpty();
    assertThat(customers()).hasSize(6);
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

    assertThat(PostgresTable.query(server, "SELECT to_regclass('customer')"))
        .containsExactly("null");
  }

  @Test
  void the_check_names_missing_privileges_with_the_statement_that_grants_them() {
    server.execute(
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
    TestTarget database = target().url(server.jdbcUrl("nowhere"));
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
    assertThat(failure(target().url(server.jdbcUrl("nowhere"))).kind()).isEqualTo(Kind.FATAL);
    assertThat(failure(target().url("jdbc:postgresql://127.0.0.1:1/postgres")).kind())
        .isEqualTo(Kind.TRANSIENT);
  }
}
