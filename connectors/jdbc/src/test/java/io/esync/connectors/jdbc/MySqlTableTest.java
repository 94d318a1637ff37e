package io.esync.connectors.jdbc;

import static io.esync.connectors.jdbc.Changes.delete;
import static io.esync.connectors.jdbc.Changes.field;
import static io.esync.connectors.jdbc.Changes.schema;
import static io.esync.connectors.jdbc.Changes.upsert;
import static io.esync.connectors.jdbc.TestTarget.refusal;
import static io.esync.connectors.jdbc.TestTarget.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.esync.connectors.spi.TargetException;
import io.esync.connectors.spi.TargetException.Kind;
import io.esync.connectors.spi.TargetWriter;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.DataType;
import io.esync.operators.model.Field;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.SchemaEvolution;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** How tables are made, checked and widened. */
@ParameterizedClass
@EnumSource(MySqlFamily.class)
class MySqlTableTest {
  private static final Field ID = field("id", DataType.BIGINT);
  private static final Field EMAIL = field("email", DataType.STRING);
  private static final Field TAGS = field("tags", DataType.arrayOf(DataType.STRING));
  private static final RowSchema NARROW = schema(ID, EMAIL);
  private static final RowSchema WIDE = schema(ID, EMAIL, TAGS);

  private final MySqlFamily family;
  private final MySqlDatabase database;

  MySqlTableTest(MySqlFamily family) {
    this.family = family;
    this.database = family.database();
  }

  @BeforeEach
  void emptyDatabase() {
    database.execute("DROP TABLE IF EXISTS customer");
  }

  private List<String> customers() {
    return database.query("SELECT * FROM customer ORDER BY id");
  }

  private List<String> columns() {
    return database.query(
        "SELECT COLUMN_NAME, IS_NULLABLE, COLUMN_KEY FROM information_schema.COLUMNS"
            + " WHERE TABLE_SCHEMA = 'esync' AND TABLE_NAME = 'customer' ORDER BY ORDINAL_POSITION");
  }

  @Test
  void a_missing_table_is_made_from_the_contract_when_the_writer_opens() throws Exception {
    write(database.target().fields(ID, EMAIL, TAGS).required("email"));

    assertThat(columns()).containsExactly("id|NO|PRI", "email|NO|", "tags|YES|");
    assertThat(database.target().fields(ID, EMAIL, TAGS).required("email").check()).isEmpty();
  }

  @Test
  void several_writers_may_make_and_widen_the_same_table_at_the_same_time() throws Exception {
    List<CompletableFuture<Void>> writing =
        IntStream.range(0, 4)
            .mapToObj(
                id ->
                    CompletableFuture.runAsync(
                        () -> {
                          try {
                            write(
                                database.target(),
                                upsert(NARROW, (long) id, "a"),
                                upsert(WIDE, (long) (10 + id), "b", List.of("x")));
                          } catch (TargetException e) {
                            throw new IllegalStateException(e);
                          }
                        }))
            .toList();
    writing.forEach(CompletableFuture::join);

    assertThat(database.query("SELECT count(*), count(tags) FROM customer")).containsExactly("8|4");
  }

  @Test
  void evolve_adds_declared_fields_when_the_writer_opens() throws Exception {
    write(database.target(), upsert(NARROW, 1L, "a"));

    write(database.target().fields(ID, EMAIL, TAGS));

    assertThat(columns()).containsExactly("id|NO|PRI", "email|YES|", "tags|YES|");
  }

  @Test
  void ignore_leaves_a_new_field_out() throws Exception {
    write(database.target(), upsert(NARROW, 1L, "a"));

    write(database.target().evolution(SchemaEvolution.IGNORE), upsert(WIDE, 2L, "b", List.of("x")));

    assertThat(customers()).containsExactly("1|a", "2|b");
  }

  @Test
  void fail_refuses_a_row_that_carries_a_new_field_until_the_table_has_it() throws Exception {
    write(database.target(), upsert(NARROW, 1L, "a"));
    try (TargetWriter writer = database.target().evolution(SchemaEvolution.FAIL).open()) {
      ChangeRecord wider = upsert(WIDE, 2L, "b", List.of("x"));
      TargetException refused = refusal(writer, wider);
      writer.write(List.of(upsert(NARROW, 3L, "c")));

      assertThat(refused.kind()).isEqualTo(Kind.REFUSED);
      assertThat(refused).hasMessageContaining("tags");
      database.execute("ALTER TABLE customer ADD COLUMN tags json");
      writer.write(List.of(wider));
    }

    assertThat(customers()).containsExactly("1|a|null", "2|b|[\"x\"]", "3|c|null");
  }

