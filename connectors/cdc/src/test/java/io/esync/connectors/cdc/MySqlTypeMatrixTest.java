package io.esync.connectors.cdc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.esync.connectors.testkit.MariaDbServer;
import io.esync.connectors.testkit.MySqlFamilyServer;
import io.esync.connectors.testkit.contract.SourceRun;
import io.esync.operators.model.ErrorCode;
import io.esync.operators.model.Malformed;
import io.esync.operators.model.SourceChange;
import io.esync.operators.model.SourceRecord;
import io.esync.operators.model.Values;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every value of every type is equal, copied and streamed, or else malformed; none is changed. */
final class MySqlTypeMatrixTest {
  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  /** Stands for a value that our types do not have. */
  private static final Object MALFORMED = new Object();

  /** A value of a type, as SQL and as it must arrive. */
  private record Case(String type, String sql, String expectedType, Object expected) {}

  private static Case of(String type, String sql, String expectedType, Object expected) {
    return new Case(type, sql, expectedType, expected);
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  private static final String NINES_35 = "9".repeat(35);
  private static final String NINES_30 = "9".repeat(30);
  private static final String LONG_TEXT = "ü".repeat(40_000);

  private static final List<Case> BOTH =
      List.of(
          of(
              "point",
              "ST_GeomFromText('POINT(1 2)')",
              "bytes",
              bytes("000000000101000000000000000000f03f0000000000000040")),
          of("geometry", "ST_GeomFromText('LINESTRING(0 0,1 1)', 4326)", "bytes", null),
          of("year", "1999", "int", 1999),
          of("tinyint", "-128", "int", -128),
          of("tinyint unsigned", "255", "int", 255),
          of("tinyint(1)", "1", "boolean", true),
          of("tinyint(1)", "0", "boolean", false),
          of("tinyint(1)", "NULL", "boolean", null),
          of("tinyint(1)", "2", "boolean", MALFORMED),
          of("tinyint(1)", "-1", "boolean", MALFORMED),
          of("tinyint(1) unsigned", "7", "int", 7),
          of("boolean", "true", "boolean", true),
          of("smallint", "-32768", "int", -32768),
          of("smallint unsigned", "65535", "int", 65535),
          of("mediumint", "-8388608", "int", -8388608),
          of("mediumint unsigned", "16777215", "int", 16777215),
          of("int", "-2147483648", "int", Integer.MIN_VALUE),
          of("int unsigned", "4294967295", "bigint", 4294967295L),
          of("int(8) zerofill", "42", "bigint", 42L),
          of("bigint", "-9223372036854775808", "bigint", Long.MIN_VALUE),
          of(
              "bigint unsigned",
              "18446744073709551615",
              "decimal(20,0)",
              new BigDecimal("18446744073709551615")),
          of("bigint unsigned", "7", "decimal(20,0)", new BigDecimal("7")),
          of("bigint(20) unsigned zerofill", "7", "decimal(20,0)", new BigDecimal("7")),
          of(
              "decimal(65,30)",
              NINES_35 + "." + NINES_30,
              "decimal(65,30)",
              new BigDecimal(NINES_35 + "." + NINES_30)),
          of(
              "decimal(65,30)",
              "-0.000000000000000000000000000001",
              "decimal(65,30)",
              new BigDecimal("-0.000000000000000000000000000001")),
          of("decimal(5,5)", "-0.12345", "decimal(5,5)", new BigDecimal("-0.12345")),
          of("decimal(10,2)", "1.5", "decimal(10,2)", new BigDecimal("1.50")),
          of("decimal(10,2)", "0", "decimal(10,2)", new BigDecimal("0.00")),
          of("decimal(12,0)", "-123456789012", "decimal(12,0)", new BigDecimal("-123456789012")),
          of("decimal(8,3) unsigned zerofill", "1.5", "decimal(8,3)", new BigDecimal("1.500")),
          of("float", "16777216", "float", 16777216f),
          of("float", "3.14159274", "float", (float) Math.PI),
          of("float", "-1.17549435e-38", "float", -Float.MIN_NORMAL),
          of("float unsigned", "1.1", "float", 1.1f),
          of("float(7,3)", "1234.567", "float", 1234.567f),
          of("double", "0.1", "double", 0.1),
          of("double", "1.7976931348623157e308", "double", Double.MAX_VALUE),
          of("double", "2.2250738585072014e-308", "double", 2.2250738585072014e-308),
          of("double", "-0e0", "double", -0.0),
          of("double(10,3)", "123.456", "double", 123.456),
          of("date", "'2024-02-29'", "date", LocalDate.of(2024, 2, 29)),
          of("date", "'9999-12-31'", "date", LocalDate.of(9999, 12, 31)),
          of("date", "'0001-01-01'", "date", LocalDate.of(1, 1, 1)),
          of("date", "'0000-00-00'", "date", MALFORMED),
          of("date", "'2024-00-15'", "date", MALFORMED),
          of("time", "'23:59:59'", "time", LocalTime.of(23, 59, 59)),
          of("time(6)", "'00:00:00.000001'", "time", LocalTime.of(0, 0, 0, 1000)),
          of("time(3)", "'12:34:56.789'", "time", LocalTime.of(12, 34, 56, 789_000_000)),
          of("time", "'24:00:00'", "time", MALFORMED),
          of("time", "'838:59:59'", "time", MALFORMED),
          of("time", "'-00:00:01'", "time", MALFORMED),
          of("time(1)", "'-838:59:58.5'", "time", MALFORMED),
          of("time(6)", "'-12:34:56.000001'", "time", MALFORMED),
          of(
              "datetime",
              "'2024-02-29 23:59:59'",
              "timestamp",
              LocalDateTime.of(2024, 2, 29, 23, 59, 59)),
          of(
              "datetime(6)",
              "'9999-12-31 23:59:59.999999'",
              "timestamp",
              LocalDateTime.of(9999, 12, 31, 23, 59, 59, 999_999_000)),
          of(
              "datetime(1)",
              "'2024-01-01 00:00:00.5'",
              "timestamp",
              LocalDateTime.of(2024, 1, 1, 0, 0, 0, 500_000_000)),
          of("datetime", "'0000-00-00 00:00:00'", "timestamp", MALFORMED),
          of("datetime(3)", "'2024-01-00 12:00:00'", "timestamp", MALFORMED),
          of(
              "timestamp NULL",
              "'2038-01-19 03:14:07'",
              "timestamptz",
              Instant.parse("2038-01-19T03:14:07Z")),
          of(
              "timestamp(6) NULL",
              "'1970-01-01 00:00:01.000001'",
              "timestamptz",
              Instant.parse("1970-01-01T00:00:01.000001Z")),
          of("timestamp NULL", "'0000-00-00 00:00:00'", "timestamptz", MALFORMED),
          of("timestamp NULL", "NULL", "timestamptz", null),
          of("year", "2155", "int", 2155),
          of("year", "1901", "int", 1901),
          of("year", "0", "int", 0),
          of("char(5)", "'a '", "string", "a"),
          of("char(5)", "''", "string", ""),
          of("char(255) CHARACTER SET utf8mb4", "'😀é'", "string", "😀é"),
          of("varchar(20)", "'trailing  '", "string", "trailing  "),
          of("varchar(300) CHARACTER SET utf8mb4", "'漢字'", "string", "漢字"),
          of("varchar(20) CHARACTER SET latin1", "'Zoë €'", "string", "Zoë €"),
          of(
              "varchar(20) CHARACTER SET latin1",
              "0x818D8F909D",
              "string",
              "\u0081\u008d\u008f\u0090\u009d"),
          of("varchar(20) CHARACTER SET latin2", "'Łódź'", "string", "Łódź"),
          of("varchar(20) CHARACTER SET cp1251", "'Привет'", "string", "Привет"),
          of("varchar(20) CHARACTER SET koi8r", "'Привет'", "string", "Привет"),
          of("varchar(20) CHARACTER SET greek", "'Ωμέγα'", "string", "Ωμέγα"),
          of("varchar(20) CHARACTER SET hp8", "'é'", "string", "é"),
          of("varchar(20) CHARACTER SET utf16", "'x😀'", "string", "x😀"),
          of("varchar(20) CHARACTER SET ucs2", "'xé'", "string", "xé"),
          of("varchar(20) CHARACTER SET utf32", "'x😀'", "string", "x😀"),
          of("varchar(20) CHARACTER SET sjis", "'日本'", "string", "日本"),
          of("varchar(20) CHARACTER SET gbk", "'中文'", "string", "中文"),
          of("varchar(20) CHARACTER SET big5", "'中文'", "string", "中文"),
          of("varchar(20) CHARACTER SET euckr", "'한국'", "string", "한국"),
          of("varchar(20) CHARACTER SET ascii", "'plain'", "string", "plain"),
          of("tinytext", "'x'", "string", "x"),
          of("mediumtext CHARACTER SET utf8mb4", "'" + LONG_TEXT + "'", "string", LONG_TEXT),
          of("binary(4)", "0x01020000", "bytes", bytes("01020000")),
          of("binary(4)", "0x00", "bytes", bytes("00000000")),
          of(
              "binary(16)",
              "0x00112233445566778899aabbccddee00",
              "bytes",
              bytes("00112233445566778899aabbccddee00")),
          of("varbinary(20)", "0x00ff2000", "bytes", bytes("00ff2000")),
          of("varbinary(20)", "''", "bytes", new byte[0]),
          of("blob", "0x80ff00", "bytes", bytes("80ff00")),
          of("longblob", "REPEAT(0x00ff, 70000)", "bytes", bytes("00ff".repeat(70_000))),
          of("bit(1)", "b'1'", "boolean", true),
          of("bit(1)", "b'0'", "boolean", false),
          of("bit(10)", "b'1000000001'", "bytes", bytes("0201")),
          of("bit(64)", "b'" + "1".repeat(64) + "'", "bytes", bytes("ff".repeat(8))),
          of("enum('small','größer')", "'größer'", "string", "größer"),
          of("enum('a','é') CHARACTER SET latin1", "'é'", "string", "é"),
          of("enum('a','b')", "'neither'", "string", ""),
          of("set('a','b','ü')", "'ü,a'", "string", "a,ü"),
          of("set('a','b','c')", "''", "string", ""),
          of("json", "'{\"b\": 1, \"a\": [true, null, \"x\\\\n\\\\u00e9\"]}'", "json", null),
          of(
              "json",
              "'{\"d\": 1.5, \"e\": 1e20, \"f\": 1e-7, \"g\": 10.0, \"h\": -0.001}'",
              "json",
              null),
          of(
              "json",
              "'[18446744073709551615, -9223372036854775808, 1234567890123456789]'",
              "json",
              null),
          of("json", "'\"just text \\\\\" \\\\\\\\ \\\\t\"'", "json", null),
          of("json", "JSON_OBJECT('k', 1, 'n', NULL, 's', '😀')", "json", null),
          of("int generated always as (id * 10) virtual", "DEFAULT", "int", null),
          of("int generated always as (id * 10) stored", "DEFAULT", "int", null),
          of("varchar(10) character set utf8mb4", "NULL", "string", null));

  private static final List<Case> MYSQL =
      List.of(
          of("json", "CAST(CAST('2024-02-29' AS DATE) AS JSON)", "json", "\"2024-02-29\""),
          of(
              "json",
              "CAST(CAST('2024-02-29 12:34:56.5' AS DATETIME(1)) AS JSON)",
              "json",
              "\"2024-02-29 12:34:56.500000\""),
          of("json", "CAST(CAST('12:34:56.25' AS TIME(2)) AS JSON)", "json", "\"12:34:56.250000\""),
          of("json", "CAST(1.10 AS JSON)", "json", "1.10"),
          of("json", "CAST(0x01ff AS JSON)", "json", null),
          of("json", "'{}'", "json", "{}"),
          of("json", "'[]'", "json", "[]"),
          of(
              "json",
              "'[1.0, 100000000000000.0, 1e15, 123456789012345680.0, 5e-324]'",
              "json",
              null),
          of(
              "json",
              "'[0.1, 1e-14, 1e-15, 1.7976931348623157e308, 9007199254740993.0]'",
              "json",
              null));

  private static final List<Case> MARIADB =
      List.of(
          of("json", "'{\"b\":  1.10, \"a\":[] }'", "json", "{\"b\":  1.10, \"a\":[] }"),
          of(
              "uuid",
              "'123e4567-e89b-12d3-a456-426655440000'",
              "uuid",
              UUID.fromString("123e4567-e89b-12d3-a456-426655440000")),
          of("inet6", "'2001:db8::1'", "string", "2001:db8::1"),
          of("inet6", "'::ffff:1.2.3.4'", "string", "::ffff:1.2.3.4"),
          of("inet6", "'::'", "string", "::"),
          of("inet6", "'1:0:0:2:0:0:0:3'", "string", null),
          of("inet4", "'10.0.0.0'", "string", "10.0.0.0"),
          of("varchar(9) CHARACTER SET utf8mb4 COLLATE uca1400_ai_ci", "'é'", "string", "é"));

  static Stream<Named<MySqlFamilyServer>> servers() {
    return MySqlServers.all();
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("servers")
  void every_value_is_equal_or_malformed(MySqlFamilyServer server) throws Exception {
    List<Case> cases = new ArrayList<>(BOTH);
    cases.addAll(server instanceof MariaDbServer ? MARIADB : MYSQL);
    List<Case> good = cases.stream().filter(each -> each.expected() != MALFORMED).toList();
    List<Case> bad = cases.stream().filter(each -> each.expected() == MALFORMED).toList();
    server.createDatabase("types");
    server.execute("types", statements(good, bad, true));
    String id = MySqlServers.id(server, "types");
    int rows = 1 + bad.size();

    try (SourceRun run =
        SourceRun.start(id, MySqlServers.source(server, 100, "types\\..*"), 1, null)) {
      await().atMost(Duration.ofMinutes(1)).until(() -> run.records().size() == rows);
      server.execute("types", statements(good, bad, false));
      await().atMost(Duration.ofMinutes(1)).until(() -> run.records().size() == 2 * rows);

      SoftAssertions soft = new SoftAssertions();
      for (SourceRecord record : run.records()) {
        soft.assertThat(record instanceof Malformed)
            .as(record.origin().position() + ": " + record)
            .isEqualTo(!record.origin().stream().equals("types.good"));
      }
      soft.assertAll();
      verifyMalformed(run.records(), bad);
      verifyEqual(run.records(), good);
    }
  }

  /** What is well known stands in one table; what is refused makes a row malformed by itself. */
  private static String[] statements(List<Case> good, List<Case> bad, boolean first) {
    List<String> sql = new ArrayList<>(List.of("SET sql_mode = ''", "SET NAMES utf8mb4"));
    StringBuilder columns = new StringBuilder("id int PRIMARY KEY");
    StringBuilder values = new StringBuilder(first ? "1" : "2");
    for (int i = 0; i < good.size(); i++) {
      columns.append(", v").append(i).append(' ').append(good.get(i).type());
      values.append(", ").append(good.get(i).sql());
    }
    if (first) {
      sql.add("CREATE TABLE good (" + columns + ")");
    }
    sql.add("INSERT INTO good VALUES (" + values + ")");
    for (int i = 0; i < bad.size(); i++) {
      if (first) {
        sql.add("CREATE TABLE bad" + i + " (id int PRIMARY KEY, v " + bad.get(i).type() + ")");
      }
      sql.add(
          "INSERT INTO bad" + i + " VALUES (" + (first ? 1 : 2) + ", " + bad.get(i).sql() + ")");
    }
    return sql.toArray(String[]::new);
  }

  private static void verifyMalformed(List<SourceRecord> records, List<Case> bad) {
    for (SourceRecord record : records) {
      if (record instanceof Malformed malformed) {
        Case wanted =
            bad.get(Integer.parseInt(record.origin().stream().substring("types.bad".length())));
        assertThat(malformed.code()).isEqualTo(ErrorCode.UNREPRESENTABLE_VALUE);
        assertThat(malformed.message()).contains("column 'v'", "type " + wanted.expectedType());
        // the value as the server writes it, e.g. 0000-00-00
        String value = wanted.sql().replace("'", "");
        assertThat(new String(malformed.payload(), UTF_8)).contains("\"v\":\"" + value);
      }
    }
  }

  private static void verifyEqual(List<SourceRecord> records, List<Case> good) {
    List<SourceChange> changes =
        records.stream()
            .filter(SourceChange.class::isInstance)
            .map(SourceChange.class::cast)
            .toList();
    SoftAssertions soft = new SoftAssertions();
    for (SourceChange change : changes) {
      boolean snapshot = change.origin().snapshot();
      assertThat(change.after().schema().key()).containsExactly("id");
      for (int i = 0; i < good.size(); i++) {
        Case wanted = good.get(i);
        Object value = change.after().get("v" + i);
        Object expected = expected(wanted, snapshot, changes.get(0).after().get("v" + i));
        String what = (snapshot ? "copied " : "streamed ") + wanted.type() + " " + shown(wanted);
        soft.assertThat(Values.equal(value, expected))
            .as(what + " became " + Values.describe(value) + ", not " + Values.describe(expected))
            .isTrue();
        soft.assertThat(change.after().schema().field(i + 1).type())
            .as(what)
            .hasToString(wanted.expectedType());
      }
    }
    soft.assertAll();
  }

  private static String shown(Case wanted) {
    return wanted.sql().substring(0, Math.min(80, wanted.sql().length()));
  }

  /** Where a case tells no value, the stream must give what the copy gave. */
  private static Object expected(Case wanted, boolean snapshot, Object copied) {
    if (wanted.sql().equals("DEFAULT")) {
      return snapshot ? 10 : 20;
    }
    return wanted.expected() != null || wanted.sql().equals("NULL") ? wanted.expected() : copied;
  }
}
