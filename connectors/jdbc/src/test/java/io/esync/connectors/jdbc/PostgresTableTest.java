package io.esync.connectors.jdbc;

import static io.esync.connectors.jdbc.Changes.field;
import static io.esync.connectors.jdbc.Changes.schema;
import static io.esync.connectors.jdbc.Changes.upsert;
import static io.esync.connectors.jdbc.SharedPostgres.columns;
import static io.esync.connectors.jdbc.SharedPostgres.customers;
import static io.esync.connectors.jdbc.SharedPostgres.target;
import static io.esync.connectors.jdbc.TestTarget.failure;
import static io.esync.connectors.jdbc.TestTarget.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.esync.connectors.spi.CheckFailure;
import io.esync.connectors.spi.TargetException;
import io.esync.connectors.spi.TargetException.Kind;
import io.esync.connectors.spi.TargetWriter;
import io.esync.connectors.testkit.PostgresServer;
import io.esync.operators.model.DataType;
import io.esync.operators.model.Field;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.SchemaEvolution;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How tables are made, and what they must be. */
class PostgresTableTest {
  private static final Field ID = field("id", DataType.BIGINT);
  private static final Field EMAIL = field("email", DataType.STRING);
  private static final Field TAGS = field("tags", DataType.arrayOf(DataType.STRING));
  private static final RowSchema NARROW = schema(ID, EMAIL);
  private static final RowSchema WIDE = schema(ID, EMAIL, TAGS);

  private static final PostgresServer SERVER = SharedPostgres.get();

  @BeforeEach
  void emptyDatabase() {
    SharedPostgres.empty();
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
                SERVER,
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
    SERVER.execute(
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
}