  @Test
  void a_row_whose_type_changed_is_refused_and_others_go_on() throws Exception {
    RowSchema changed = schema(ID, field("email", DataType.INT));
    database.execute("CREATE TABLE customer (id bigint PRIMARY KEY, email date)");
    write(database.target().neverCreate());
    database.execute("DROP TABLE customer");
    try (TargetWriter writer = database.target().open()) {
      writer.write(List.of(upsert(changed, 1L, 5)));

      TargetException refused = refusal(writer, upsert(NARROW, 2L, "b"));
      writer.write(List.of(upsert(changed, 3L, 6)));

      assertThat(refused.kind()).isEqualTo(Kind.REFUSED);
      assertThat(refused).hasMessageContaining("email");
    }

    assertThat(customers()).containsExactly("1|5", "3|6");
  }

  @Test
  void a_row_takes_over_what_is_unique_to_a_row_deleted_in_the_same_batch() throws Exception {
    database.execute(
        "CREATE TABLE customer (id bigint PRIMARY KEY, email varchar(50) UNIQUE)",
        "INSERT INTO customer VALUES (1, 'a')");

    write(database.target(), upsert(NARROW, 2L, "a"), delete(NARROW, 1L));

    assertThat(customers()).containsExactly("2|a");
  }

  @Test
  void names_are_taken_as_they_are_written() throws Exception {
    database.execute("DROP TABLE IF EXISTS `Order ``1``; --`");
    RowSchema odd = schema(ID, field("select", DataType.STRING), field("ä?", DataType.INT));

    write(database.target().table("Order `1`; --"), upsert(odd, 1L, "x", 2));

    assertThat(database.query("SELECT `select`, `ä?` FROM `Order ``1``; --`"))
        .containsExactly("x|2");
  }

  @Test
  void keys_that_differ_in_case_or_accent_alone_are_different_rows() throws Exception {
    RowSchema named =
        RowSchema.of(
            List.of(field("id", DataType.STRING), field("n", DataType.INT)), List.of("id"));

    write(database.target(), upsert(named, "a", 1), upsert(named, "A", 2), upsert(named, "ä", 3));
    write(database.target(), delete(named, "A"));

    assertThat(database.query("SELECT n FROM customer ORDER BY n")).containsExactly("1", "3");
  }

  @Test
  void columns_of_wider_types_and_enums_take_the_values() throws Exception {
    database.execute(
        "CREATE TABLE customer (id decimal(20,0) PRIMARY KEY, email enum('ok','sad'), doc json)");
    RowSchema schema = schema(ID, EMAIL, field("doc", DataType.JSON));
    try (TargetWriter writer = database.target().open()) {
      writer.write(List.of(upsert(schema, 1L, "ok", "{\"a\": 1}")));

      assertThat(refusal(writer, upsert(schema, 2L, "glad", null)).kind()).isEqualTo(Kind.REFUSED);
      assertThat(refusal(writer, upsert(schema, 2L, null, "{")).kind()).isEqualTo(Kind.REFUSED);
    }

    assertThat(customers()).containsExactly("1|ok|{\"a\": 1}");
  }

  @Test
  void a_uuid_column_of_mariadb_takes_uuids() throws Exception {
    Assumptions.assumeTrue(family == MySqlFamily.MARIADB);
    database.execute("CREATE TABLE customer (id uuid PRIMARY KEY, other uuid, address inet6)");
    RowSchema schema = schema(field("id", DataType.UUID), field("other", DataType.UUID));
    UUID first = UUID.fromString("00000000-0000-0000-ffff-ffffffffffff");
    UUID second = UUID.fromString("ffffffff-ffff-1fff-8000-000000000001");

    write(database.target(), upsert(schema, first, second), upsert(schema, second, null));
    write(database.target(), upsert(schema, first, null), delete(schema, second));

    assertThat(
            Stream.of("id", "other")
                .flatMap(c -> database.query("SELECT " + c + " FROM customer").stream()))
        .containsExactly(first.toString(), "null");
  }
}
