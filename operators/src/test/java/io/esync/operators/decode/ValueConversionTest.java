package io.esync.operators.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.esync.operators.model.DataType;
import io.esync.operators.model.ErrorCode;
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
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ValueConversionTest {
  static Stream<Arguments> conversions() {
    return Stream.of(
        Arguments.of("int", 7, "bigint", 7L),
        Arguments.of("bigint", 7L, "int", 7),
        Arguments.of("int", 7, "decimal(5,2)", new BigDecimal("7.00")),
        Arguments.of("decimal(5,2)", new BigDecimal("7.00"), "int", 7),
        Arguments.of("decimal", new BigDecimal("1.2300"), "decimal(3,2)", new BigDecimal("1.23")),
        Arguments.of("decimal", new BigDecimal("12E+2"), "decimal(6,2)", new BigDecimal("1200.00")),
        Arguments.of(
            "decimal", new BigDecimal("0E+99999999"), "decimal(3,2)", new BigDecimal("0.00")),
        Arguments.of(
            "decimal", new BigDecimal("0E-99999999"), "decimal(3,2)", new BigDecimal("0.00")),
        Arguments.of("decimal(5,2)", new BigDecimal("0.50"), "double", 0.5),
        Arguments.of("float", 0.1f, "double", (double) 0.1f),
        Arguments.of("double", 0.5, "float", 0.5f),
        Arguments.of("double", Double.NaN, "float", Float.NaN),
        Arguments.of("double", Double.NEGATIVE_INFINITY, "float", Float.NEGATIVE_INFINITY),
        Arguments.of("double", 3.0, "bigint", 3L),
        Arguments.of("string", "7", "int", 7),
        Arguments.of("string", "7.5", "decimal(5,2)", new BigDecimal("7.50")),
        Arguments.of("string", "true", "boolean", true),
        Arguments.of("string", "2024-02-29", "date", LocalDate.of(2024, 2, 29)),
        Arguments.of("string", "10:15", "time", LocalTime.of(10, 15)),
        Arguments.of(
            "string", "2024-01-02 03:04:05", "timestamp", LocalDateTime.of(2024, 1, 2, 3, 4, 5)),
        Arguments.of(
            "string", "2024-01-02T03:04:05Z", "timestamptz", Instant.parse("2024-01-02T03:04:05Z")),
        Arguments.of("string", "00000000-0000-0001-0000-000000000002", "uuid", new UUID(1, 2)),
        Arguments.of("string", "{\"a\": 1}", "json", "{\"a\": 1}"),
        Arguments.of("json", "{\"a\": 1}", "string", "{\"a\": 1}"),
        Arguments.of("string", "0.1", "double", 0.1),
        Arguments.of("string", "1e2", "float", 100f),
        Arguments.of("string", "NaN", "double", Double.NaN),
        Arguments.of("boolean", true, "int", 1),
        Arguments.of("int", 0, "boolean", false),
        Arguments.of(
            "date", LocalDate.of(2024, 2, 29), "timestamp", LocalDateTime.of(2024, 2, 29, 0, 0)),
        Arguments.of(
            "timestamp", LocalDateTime.of(2024, 2, 29, 0, 0), "date", LocalDate.of(2024, 2, 29)),
        Arguments.of(
            "array<int>", Arrays.asList(1, null), "array<bigint>", Arrays.asList(1L, null)),
        Arguments.of("int", -7, "string", "-7"),
        Arguments.of("decimal", new BigDecimal("1E+3"), "string", "1000"),
        Arguments.of("decimal", new BigDecimal("1E+99999999"), "string", "1E+99999999"),
        Arguments.of("date", LocalDate.of(2024, 2, 29), "string", "2024-02-29"));
  }

  @ParameterizedTest
  @MethodSource("conversions")
  void a_value_is_converted_where_nothing_is_lost(
      String from, Object value, String to, Object expected) throws DecodeException {
    assertThat(ValueConversion.between("f", DataType.parse(from), DataType.parse(to)).apply(value))
        .isEqualTo(expected);
  }

  static Stream<Arguments> losses() {
    return Stream.of(
        Arguments.of("bigint", 3_000_000_000L, "int"),
        Arguments.of("bigint", (1L << 53) + 1, "double"),
        Arguments.of("decimal", new BigDecimal("7.5"), "int"),
        Arguments.of("decimal", new BigDecimal("1E+99999999"), "bigint"),
        Arguments.of("decimal", new BigDecimal("1E+99999999"), "decimal(18,2)"),
        Arguments.of("decimal", new BigDecimal("1E-99999999"), "decimal(18,2)"),
        Arguments.of("decimal", new BigDecimal("1E-99999999"), "double"),
        Arguments.of("decimal", new BigDecimal("1234.5"), "decimal(5,2)"),
        Arguments.of("decimal", new BigDecimal("1.234"), "decimal(5,2)"),
        Arguments.of("decimal", new BigDecimal("0.1"), "double"),
        Arguments.of("double", 0.1, "float"),
        Arguments.of("double", Double.NaN, "decimal"),
        Arguments.of("double", Double.POSITIVE_INFINITY, "bigint"),
        Arguments.of("string", "secret", "int"),
        Arguments.of("string", "TRUE", "boolean"),
        Arguments.of("string", "1-1-1-1-1", "uuid"),
        Arguments.of("string", "0.10000000000000001", "double"),
        Arguments.of("string", "0x1p3", "double"),
        Arguments.of("string", "1e999", "double"),
        Arguments.of("int", 2, "boolean"),
        Arguments.of("timestamp", LocalDateTime.of(2024, 2, 29, 0, 1), "date"),
        Arguments.of("array<bigint>", List.of(3_000_000_000L), "array<int>"),
        Arguments.of("string", "2024-02-30", "date"),
        Arguments.of("string", "secret", "timestamptz"),
        Arguments.of("string", "1E+99999999", "decimal(18,2)"),
        Arguments.of("string", "secret", "uuid"),
        Arguments.of("string", "{secret", "json"));
  }

  @ParameterizedTest
  @MethodSource("losses")
  void a_value_that_would_lose_something_is_refused_without_being_shown(
      String from, Object value, String to) throws DecodeException {
    ValueConversion conversion =
        ValueConversion.between("f", DataType.parse(from), DataType.parse(to));

    DecodeException refusal =
        catchThrowableOfType(DecodeException.class, () -> conversion.apply(value));

    assertThat(refusal.code()).isEqualTo(ErrorCode.TYPE_MISMATCH);
    assertThat(refusal)
        .hasMessage(
            "field 'f' is declared "
                + to
                + " and the source sends "
                + from
                + ": the value does not fit");
  }

  @Test
  void between_timestamps_with_and_without_zone_the_zone_must_be_named() {
    DecodeException refusal =
        catchThrowableOfType(
            DecodeException.class,
            () -> ValueConversion.between("f", DataType.TIMESTAMP, DataType.TIMESTAMPTZ));

    assertThat(refusal)
        .hasMessage(
            "field 'f' is declared timestamptz and the source sends timestamp; name the zone in"
                + " map: <field> at time zone 'UTC'");
  }

  @ParameterizedTest
  @CsvSource({
    "bytes,int",
    "boolean,date",
    "date,timestamptz",
    "bytes,string",
    "array<int>,string",
    "double,string"
  })
  void types_that_never_fit_are_refused_at_once(String from, String to) {
    DecodeException refusal =
        catchThrowableOfType(
            DecodeException.class,
            () -> ValueConversion.between("f", DataType.parse(from), DataType.parse(to)));

    assertThat(refusal).hasMessage("field 'f' is declared " + to + " and the source sends " + from);
  }
}
