package io.esync.connectors.cdc;

import static java.math.BigDecimal.ONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.esync.connectors.testkit.contract.SourceRun;
import io.esync.operators.model.ErrorCode;
import io.esync.operators.model.Malformed;
import io.esync.operators.model.SourceChange;
import io.esync.operators.model.SourceRecord;
import io.esync.operators.model.Values;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every value of every type is equal, copied and streamed, or else malformed; none is changed. */
final class TypeMatrixTest {
  @RegisterExtension static final MiniClusterExtension CLUSTER = Clusters.ofSlots(2);

  /** Stands for a value that our types do not have. */
  private static final Object MALFORMED = new Object();

  /** A value of a type, as SQL and as it must arrive. */
  private record Case(String type, String sql, String expectedType, Object expected) {}

  private static Case of(String type, String sql, String expectedType, Object expected) {
    return new Case(type, sql, expectedType, expected);
  }

  private static final String DIGITS = "7".repeat(1000);

  private static final List<Case> CASES =
      List.of(
          of("boolean", "true", "boolean", true),
          of("boolean", "false", "boolean", false),
          of("boolean", "NULL", "boolean", null),
          of("smallint", "-32768", "int", -32768),
          of("int", "2147483647", "int", Integer.MAX_VALUE),
          of("bigint", "-9223372036854775808", "bigint", Long.MIN_VALUE),
          of("oid", "4294967295", "bigint", 4294967295L),
          of("numeric", DIGITS, "decimal", new BigDecimal(DIGITS)),
          of("numeric", "-0.000000001", "decimal", new BigDecimal("-0.000000001")),
          of("numeric", "'NaN'", "decimal", MALFORMED),
          of("numeric", "'-Infinity'", "decimal", MALFORMED),
          of("numeric(10,2)", "1.5", "decimal(10,2)", new BigDecimal("1.50")),
          of("numeric(10,2)", "'NaN'", "decimal(10,2)", MALFORMED),
          of("numeric(3,-2)", "12345", "decimal", new BigDecimal("12300")),
          of("numeric(2,5)", "0.00012", "decimal", new BigDecimal("0.00012")),
          of("real", "1.1", "float", 1.1f),
          of("real", "'NaN'", "float", Float.NaN),
          of("double precision", "0.1", "double", 0.1),
          of("double precision", "1.7976931348623157e308", "double", Double.MAX_VALUE),
          of("double precision", "5e-324", "double", Double.MIN_VALUE),
          of("double precision", "'-0'", "double", -0.0),
          of("double precision", "'NaN'", "double", Double.NaN),
          of("double precision", "'-Infinity'", "double", Double.NEGATIVE_INFINITY),
          of("text", "'Grüße 😀 \"q\" \\'", "string", "Grüße 😀 \"q\" \\"),
          of("text", "''", "string", ""),
          of("text", "E'a\\nb\\tc'", "string", "a\nb\tc"),
          of("varchar(5)", "'abc'", "string", "abc"),
          of("char(5)", "'abc'", "string", "abc  "),
          of("name", "'n'", "string", "n"),
          of("citext", "'MiXed'", "string", "MiXed"),
          of("bytea", "'\\x00ff10'", "bytes", new byte[] {0, -1, 16}),
          of("bytea", "''", "bytes", new byte[0]),
          of("date", "'2024-02-29'", "date", LocalDate.of(2024, 2, 29)),
          of("date", "'0044-03-15 BC'", "date", LocalDate.of(-43, 3, 15)),
          of("date", "'5874897-12-31'", "date", LocalDate.of(5874897, 12, 31)),
          of("date", "'infinity'", "date", MALFORMED),
          of("date", "'-infinity'", "date", MALFORMED),
          of("time", "'13:14:15.123456'", "time", LocalTime.of(13, 14, 15, 123456000)),
          of("time", "'00:00'", "time", LocalTime.MIDNIGHT),
          of("time", "'24:00'", "time", MALFORMED),
          of("timetz", "'13:14:15.123456+05:30'", "string", "13:14:15.123456+05:30"),
          of(
              "timestamp",
              "'2024-02-29 23:59:59.999999'",
              "timestamp",
              LocalDateTime.of(2024, 2, 29, 23, 59, 59, 999999000)),
          of("timestamp", "'0001-01-01 BC'", "timestamp", LocalDateTime.of(0, 1, 1, 0, 0)),
          of(
              "timestamp",
              "'294276-12-31 23:59:59.999999'",
              "timestamp",
              LocalDateTime.of(294276, 12, 31, 23, 59, 59, 999999000)),
          of("timestamp", "'infinity'", "timestamp", MALFORMED),
          of(
              "timestamptz",
              "'2024-02-29 23:59:59.999999+05:30'",
              "timestamptz",
              Instant.parse("2024-02-29T18:29:59.999999Z")),
          of(
              "timestamptz",
              "'0044-03-15 12:00:00+00 BC'",
              "timestamptz",
              Instant.parse("-0043-03-15T12:00:00Z")),
          of("timestamptz", "'-infinity'", "timestamptz", MALFORMED),
          of("interval", "'1 year 2 mons -3 days 04:05:06.5'", "string", "P1Y2M-3DT4H5M6.5S"),
          of(
              "uuid",
              "'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11'",
              "uuid",
              UUID.fromString("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11")),
          of("json", "'{\"b\": 1,  \"a\":[]}'", "json", "{\"b\": 1,  \"a\":[]}"),
          of("jsonb", "'{\"b\":1.10,\"a\":[null]}'", "json", "{\"a\": [null], \"b\": 1.10}"),
          of("mood", "'happy'", "string", "happy"),
          of("positive", "7", "int", 7),
          of("xml", "'<a/>'", "string", "<a/>"),
          of("inet", "'10.0.0.1'", "string", "10.0.0.1"),
          of("cidr", "'10.0.0.0/8'", "string", "10.0.0.0/8"),
          of("macaddr", "'08:00:2b:01:02:03'", "string", "08:00:2b:01:02:03"),
          of("money", "'1234.5'", "string", "$1,234.50"),
          of("bit(3)", "B'101'", "string", "101"),
          of("bit varying", "B'1010'", "string", "1010"),
          of("point", "'(1.5,-2)'", "string", "(1.5,-2)"),
          of("int4range", "'[1,5)'", "string", "[1,5)"),
          of("int4multirange", "'{[1,5)}'", "string", "{[1,5)}"),
          of("tsvector", "'a b'", "string", "'a' 'b'"),
          of("hstore", "'a=>1,b=>NULL'", "string", "\"a\"=>\"1\", \"b\"=>NULL"),
          of("ltree", "'Top.Science'", "string", "Top.Science"),
          of("pair", "ROW(1, 'x y')", "string", "(1,\"x y\")"),
          of("pg_lsn", "'16/B374D848'", "string", "16/B374D848"),
          of("int[]", "'{1,NULL,3}'", "array<int>", Arrays.asList(1, null, 3)),
          of("int[]", "'{}'", "array<int>", List.of()),
          of("int[]", "'{{1,2},{3,4}}'", "array<int>", MALFORMED),
          of("int[]", "'[0:1]={1,2}'", "array<int>", MALFORMED),
          of(
              "text[]",
              "ARRAY['a,b', 'q\"q', '', 'NULL', NULL, '{x}', 'back\\']",
              "array<string>",
              Arrays.asList("a,b", "q\"q", "", "NULL", null, "{x}", "back\\")),
          of(
              "numeric(5,1)[]",
              "'{1,2.5}'",
              "array<decimal(5,1)>",
              List.of(new BigDecimal("1.0"), new BigDecimal("2.5"))),
          of("numeric[]", "'{1,NaN}'", "array<decimal>", MALFORMED),
          of(
              "timestamptz[]",
              "'{2024-01-01 00:00:00+00}'",
              "array<timestamptz>",
              List.of(Instant.parse("2024-01-01T00:00:00Z"))),
          of(
              "uuid[]",
              "'{a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11}'",
              "array<uuid>",
              List.of(UUID.fromString("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"))),
          of("mood[]", "'{happy,sad}'", "array<string>", List.of("happy", "sad")),
          of("bool[]", "'{t,f}'", "array<boolean>", List.of(true, false)),
          of("box[]", "'{(1,1),(0,0)}'", "array<string>", List.of("(1,1),(0,0)")),
          of("bytea[]", "ARRAY['\\x01'::bytea]", "array<bytes>", List.of(new byte[] {1})),
          of("numeric", "1", "decimal", ONE));

