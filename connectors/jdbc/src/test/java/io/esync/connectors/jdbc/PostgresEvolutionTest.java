package io.esync.connectors.jdbc;

import static io.esync.connectors.jdbc.Changes.field;
import static io.esync.connectors.jdbc.Changes.schema;
import static io.esync.connectors.jdbc.Changes.upsert;
import static io.esync.connectors.jdbc.SharedPostgres.columns;
import static io.esync.connectors.jdbc.SharedPostgres.customers;
import static io.esync.connectors.jdbc.SharedPostgres.target;
import static io.esync.connectors.jdbc.TestTarget.failure;
import static io.esync.connectors.jdbc.TestTarget.refusal;
import static io.esync.connectors.jdbc.TestTarget.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

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
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows that come to have other fields, or fields of other types, than their table. */
class PostgresEvolutionTest {
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
    SERVER.execute("postgres", "CREATE TABLE customer (id bigint PRIMARY KEY, email varchar(3))");
    try (TargetWriter writer = target().evolution(SchemaEvolution.FAIL).open()) {
      ChangeRecord longer = upsert(NARROW, 1L, "longer");
      ChangeRecord wider = upsert(WIDE, 2L, "b", List.of("x"));
      assertThat(refusal(writer, longer).detail()).isEqualTo("22001");
      assertThat(refusal(writer, wider).detail()).isEqualTo("42703");

      SERVER.execute(
          "postgres",
          "ALTER TABLE customer ALTER email TYPE varchar(30)",
          "ALTER TABLE customer ADD tags text[]");
      writer.write(List.of(longer));
      writer.write(List.of(wider));
    }

    assertThat(customers()).containsExactly("1|longer|null", "2|b|{x}");
  }

  @Test
  void columns_of_wider_types_and_enums_take_the_values() throws Exception {
    SERVER.execute(
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
}
