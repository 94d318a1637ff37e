package io.esync.connectors.jdbc;

import static io.esync.connectors.jdbc.Changes.field;
import static io.esync.connectors.jdbc.Changes.schema;
import static io.esync.connectors.jdbc.Changes.upsert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.esync.connectors.spi.TargetException;
import io.esync.connectors.spi.TargetException.Kind;
import io.esync.connectors.spi.TargetWriter;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.DataType;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.TypeKind;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@EnumSource(MySqlFamily.class)
class MySqlTypesTest {
  private static final UUID ID = UUID.fromString("00000000-0000-0000-ffff-ffffffffffff");

  private final MySqlFamily family;
  private final MySqlDatabase database;

  MySqlTypesTest(MySqlFamily family) {
    this.family = family;
    this.database = family.database();
  }

  /** A value with its text as {@code form} of the column gives it. */
  record Case(DataType type, Object value, String form, String text) {
    /** MariaDB keeps JSON as it was written, without blanks; MySQL writes it anew. */
    boolean isArray() {
      return type.kind() == TypeKind.ARRAY;
    }

    @Override
    public String toString() {
      return type + " " + text;
    }
  }

  private static Case of(DataType type, Object value, String text) {
    return new Case(type, value, "concat(value)", text);
  }

  static Stream<Case> held() {
    return Stream.of(
        of(DataType.BOOLEAN, true, "1"),
        of(DataType.INT, Integer.MIN_VALUE, "-2147483648"),
        of(DataType.BIGINT, Long.MIN_VALUE, "-9223372036854775808"),
        of(
            DataType.decimal(65, 30),
            new BigDecimal("9".repeat(35) + "." + "1".repeat(30)),
            "9".repeat(35) + "." + "1".repeat(30)),
        of(DataType.decimal(18, 2), new BigDecimal("-1.5"), "-1.50"),
        of(DataType.DECIMAL, new BigDecimal("1E-30"), "0." + "0".repeat(29) + "1"),
        of(DataType.FLOAT, 0.1f, "0.1"),
        of(DataType.DOUBLE, 0.1 + 0.2, "0.30000000000000004"),
        of(DataType.DOUBLE, Double.MAX_VALUE, "1.7976931348623157e308"),
        of(DataType.DOUBLE, -0.0, "-0"),
        of(DataType.STRING, "ä€𝄞 '\"\\\n\0 ", "ä€𝄞 '\"\\\n\0 "),
        new Case(DataType.BYTES, new byte[] {0, -1, 39, 92}, "hex(value)", "00FF275C"),
        new Case(DataType.BYTES, new byte[] {}, "hex(value)", ""),
        of(DataType.DATE, LocalDate.of(9999, 12, 31), "9999-12-31"),
        new Case(
            DataType.TIME,
            LocalTime.of(23, 59, 59, 999_999_000),
            "concat(value)",
            "23:59:59.999999"),
        new Case(
            DataType.TIMESTAMP,
            LocalDateTime.of(2024, 3, 31, 2, 30, 0, 1000),
            "concat(value)",
            "2024-03-31 02:30:00.000001"),
        new Case(
            DataType.TIMESTAMPTZ,
            Instant.parse("2124-03-31T01:30:00.000001Z"),
            "concat(value)",
            "2124-03-31 01:30:00.000001"),
        of(DataType.UUID, ID, ID.toString()),
        of(
            DataType.JSON,
            "{\"a\": [1, 1.5, 18446744073709551615, \"x\"]}",
            "{\"a\": [1, 1.5, 18446744073709551615, \"x\"]}"),
        of(DataType.arrayOf(DataType.STRING), Arrays.asList("a\"\n", null), "[\"a\\\"\\n\", null]"),
        of(
            DataType.arrayOf(DataType.decimal(30, 10)),
            List.of(new BigDecimal("12345678901234567890.0123456789")),
            "[\"12345678901234567890.0123456789\"]"));
  }

  static Stream<Case> refused() {
    return Stream.of(
        of(DataType.DECIMAL, new BigDecimal("9".repeat(1000)), "1000 digits"),
        of(DataType.DECIMAL, new BigDecimal("9".repeat(40)), "40 digits"),
        of(DataType.DECIMAL, new BigDecimal("1E-31"), "31 digits after the point"),
        of(DataType.DOUBLE, Double.NaN, "NaN"),
        of(DataType.FLOAT, Float.NEGATIVE_INFINITY, "-Infinity"),
        of(DataType.DATE, LocalDate.of(-1, 1, 1), "2 BC"),
        of(DataType.TIMESTAMPTZ, Instant.parse("+10000-01-01T00:00:00Z"), "year 10000"),
        of(DataType.TIMESTAMP, LocalDateTime.of(2024, 1, 1, 0, 0, 0, 1), "nanoseconds"),
        of(DataType.JSON, "{\"a\": ", "broken json"));
  }

  @BeforeEach
  void emptyDatabase() {
    database.execute("DROP TABLE IF EXISTS customer");
  }

  private static RowSchema schemaOf(Case given) {
    return schema(field("id", DataType.INT), field("value", given.type()));
  }

  @ParameterizedTest
  @MethodSource("held")
  void a_value_comes_back_as_it_was_written(Case given) throws Exception {
    List<ChangeRecord> batch = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      batch.add(upsert(schemaOf(given), i, i == 0 ? null : given.value()));
    }

    try (TargetWriter writer = database.target().open()) {
      writer.write(batch);
      writer.write(batch);
    }

    assertThat(database.query("SELECT " + given.form() + " FROM customer ORDER BY id"))
        .map(
            text ->
                family == MySqlFamily.MARIADB && given.isArray() ? text.replace(",", ", ") : text)
        .containsExactly("null", given.text(), given.text(), given.text(), given.text());
  }

  @Test
  void a_long_number_in_json_is_kept_or_refused_and_never_rounded() throws Exception {
    Case given = of(DataType.JSON, "{\"a\": 0.12345678901234567890}", "a long number");
    try (TargetWriter writer = database.target().open()) {
      List<ChangeRecord> batch = List.of(upsert(schemaOf(given), 1, given.value()));
      if (family == MySqlFamily.MARIADB) {
        writer.write(batch);

        assertThat(database.query("SELECT value FROM customer"))
            .containsExactly((String) given.value());
      } else {
        assertThat(catchThrowableOfType(TargetException.class, () -> writer.write(batch)).kind())
            .isEqualTo(Kind.REFUSED);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("refused")
  void a_value_that_there_is_no_place_for_is_refused(Case given) throws Exception {
    try (TargetWriter writer = database.target().open()) {
      TargetException failure =
          catchThrowableOfType(
              TargetException.class,
              () -> writer.write(List.of(upsert(schemaOf(given), 1, given.value()))));

      assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
      assertThat(failure).hasMessageContaining("value");
      assertThat(database.query("SELECT * FROM customer")).isEmpty();
    }
  }
}
