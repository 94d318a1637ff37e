package io.esync.connectors.filesystem.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.esync.connectors.filesystem.FilesystemConfig.Format;
import io.esync.connectors.filesystem.FilesystemConfig.Mode;
import io.esync.connectors.filesystem.FilesystemRoute;
import io.esync.connectors.spi.TargetContext.Contract;
import io.esync.connectors.spi.TargetContext.Route;
import io.esync.connectors.spi.TargetException;
import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.DataType;
import io.esync.operators.model.EntityKey;
import io.esync.operators.model.Field;
import io.esync.operators.model.Origin;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowJson;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.SchemaEvolution;
import io.esync.operators.model.SourceVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FileRowEncoderTest {
  private static final Origin ORIGIN =
      new Origin("crm", "public.customers", new SourceVersion(0, 93, 1), 1_500_000L, 0, false);
  private static final Field ID = new Field("id", DataType.BIGINT);
  private static final Field EMAIL = new Field("email", DataType.STRING);
  private static final RowSchema SCHEMA = RowSchema.of(List.of(ID, EMAIL), List.of("id"));

  @Test
  void an_upsert_has_the_fields_the_operation_and_where_it_comes_from() throws Exception {
    FileRow encoded = encoder(Format.JSON_LINES).encode(upsert(42L, "ada@example.org"));

    assertThat(RowJson.text(encoded.row()))
        .matches(
            "\\{\"id\":42,\"email\":\"ada@example.org\",\"_op\":\"upsert\",\"_source\":\"crm\","
                + "\"_version\":\"0/93/1\",\"_timestamp\":\"1970-01-01T00:00:01.500Z\","
                + "\"_sequence\":\\d{16}}");
    assertThat(encoded.folder()).isEqualTo("customer");
  }

  @Test
  void a_delete_has_the_key_alone_and_an_unknown_time_is_null() throws Exception {
    ChangeRecord change =
        change(ChangeOp.DELETE, Row.of(SCHEMA.keySchema(), 42L), Origin.UNKNOWN_TIME);

    assertThat(RowJson.text(encoder(Format.JSON_LINES).encode(change).row()))
        .startsWith(
            "{\"id\":42,\"_op\":\"delete\",\"_source\":\"crm\",\"_version\":\"0/93/1\","
                + "\"_timestamp\":null,");
  }

  @Test
  void null_is_written_and_an_absent_field_is_not() throws Exception {
    FileRowEncoder encoder = encoder(Format.JSON_LINES);

    assertThat(RowJson.text(encoder.encode(upsert(1L, null)).row())).contains("\"email\":null");
    assertThat(RowJson.text(encoder.encode(upsert(1L, Row.ABSENT)).row())).doesNotContain("email");
  }

  @Test
  void fields_named_like_ours_stay_apart_from_them() throws Exception {
    RowSchema schema =
        RowSchema.of(
            List.of(
                new Field("_op", DataType.STRING),
                new Field("__sequence", DataType.STRING),
                new Field("_absent", DataType.STRING),
                new Field("_other", DataType.STRING)),
            List.of("_op"));
    ChangeRecord change = change(ChangeOp.UPSERT, Row.of(schema, "mine", "too", "3", "free"), 0);

    Row row = encoder(Format.PARQUET).encode(change).row();

    assertThat(row.get("_op")).isEqualTo("upsert");
    assertThat(row.get("__op")).isEqualTo("mine");
    assertThat(row.get("___sequence")).isEqualTo("too");
    assertThat(row.get("__absent")).isEqualTo("3");
    assertThat(row.get("_other")).isEqualTo("free");
    assertThat(row.schema().key()).containsExactly("__op");
  }

  @Test
  void later_changes_have_a_higher_sequence_however_fast_they_come() throws Exception {
    FileRowEncoder encoder = encoder(Format.PARQUET);
    long before = 0;
    for (int i = 0; i < 10_000; i++) {
      long sequence = (Long) encoder.encode(upsert(1L, "x")).row().get("_sequence");
      assertThat(sequence).isGreaterThan(before);
      before = sequence;
    }
  }

  @Test
  void deletes_and_narrower_rows_go_into_the_file_of_the_wider_ones() throws Exception {
    FileRowEncoder encoder = encoder(Format.PARQUET);
    RowSchema narrow = RowSchema.of(List.of(ID), List.of("id"));

    RowSchema whole = encoder.encode(upsert(1L, "x")).row().schema();
    FileRow delete = encoder.encode(change(ChangeOp.DELETE, Row.of(narrow, 1L), 0));
    FileRow without = encoder.encode(change(ChangeOp.UPSERT, Row.of(narrow, 1L), 0));

    assertThat(delete.row().schema()).isEqualTo(whole);
    assertThat(delete.row().get("email")).isEqualTo(Row.ABSENT);
    assertThat(without.row().schema()).isEqualTo(whole);
  }

  @Test
  void a_new_field_is_in_each_row_from_then_on_after_the_others() throws Exception {
    FileRowEncoder encoder =
        encoder(Format.PARQUET, Mode.CHANGELOG, contract(SchemaEvolution.EVOLVE));
    encoder.encode(upsert(1L, "x"));

    FileRow wider = encoder.encode(wider());

    assertThat(wider.row().get(2)).isEqualTo("+1");
    assertThat(encoder.encode(upsert(1L, "x")).row().schema()).isEqualTo(wider.row().schema());
  }

  @Test
  void a_field_that_is_not_declared_is_left_out_or_refused_as_the_contract_says() throws Exception {
    FileRow ignored =
        encoder(Format.PARQUET, Mode.CHANGELOG, contract(SchemaEvolution.IGNORE)).encode(wider());
    assertThat(ignored.row().get("phone")).isEqualTo(Row.ABSENT);

    assertThatThrownBy(
            () ->
                encoder(Format.PARQUET, Mode.CHANGELOG, contract(SchemaEvolution.FAIL))
                    .encode(wider()))
        .isInstanceOf(TargetException.class)
        .hasMessageStartingWith("field 'phone' is not declared");
  }

  @Test
  void appended_rows_have_their_own_fields_alone_and_deletes_are_left_out() throws Exception {
    FileRowEncoder encoder = encoder(Format.PARQUET, Mode.APPEND, contract(SchemaEvolution.EVOLVE));

    assertThat(encoder.encode(upsert(1L, "x")).row()).hasToString("{id=1, email=x}");
    assertThat(encoder.encode(change(ChangeOp.DELETE, Row.of(SCHEMA.keySchema(), 1L), 0))).isNull();
    assertThatThrownBy(() -> encoder.encode(upsert(1L, Row.ABSENT)))
        .hasMessageStartingWith("the change does not carry field 'email'");
  }

  @Test
  void a_value_that_a_binary_file_would_change_is_refused() throws Exception {
    RowSchema schema = RowSchema.of(List.of(new Field("t", DataType.TIMESTAMPTZ)), List.of());
    ChangeRecord change = change(ChangeOp.UPSERT, Row.of(schema, Instant.ofEpochSecond(1, 1)), 0);

    assertThatThrownBy(() -> encoder(Format.AVRO).encode(change))
        .isInstanceOf(TargetException.class)
        .hasMessageStartingWith("field 't': a timestamptz that the files cannot hold")
        .hasMessageEndingWith("it has nanoseconds");
    assertThat(encoder(Format.CSV).encode(change).row().get("t"))
        .isEqualTo(Instant.ofEpochSecond(1, 1));
  }

  @Test
  void folders_are_named_by_fields_and_expressions() throws Exception {
    Map<String, String> partitions = new LinkedHashMap<>();
    partitions.put("day", "cast(_timestamp as date)");
    partitions.put("domain", "split_part(email, '@', 2)");
    FileRowEncoder encoder = partitioned(partitions);

    assertThat(encoder.encode(upsert(1L, "a@b/c d")).folder())
        .isEqualTo("crm/day=1970-01-01/domain=b%2Fc%20d");
    assertThat(encoder.encode(upsert(1L, null)).folder())
        .isEqualTo("crm/day=1970-01-01/domain=__HIVE_DEFAULT_PARTITION__");
    ChangeRecord delete = change(ChangeOp.DELETE, Row.of(SCHEMA.keySchema(), 1L), 0);
    assertThat(encoder.encode(delete).folder())
        .isEqualTo("crm/day=1970-01-01/domain=__HIVE_DEFAULT_PARTITION__");
    long later = Duration.ofDays(1).toNanos() / 1000;
    assertThat(
            encoder.encode(change(ChangeOp.DELETE, Row.of(SCHEMA.keySchema(), 1L), later)).folder())
        .startsWith("crm/day=1970-01-02/");
  }

  @Test
  void a_partition_that_is_no_expression_is_refused_when_the_graph_is_built() {
    assertThatThrownBy(() -> partitioned(Map.of("x", "no_such_field")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("partition_by: x: ")
        .hasMessageContaining("no_such_field");
    assertThatThrownBy(() -> new FilesystemRoute(null, Map.of("a/b", "id")))
        .hasMessageContaining("'a/b' must consist of");
  }

  private static FileRowEncoder partitioned(Map<String, String> partitions) {
    Route<FilesystemRoute> route =
        new Route<>(new FilesystemRoute("crm", partitions), contract(SchemaEvolution.EVOLVE));
    return new FileRowEncoder(Format.PARQUET, Mode.CHANGELOG, Map.of("customer", route));
  }

  private static FileRowEncoder encoder(Format format) {
    Contract none =
        new Contract("customer", List.of(), List.of(), List.of(), SchemaEvolution.EVOLVE);
    return encoder(format, Mode.CHANGELOG, none);
  }

  private static FileRowEncoder encoder(Format format, Mode mode, Contract contract) {
    return new FileRowEncoder(
        format, mode, Map.of("customer", new Route<>(new FilesystemRoute(null), contract)));
  }

  private static Contract contract(SchemaEvolution evolution) {
    return new Contract("customer", List.of("id"), List.of(ID, EMAIL), List.of(), evolution);
  }

  private static ChangeRecord wider() {
    RowSchema schema =
        RowSchema.of(List.of(ID, new Field("phone", DataType.STRING), EMAIL), List.of("id"));
    return change(ChangeOp.UPSERT, Row.of(schema, 1L, "+1", "x"), 0);
  }

  private static ChangeRecord upsert(long id, Object email) {
    return change(ChangeOp.UPSERT, Row.of(SCHEMA, id, email), ORIGIN.timestamp());
  }

  private static ChangeRecord change(ChangeOp op, Row row, long timestamp) {
    return new ChangeRecord(
        EntityKey.of("customer", row.get(0)), op, row, ORIGIN.withTimestamp(timestamp));
  }
}
