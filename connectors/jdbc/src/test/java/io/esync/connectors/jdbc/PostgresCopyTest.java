package io.esync.connectors.jdbc;

import static io.esync.connectors.jdbc.Changes.field;
import static io.esync.connectors.jdbc.Changes.schema;
import static io.esync.connectors.jdbc.Changes.upsert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.esync.connectors.spi.TargetException;
import io.esync.connectors.spi.TargetException.Kind;
import io.esync.connectors.spi.TargetWriter;
import io.esync.connectors.testkit.PostgresServer;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.DataType;
import io.esync.operators.model.RowSchema;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A trigger of the table notes the statements that wrote to it; another one counts the attempts to
 * copy in a sequence, which no rollback turns back.
 */
class PostgresCopyTest {
  private static final RowSchema NOTE =
      schema(field("id", DataType.BIGINT), field("note", DataType.STRING));

  private static PostgresServer server;

  @BeforeAll
  static void start() {
    server = PostgresServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void createTable() {
    server.execute(
        "postgres",
        "DROP SCHEMA public CASCADE",
        "CREATE SCHEMA public",
        "CREATE TABLE statements (id serial, verb text)",
        "CREATE FUNCTION note_statement() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO"
            + " statements (verb) VALUES (split_part(current_query(), '' '', 1)); RETURN NULL;"
            + " END'",
        "CREATE TABLE customer (id bigint PRIMARY KEY, note text)",
        "CREATE TRIGGER noted AFTER INSERT ON customer FOR EACH STATEMENT EXECUTE FUNCTION"
            + " note_statement()",
        "CREATE SEQUENCE attempts",
        "CREATE FUNCTION count_attempt() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN IF"
            + " current_query() LIKE ''COPY%'' THEN PERFORM nextval(''attempts''); END IF; RETURN"
            + " NULL; END'",
        "CREATE TRIGGER counted BEFORE INSERT ON customer FOR EACH STATEMENT EXECUTE FUNCTION"
            + " count_attempt()");
  }

  private static TestTarget target() {
    return TestTarget.at(server.jdbcUrl("postgres"), server.user(), server.password());
  }

  private static List<ChangeRecord> notes(long from, long to, String note) {
    return LongStream.range(from, to).mapToObj(id -> upsert(NOTE, id, note)).toList();
  }

  private static List<String> statements() {
    return PostgresTable.query(server, "SELECT verb FROM statements ORDER BY id");
  }

  private static List<String> summary() {
    return PostgresTable.query(
        server, "SELECT note, count(*) FROM customer GROUP BY note ORDER BY note");
  }

  @Test
  void many_new_rows_are_copied_and_few_are_not() throws Exception {
    try (TargetWriter writer = target().open()) {
      writer.write(notes(0, 200, "a"));
      writer.write(notes(200, 210, "b"));
    }

    assertThat(statements()).containsExactly("COPY", "INSERT");
    assertThat(summary()).containsExactly("a|200", "b|10");
  }

  @Test
  void text_is_copied_to_the_last_letter() throws Exception {
    List<String> texts =
        List.of("", "\\N", "\\.", "tab\there", "two\nlines\r\n", "back\\slash\\\\", "ünïcødé 🙂");
    try (TargetWriter writer = target().open()) {
      writer.write(
          LongStream.range(0, 700)
              .mapToObj(id -> upsert(NOTE, id, texts.get((int) (id % texts.size()))))
              .toList());
    }

    assertThat(statements()).containsExactly("COPY");
    assertThat(PostgresTable.query(server, "SELECT note FROM customer ORDER BY id LIMIT 7"))
        .isEqualTo(texts);
  }

  @Test
  void null_is_copied_as_null() throws Exception {
    try (TargetWriter writer = target().open()) {
      writer.write(notes(0, 200, null));
    }

    assertThat(statements()).containsExactly("COPY");
    assertThat(PostgresTable.query(server, "SELECT count(*) FROM customer WHERE note IS NULL"))
        .containsExactly("200");
  }

  @Test
  void rows_that_exist_are_changed_and_copying_rests_longer_each_time() throws Exception {
    try (TargetWriter writer = target().open()) {
      writer.write(notes(0, 200, "a"));
      for (int i = 0; i < 6; i++) {
        writer.write(notes(100, 300, "b" + i));
      }
      writer.write(notes(1000, 1200, "c"));
      writer.write(notes(2000, 2200, "d"));
    }

    assertThat(summary()).containsExactly("a|100", "b5|200", "c|200", "d|200");
    assertThat(statements())
        .containsExactly(
            "COPY", "INSERT", "INSERT", "INSERT", "INSERT", "INSERT", "INSERT", "COPY", "COPY");
    assertThat(PostgresTable.query(server, "SELECT last_value FROM attempts")).containsExactly("5");
  }

  @Test
  void a_refused_row_is_refused_as_by_an_upsert() throws Exception {
    server.execute("postgres", "ALTER TABLE customer ADD CHECK (note <> 'bad')");
    List<ChangeRecord> batch =
        LongStream.range(0, 200)
            .mapToObj(id -> upsert(NOTE, id, id == 150 ? "bad" : "good"))
            .toList();

    try (TargetWriter writer = target().open()) {
      TargetException refusal =
          catchThrowableOfType(TargetException.class, () -> writer.write(batch));

      assertThat(refusal.kind()).isEqualTo(Kind.REFUSED);
      assertThat(refusal).hasMessageContaining("customer_note_check");
      writer.write(notes(500, 700, "good"));
    }
    assertThat(summary()).containsExactly("good|200");
  }

  @Test
  void a_column_that_reads_text_otherwise_than_a_cast_does_is_not_copied_to() throws Exception {
    server.execute("postgres", "ALTER TABLE customer ADD COLUMN flag double precision");
    RowSchema flagged = schema(field("id", DataType.BIGINT), field("flag", DataType.FLOAT));
    try (TargetWriter writer = target().open()) {
      writer.write(LongStream.range(0, 200).mapToObj(id -> upsert(flagged, id, 0.1f)).toList());
    }

    assertThat(statements()).containsExactly("INSERT");
    assertThat(PostgresTable.query(server, "SELECT DISTINCT flag FROM customer"))
        .containsExactly("0.10000000149011612");
  }

  @Test
  void whole_numbers_are_copied_to_columns_of_other_exact_types() throws Exception {
    server.execute(
        "postgres",
        "ALTER TABLE customer ADD COLUMN small smallint, ADD COLUMN exact numeric(9,2)");
    RowSchema numbers =
        schema(
            field("id", DataType.INT),
            field("small", DataType.INT),
            field("exact", DataType.BIGINT));
    try (TargetWriter writer = target().open()) {
      writer.write(
          IntStream.range(0, 200).mapToObj(id -> upsert(numbers, id, id - 100, 7L)).toList());
      List<ChangeRecord> tooLarge =
          IntStream.range(200, 400).mapToObj(id -> upsert(numbers, id, 40_000, 7L)).toList();

      TargetException refusal =
          catchThrowableOfType(TargetException.class, () -> writer.write(tooLarge));

      assertThat(refusal.kind()).isEqualTo(Kind.REFUSED);
    }

    assertThat(statements()).containsExactly("COPY");
    assertThat(
            PostgresTable.query(
                server, "SELECT min(small), max(small), min(exact), count(*) FROM customer"))
        .containsExactly("-100|99|7.00|200");
  }
}
