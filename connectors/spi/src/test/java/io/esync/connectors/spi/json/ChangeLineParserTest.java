package io.esync.connectors.spi.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.DataType;
import io.esync.operators.model.Field;
import io.esync.operators.model.Origin;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowJson;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.SourceChange;
import io.esync.operators.model.SourceVersion;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangeLineParserTest {
  private static final SourceVersion PLACE = new SourceVersion(0, 1, 0);
  private static final long INGESTED = 1234;
  private static final RowSchema SCHEMA =
      RowSchema.of(
          List.of(new Field("id", DataType.BIGINT), new Field("email", DataType.STRING)),
          List.of("id"));
  private final ChangeLineParser parser = new ChangeLineParser("crm", Map.of("customers", SCHEMA));

  @Test
  void an_upsert_needs_no_more_than_its_stream_and_row() {
    SourceChange change =
        parser.parse(
            "{\"stream\": \"customers\", \"after\": {\"id\": 1}}",
            new SourceVersion(0, 7, 0),
            INGESTED);

    assertThat(change.op()).isEqualTo(ChangeOp.UPSERT);
    assertThat(change.after()).isEqualTo(Row.of(SCHEMA, 1L, Row.ABSENT));
    assertThat(change.before()).isNull();
    assertThat(change.origin())
        .isEqualTo(
            new Origin(
                "crm",
                "customers",
                new SourceVersion(0, 7, 0),
                Origin.UNKNOWN_TIME,
                INGESTED,
                false));
  }

  @Test
  void a_delete_tells_its_key_its_time_and_its_version() {
    SourceChange change =
        parser.parse(
            "{\"stream\": \"customers\", \"op\": \"delete\", \"before\": {\"id\": 1, \"email\": null},"
                + " \"timestamp\": \"2026-01-01T00:00:00Z\", \"version\": \"2/93/18446744073709551615\","
                + " \"snapshot\": true}",
            PLACE,
            INGESTED);

    assertThat(change.op()).isEqualTo(ChangeOp.DELETE);
    assertThat(change.before()).isEqualTo(Row.of(SCHEMA, 1L, null));
    assertThat(change.origin().instant()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
    assertThat(change.origin().version()).isEqualTo(new SourceVersion(2, 93, -1));
    assertThat(change.origin().snapshot()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "boolean | true",
        "int | -2147483648",
        "bigint | 9223372036854775807",
        "decimal(5,2) | \"1.50\"",
        "decimal | \"1E+3\"",
        "decimal | \"0.00000001\"",
        "float | 0.1",
        "float | \"-Infinity\"",
        "double | 4.9E-324",
        "double | \"NaN\"",
        "string | \"a\\\"b\\n😀\"",
        "bytes | \"AP8=\"",
        "date | \"2024-02-29\"",
        "time | \"10:15:00.000001\"",
        "timestamp | \"2024-01-02T03:04:00\"",
        "timestamptz | \"1970-01-01T00:00:00.000000001Z\"",
        "uuid | \"00000000-0000-0001-0000-000000000002\"",
        "json | {\"a\":[1,1.00,null]}",
        "array<array<decimal>> | [null,[\"10\"]]",
        "string | null"
      })
  void a_value_is_read_as_it_was_written(String type, String json) {
    Field field = new Field("value", DataType.parse(type));
    RowSchema schema = RowSchema.of(List.of(new Field("id", DataType.INT), field), List.of("id"));

    SourceChange change =
        new ChangeLineParser("crm", Map.of("t", schema))
            .parse(
                "{\"stream\": \"t\", \"after\": {\"id\": 1, \"value\": " + json + "}}",
                PLACE,
                INGESTED);

    assertThat(RowJson.text(change.after())).isEqualTo("{\"id\":1,\"value\":" + json + "}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{ | not a line of JSON",
        "[] | not a JSON object",
        "{} | 'stream' is missing",
        "{\"stream\":\"orders\"} | stream 'orders' is not declared; there are [customers]",
        "{\"stream\":\"customers\",\"befor\":{}} | unknown member 'befor'",
        "{\"stream\":\"customers\",\"op\":\"insert\"} | op 'insert' is neither upsert nor delete",
        "{\"stream\":\"customers\"} | an upsert needs 'after'",
        "{\"stream\":\"customers\",\"op\":\"delete\",\"after\":{\"id\":1}} | a delete 'before' alone",
        "{\"stream\":\"customers\",\"after\":{\"email\":\"a\"}} | key field 'id' is missing",
        "{\"stream\":\"customers\",\"after\":{\"id\":1,\"name\":2}} | field 'name' is not declared",
        "{\"stream\":\"customers\",\"after\":{\"id\":\"1\"}} | field 'id': \"1\" is no bigint",
        "{\"stream\":\"customers\",\"after\":{\"id\":1.5}} | field 'id': 1.5 is no bigint",
        "{\"stream\":\"customers\",\"after\":{\"id\":9223372036854775808}} | is no bigint",
        "{\"stream\":\"customers\",\"after\":{\"id\":1},\"timestamp\":\"today\"} | timestamp 'today'",
        "{\"stream\":\"customers\",\"after\":{\"id\":1},\"version\":\"1\"} | version '1' is not"
      })
  void a_mistaken_line_says_what_is_wrong(String line, String message) {
    assertThatThrownBy(() -> parser.parse(line, PLACE, INGESTED))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void a_number_of_a_billion_digits_is_refused_at_once() {
    RowSchema schema =
        RowSchema.of(
            List.of(new Field("id", DataType.INT), new Field("balance", DataType.decimal(18, 2))),
            List.of("id"));
    LineParser rows =
        new RowLineParser("crm", "t", schema, new RowLineParser.Deletes(null, null), false);

    assertThatThrownBy(() -> rows.parse("{\"id\": 1, \"balance\": 1E999999999}", PLACE, INGESTED))
        .hasMessageContaining("field 'balance'");
  }
}
