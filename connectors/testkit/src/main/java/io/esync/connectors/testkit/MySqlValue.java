package io.esync.connectors.testkit;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/**
 * A value of a type of MySQL or MariaDB, as SQL and as a source must tell it. All of them are the
 * matrix that connectors are tested with.
 *
 * @param type of the column, as SQL
 * @param sql the value, to insert in sessions with {@code sql_mode = ''}; {@code DEFAULT} for a
 *     generated column, which is ten times {@code id}
 * @param expectedType the type that it must arrive with
 * @param expected {@link #MALFORMED}, or the value; null for NULL, and where the server knows it
 *     best: then all ways to read it must agree
 */
public record MySqlValue(String type, String sql, String expectedType, Object expected) {
  /** Stands for a value that our types do not have. */
  public static final Object MALFORMED = new Object();

  /** All values of the matrix that {@code server} has. */
  public static List<MySqlValue> of(MySqlFamilyServer server) {
    List<MySqlValue> values = new ArrayList<>(BOTH);
    values.addAll(server instanceof MariaDbServer ? MARIADB : MYSQL);
    return values;
  }

  /** Whether it must be malformed. */
  public boolean isMalformed() {
    return expected == MALFORMED;
  }

  private static MySqlValue of(String type, String sql, String expectedType, Object expected) {
    return new MySqlValue(type, sql, expectedType, expected);
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  private static final String NINES_35 = "9".repeat(35);
  private static final String NINES_30 = "9".repeat(30);
  private static final String LONG_TEXT = "ü".repeat(40_000);

  private static final List<MySqlValue> BOTH =
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

  private static final List<MySqlValue> MYSQL =
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

  private static final List<MySqlValue> MARIADB =
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
}
