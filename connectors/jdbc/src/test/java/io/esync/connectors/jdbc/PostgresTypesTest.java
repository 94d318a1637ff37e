package io.esync.connectors.jdbc;

import static io.esync.connectors.jdbc.Changes.field;
import static io.esync.connectors.jdbc.Changes.schema;
import static io.esync.connectors.jdbc.Changes.upsert;
import static org.assertj.core.api.Assertions.assertThat;

import io.esync.connectors.spi.TargetWriter;
import io.esync.connectors.testkit.PostgresServer;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.DataType;
import io.esync.operators.model.RowSchema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PostgresTypesTest {
  private static final UUID ID = UUID.fromString("00000000-0000-0000-ffff-ffffffffffff");
  private static final String LONG_NUMBER = "9".repeat(700) + "." + "1".repeat(299) + "7";

  private static PostgresServer server;

  /** Values of one type with the text that PostgreSQL has for each; NULL goes along everywhere. */
  record Values(DataType type, List<Object> values, List<String> texts) {
    @Override
    public String toString() {
      return type.toString();
    }
  }

  private static Values of(DataType type, Object... valueAndText) {
    List<Object> values = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < valueAndText.length; i += 2) {
      values.add(valueAndText[i]);
      texts.add((String) valueAndText[i + 1]);
    }
    return new Values(type, values, texts);
  }

  static Stream<Values> types() {
    return Stream.of(
        of(DataType.BOOLEAN, true, "true", false, "false"),
        of(DataType.INT, Integer.MIN_VALUE, "-2147483648", Integer.MAX_VALUE, "2147483647"),
        of(
            DataType.BIGINT,
            Long.MIN_VALUE,
            "-9223372036854775808",
            Long.MAX_VALUE,
            "9223372036854775807"),
        of(
            DataType.decimal(18, 2),
            new BigDecimal("-9999999999999999.99"),
            "-9999999999999999.99",
            new BigDecimal("1.5000"),
            "1.50"),
        of(
            DataType.DECIMAL,
            new BigDecimal(LONG_NUMBER),
            LONG_NUMBER,
            new BigDecimal("1.500"),
            "1.500",
            new BigDecimal(BigInteger.ONE, -20),
            "100000000000000000000",
            new BigDecimal("1E-20"),
            "0.00000000000000000001"),
        of(
            DataType.FLOAT,
            Float.NaN,
            "NaN",
            Float.POSITIVE_INFINITY,
            "Infinity",
            Float.MIN_VALUE,
            "1e-45",
            -0.0f,
            "-0",
            3.4028235e38f,
            "3.4028235e+38"),
        of(
            DataType.DOUBLE,
            Double.NaN,
            "NaN",
            Double.NEGATIVE_INFINITY,
            "-Infinity",
            Double.MIN_VALUE,
            "5e-324",
            -0.0,
            "-0",
            0.1 + 0.2,
            "0.30000000000000004",
            Double.MAX_VALUE,
            "1.7976931348623157e+308"),
        of(
            DataType.STRING,
            "",
            "",
            "NULL",
            "NULL",
            " a\\b\"c'd{e},\t\n\r ",
            " a\\b\"c'd{e},\t\n\r ",
            "\u0001äß€漢𝄞\uFEFF",
            "\u0001äß€漢𝄞\uFEFF"),
        of(DataType.BYTES, new byte[] {}, "\\x", new byte[] {0, -1, 92, 34, 10}, "\\x00ff5c220a"),
        of(
            DataType.DATE,
            LocalDate.of(2024, 2, 29),
            "2024-02-29",
            LocalDate.of(-4712, 1, 1),
            "4713-01-01 BC",
            LocalDate.of(0, 1, 1),
            "0001-01-01 BC",
            LocalDate.of(1, 1, 1),
            "0001-01-01",
            LocalDate.of(5874897, 12, 31),
            "5874897-12-31"),
        of(
            DataType.TIME,
            LocalTime.MIDNIGHT,
            "00:00:00",
            LocalTime.of(23, 59, 59, 999_999_000),
            "23:59:59.999999"),
        of(
            DataType.TIMESTAMP,
            LocalDateTime.of(2024, 3, 31, 2, 30),
            "2024-03-31 02:30:00",
            LocalDateTime.of(-4712, 1, 1, 0, 0, 0, 1000),
            "4713-01-01 00:00:00.000001 BC",
            LocalDateTime.of(294276, 12, 31, 23, 59, 59, 999_999_000),
            "294276-12-31 23:59:59.999999"),
        of(
            DataType.TIMESTAMPTZ,
            Instant.parse("2024-03-31T01:30:00.000001Z"),
            "2024-03-31 01:30:00.000001+00",
            Instant.parse("0000-12-31T23:59:59Z"),
            "0001-12-31 23:59:59+00 BC",
            Instant.parse("+294276-12-31T23:59:59.999999Z"),
            "294276-12-31 23:59:59.999999+00"),
        of(DataType.UUID, ID, ID.toString()),
        of(
            DataType.JSON,
            "{\"b\": 1.50,  \"a\": [\"x\\\"y\", null]}",
            "{\"b\": 1.50,  \"a\": [\"x\\\"y\", null]}",
            "null",
            "null"),
        of(
            DataType.arrayOf(DataType.INT),
            List.of(),
            "{}",
            Arrays.asList(1, null, -3),
            "{1,NULL,-3}"),
        of(
            DataType.arrayOf(DataType.STRING),
            Arrays.asList("", "NULL", null, "a,\"b\"\\{c}", " "),
            "{\"\",\"NULL\",NULL,\"a,\\\"b\\\"\\\\{c}\",\" \"}"),
        of(DataType.arrayOf(DataType.BYTES), List.of(new byte[] {0, 92}), "{\"\\\\x005c\"}"),
        of(DataType.arrayOf(DataType.decimal(10, 2)), List.of(new BigDecimal("1.20")), "{1.20}"),
        of(
            DataType.arrayOf(DataType.DOUBLE),
            List.of(Double.NaN, Double.POSITIVE_INFINITY),
            "{NaN,Infinity}"),
        of(
            DataType.arrayOf(DataType.TIMESTAMPTZ),
            List.of(Instant.EPOCH),
            "{\"1970-01-01 00:00:00+00\"}"),
        of(DataType.arrayOf(DataType.UUID), List.of(ID), "{" + ID + "}"),
        of(DataType.arrayOf(DataType.JSON), List.of("{\"a\":1}"), "{\"{\\\"a\\\":1}\"}"),
        of(
            DataType.arrayOf(DataType.arrayOf(DataType.INT)),
            List.of(List.of(1, 2), List.of(3, 4)),
            "{{1,2},{3,4}}"));
  }

  @BeforeAll
  static void start() {
    server = PostgresServer.start();
    server.execute("postgres", "ALTER DATABASE postgres SET timezone = 'UTC'");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @MethodSource("types")
  void every_value_of_a_type_comes_back_as_it_was_written(Values given) throws Exception {
    RowSchema schema = schema(field("id", DataType.INT), field("value", given.type()));
    List<ChangeRecord> batch = new ArrayList<>(List.of(upsert(schema, -1, null)));
    for (int i = 0; i < given.values().size(); i++) {
      batch.add(upsert(schema, i, given.values().get(i)));
    }
    server.execute("postgres", "DROP TABLE IF EXISTS customer");

    try (TargetWriter writer =
        TestTarget.at(server.jdbcUrl("postgres"), server.user(), server.password()).open()) {
      writer.write(batch);
      writer.write(batch);
    }

    List<String> expected = new ArrayList<>(List.of("null"));
    expected.addAll(given.texts());
    assertThat(PostgresTable.query(server, "SELECT value::text FROM customer ORDER BY id"))
        .isEqualTo(expected);
  }
}