  @Test
  void every_value_is_equal_or_malformed() throws Exception {
    try (PostgresCdcFixture fixture = new PostgresCdcFixture()) {
      fixture.server().createDatabase("types");
      List<String> setup = new ArrayList<>();
      setup.add("CREATE EXTENSION citext");
      setup.add("CREATE EXTENSION hstore");
      setup.add("CREATE EXTENSION ltree");
      setup.add("CREATE TYPE mood AS ENUM ('sad', 'happy')");
      setup.add("CREATE DOMAIN positive AS int CHECK (value > 0)");
      setup.add("CREATE TYPE pair AS (a int, b text)");
      setup.add("SET lc_monetary = 'C'");
      for (int i = 0; i < CASES.size(); i++) {
        setup.add("CREATE TABLE m" + i + " (id int PRIMARY KEY, v " + CASES.get(i).type() + ")");
        setup.add("INSERT INTO m" + i + " VALUES (1, " + CASES.get(i).sql() + ")");
      }
      fixture.server().execute("types", setup.toArray(String[]::new));

      try (SourceRun run =
          SourceRun.start("types", fixture.source("types", 100, "public\\.m.*"), 1, null)) {
        await().until(() -> run.records().size() == CASES.size());
        List<String> changes = new ArrayList<>();
        for (int i = 0; i < CASES.size(); i++) {
          changes.add("INSERT INTO m" + i + " VALUES (2, " + CASES.get(i).sql() + ")");
        }
        fixture.server().execute("types", changes.toArray(String[]::new));
        await().until(() -> run.records().size() == 2 * CASES.size());

        SoftAssertions soft = new SoftAssertions();
        run.records().forEach(record -> verify(record, soft));
        soft.assertAll();
      }
    }
  }

  private static void verify(SourceRecord record, SoftAssertions soft) {
    int index = Integer.parseInt(record.origin().stream().substring("public.m".length()));
    Case wanted = CASES.get(index);
    String what =
        (record.origin().snapshot() ? "copied " : "streamed ") + wanted.type() + " " + wanted.sql();
    if (record instanceof Malformed malformed) {
      soft.assertThat(wanted.expected()).as(what + ": " + malformed.message()).isSameAs(MALFORMED);
      soft.assertThat(malformed.code()).isEqualTo(ErrorCode.UNREPRESENTABLE_VALUE);
    } else {
      SourceChange change = (SourceChange) record;
      soft.assertThat(Values.equal(change.after().get("v"), wanted.expected()))
          .as(what + " became " + Values.describe(change.after().get("v")))
          .isTrue();
      soft.assertThat(change.after().schema().field(1).type())
          .as(what)
          .hasToString(wanted.expectedType());
      assertThat(change.after().schema().key()).containsExactly("id");
    }
  }
}
