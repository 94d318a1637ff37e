package io.esync.connectors.filesystem;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.DataType;
import io.esync.operators.model.EntityKey;
import io.esync.operators.model.Field;
import io.esync.operators.model.Origin;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.SourceVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangeLineTest {
  private static final Origin ORIGIN =
      new Origin("crm", "public.customers", new SourceVersion(0, 93, 1), 1_500_000L, 0, false);
  private static final RowSchema SCHEMA =
      RowSchema.of(
          List.of(new Field("id", DataType.BIGINT), new Field("email", DataType.STRING)),
          List.of("id"));

  @Test
  void an_upsert_has_the_fields_the_operation_and_where_it_comes_from() throws IOException {
    Row row = Row.of(SCHEMA, 42L, "ada@example.org");

    assertThat(line(ChangeOp.UPSERT, row, ORIGIN))
        .isEqualTo(
            "{\"id\":42,\"email\":\"ada@example.org\",\"_op\":\"upsert\",\"_source\":\"crm\","
                + "\"_version\":\"0/93/1\",\"_timestamp\":\"1970-01-01T00:00:01.500Z\"}\n");
  }

  @Test
  void a_delete_has_the_key_alone_and_an_unknown_time_is_null() throws IOException {
    Row row = Row.of(SCHEMA, 42L, "ada@example.org").keyRow();

    assertThat(line(ChangeOp.DELETE, row, ORIGIN.withTimestamp(Origin.UNKNOWN_TIME)))
        .isEqualTo(
            "{\"id\":42,\"_op\":\"delete\",\"_source\":\"crm\",\"_version\":\"0/93/1\","
                + "\"_timestamp\":null}\n");
  }

  @Test
  void null_is_written_and_an_absent_field_is_not() throws IOException {
    assertThat(line(ChangeOp.UPSERT, Row.of(SCHEMA, 42L, null), ORIGIN)).contains("\"email\":null");
    assertThat(line(ChangeOp.UPSERT, Row.of(SCHEMA, 42L, Row.ABSENT), ORIGIN))
        .doesNotContain("email");
  }

  @Test
  void fields_named_like_ours_stay_apart_from_them() throws IOException {
    RowSchema schema =
        RowSchema.of(
            List.of(
                new Field("_op", DataType.STRING),
                new Field("__op", DataType.STRING),
                new Field("_other", DataType.STRING)),
            List.of());

    JsonNode json =
        new ObjectMapper()
            .readTree(line(ChangeOp.UPSERT, Row.of(schema, "mine", "too", "free"), ORIGIN));

    assertThat(json.get("_op").textValue()).isEqualTo("upsert");
    assertThat(json.get("__op").textValue()).isEqualTo("mine");
    assertThat(json.get("___op").textValue()).isEqualTo("too");
    assertThat(json.get("_other").textValue()).isEqualTo("free");
  }

  private static String line(ChangeOp op, Row row, Origin origin) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new ChangeLine()
        .encode(new ChangeRecord(EntityKey.of("customer", row.get(0)), op, row, origin), out);
    return out.toString(UTF_8);
  }
}
