package io.esync.operators.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowJsonTest {
  static Stream<Arguments> values() {
    return Stream.of(
        Arguments.of("boolean", true, "true"),
        Arguments.of("int", Integer.MIN_VALUE, "-2147483648"),
        Arguments.of("bigint", Long.MAX_VALUE, "9223372036854775807"),
        Arguments.of("decimal(5,2)", new BigDecimal("1.50"), "\"1.50\""),
        Arguments.of("decimal", new BigDecimal("0.00000001"), "\"0.00000001\""),
        Arguments.of("decimal", new BigDecimal("1E+3"), "\"1E+3\""),
        Arguments.of("decimal", new BigDecimal("1E-2000000000"), "\"1E-2000000000\""),
        Arguments.of("float", 0.1f, "0.1"),
        Arguments.of("double", -0.0, "-0.0"),
        Arguments.of("double", Double.MIN_VALUE, "4.9E-324"),
        Arguments.of("double", Double.NaN, "\"NaN\""),
        Arguments.of("float", Float.NEGATIVE_INFINITY, "\"-Infinity\""),
        Arguments.of("string", "a\"b\\c\n\u0001é😀\u2028", "\"a\\\"b\\\\c\\n\\u0001é😀\\u2028\""),
        Arguments.of("bytes", new byte[] {0, -1}, "\"AP8=\""),
        Arguments.of("date", LocalDate.of(2024, 2, 29), "\"2024-02-29\""),
        Arguments.of("date", LocalDate.of(-44, 3, 15), "\"-0044-03-15\""),
        Arguments.of("time", LocalTime.of(10, 15), "\"10:15:00\""),
        Arguments.of("time", LocalTime.of(10, 15, 0, 1000), "\"10:15:00.000001\""),
        Arguments.of("timestamp", LocalDateTime.of(2024, 1, 2, 3, 4), "\"2024-01-02T03:04:00\""),
        Arguments.of(
            "timestamptz", Instant.ofEpochSecond(0, 1), "\"1970-01-01T00:00:00.000000001Z\""),
        Arguments.of("uuid", new UUID(1, 2), "\"00000000-0000-0001-0000-000000000002\""),
        Arguments.of("json", "{ \"a\" : [1, 1.00] }", "{\"a\":[1,1.00]}"),
        Arguments.of("json", "{broken", "\"{broken\""),
        Arguments.of("array<int>", List.of(), "[]"),
        Arguments.of(
            "array<array<decimal>>",
            Arrays.asList(null, List.of(BigDecimal.TEN)),
            "[null,[\"10\"]]"),
        Arguments.of("string", null, "null"));
  }

  @ParameterizedTest
  @MethodSource("values")
  void a_value_is_written_without_loss(String type, Object value, String expected) {
    StringBuilder out = new StringBuilder();

    RowJson.appendValue(DataType.parse(type), value, out);

    assertThat(out).hasToString(expected);
  }

  @Test
  void an_absent_field_is_left_out_and_null_is_not() {
    RowSchema schema =
        RowSchema.of(
            List.of(
                new Field("a", DataType.INT),
                new Field("b", DataType.INT),
                new Field("c", DataType.INT)),
            List.of());

    assertThat(RowJson.text(Row.of(schema, Row.ABSENT, null, 3))).isEqualTo("{\"b\":null,\"c\":3}");
    assertThat(RowJson.text(Row.of(schema, Row.ABSENT, Row.ABSENT, Row.ABSENT))).isEqualTo("{}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"b\":1,\"a\":{\"b\":[true,false,null]},\"b\":-0.10e+05}",
        "\"a b \\n\\u00e9\"",
        "[]",
        "{}",
        "0"
      })
  void json_without_spaces_stays_as_it_is(String json) {
    assertThat(JsonText.compact(json)).contains(json);
  }

  @Test
  void spaces_are_dropped_between_tokens_only() {
    assertThat(JsonText.compact(" { \"a b\" : [ 1 ,\n\t2 ] , \"c\" : { } } "))
        .contains("{\"a b\":[1,2],\"c\":{}}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[1,]",
        "{\"a\"}",
        "{\"a\":1,}",
        "{a:1}",
        "01",
        "1.",
        "+1",
        "1e",
        "-",
        "nul",
        "\"a",
        "\"a\nb\"",
        "\"\\x\"",
        "\"\\u12g4\"",
        "1 2",
        "[1}",
        "NaN",
        "'a'"
      })
  void text_that_is_no_json_is_told_apart(String text) {
    assertThat(JsonText.compact(text)).isEmpty();
  }

  @Test
  void nesting_that_would_exhaust_the_stack_is_no_json() {
    assertThat(JsonText.compact("[".repeat(100_000) + "]".repeat(100_000))).isEmpty();
  }
}
