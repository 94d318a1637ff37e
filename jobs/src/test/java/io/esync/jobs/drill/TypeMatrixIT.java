package io.esync.jobs.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.esync.connectors.testkit.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Each type with its extremes, from PostgreSQL to PostgreSQL, copied and followed. */
class TypeMatrixIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String SOURCE = "types_source";
  private static final String TARGET = "types_target";
  private static final int FOLLOWED = 1000;

  /** A value of a column, both as SQL; each gets a row of its own, NULL in all other columns. */
  private record Case(String column, String value) {}

  private static final Map<String, String> COLUMNS = new TreeMap<>();
  private static final List<Case> CASES = new ArrayList<>();

  static {
    column("bo", "boolean", "true", "false");
    column("sm", "smallint", "-32768", "32767");
    column("nt", "int", "-2147483648", "2147483647", "0");
    column("bi", "bigint", "-9223372036854775808", "9223372036854775807");
    column("de", "numeric(18,4)", "99999999999999.9999", "-0.0001", "0", "1.5", "'NaN'");
    column(
        "nu",
        "numeric",
        "7".repeat(1000),
        "-0." + "3".repeat(1000),
        "1.500",
        "0.000",
        "'NaN'",
        "'Infinity'",
        "'-Infinity'");
    column("re", "real", "1.1", "'NaN'", "'Infinity'", "'-Infinity'", "1e-45", "'-0'");
    column(
        "db",
        "double precision",
        "0.1",
        "1.7976931348623157e308",
        "5e-324",
        "'-0'",
        "'NaN'",
        "'Infinity'",
        "'-Infinity'");
    column(
        "tx",
        "text",
        "''",
        "'Grüße 😀 \u202e עברית 漢字'",
        "E'a\\nb\\tc\\rd\\\\'",
        "'NULL'",
        "'quote '' and \"'",
        "repeat('large ', 20000)",
        "E'\\u0001\\uFFFD'");
    column("by", "bytea", "''", "'\\x00'", "'\\x00ff10'", "decode(repeat('00ff', 50000), 'hex')");
    column(
        "da",
        "date",
        "'2024-02-29'",
        "'0001-01-01'",
        "'0044-03-15 BC'",
        "'4713-01-01 BC'",
        "'5874897-12-31'",
        "'infinity'",
        "'-infinity'");
    column("ti", "time", "'00:00'", "'23:59:59.999999'", "'24:00'");
    column(
        "ts",
        "timestamp",
        "'2024-02-29 23:59:59.999999'",
        "'0001-01-01 00:00:00'",
        "'4713-01-01 00:00:00 BC'",
        "'294276-12-31 23:59:59.999999'",
        "'infinity'",
        "'-infinity'");
    column(
        "tz",
        "timestamptz",
        "'2024-02-29 23:59:59.999999+05:30'",
        "'1900-01-01 00:00:00+00'",
        "'0044-03-15 12:00:00+00 BC'",
        "'294276-12-31 23:59:59.999999+00'",
        "'infinity'",
        "'-infinity'");
    column("uu", "uuid", "'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'");
    column(
        "jb",
        "jsonb",
        "'{\"b\": 1.10, \"a\": [null, {}]}'",
        "'null'",
        "'\"text\"'",
        "'[]'",
        "'1e3'");
    column("js", "json", "'{\"b\": 1,  \"a\": []}'", "'null'", "'{\"a\": 1, \"a\": 2}'");
    column("ia", "int[]", "'{}'", "'{1,NULL,-3}'", "'{{1,2},{3,4}}'", "'[0:1]={1,2}'");
    column(
        "ta",
        "text[]",
        "'{}'",
        "ARRAY['a,b', 'q\"q', '', 'NULL', NULL, '{x}', E'back\\\\', 'ü😀']");
    column("na", "numeric[]", "'{}'", "'{1.50,-0.001,NULL}'", "'{1,NaN}'");
    column("za", "timestamptz[]", "'{}'", "'{2024-01-01 00:00:00.000001+00,NULL}'", "'{infinity}'");
    column("ua", "uuid[]", "'{a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11}'");
    column("la", "boolean[]", "'{t,f,NULL}'");
    column("fa", "double precision[]", "'{0.1,NaN,-Infinity}'");
    column("ya", "bytea[]", "ARRAY['\\x00ff'::bytea, NULL]");
  }

  private static void column(String name, String type, String... values) {
    COLUMNS.put(name, type);
    for (String value : values) {
      CASES.add(new Case(name, value));
    }
  }

  /** Values of PostgreSQL that our types do not have; everything else must arrive. */
  private static final List<String> UNREPRESENTABLE =
      List.of(
          "numeric(18,4) 'NaN'",
          "numeric 'NaN'",
          "numeric 'Infinity'",
          "numeric '-Infinity'",
          "date 'infinity'",
          "date '-infinity'",
          "time '24:00'",
          "timestamp 'infinity'",
          "timestamp '-infinity'",
          "timestamptz 'infinity'",
          "timestamptz '-infinity'",
          "int[] '{{1,2},{3,4}}'",
          "int[] '[0:1]={1,2}'",
          "numeric[] '{1,NaN}'",
          "timestamptz[] '{infinity}'");

  private final DrillSite site = SharedSite.get();
  private final PostgresServer server = site.server();

  @Test
  void every_value_is_equal_in_the_target_or_in_the_dlq_with_a_reason() throws SQLException {
    server.createDatabase(SOURCE);
    server.createDatabase(TARGET);
    server.execute(SOURCE, create());
    server.execute(SOURCE, inserts(0));
    String yaml =
        new PostgresPipeline("types", site, SOURCE, server, TARGET)
            .yaml(PostgresPipeline.entity("matrix", Strategy.LAST_WRITE_WINS));
    String job = site.submit("types", yaml + deadLettersInTheTarget());
    awaitHandled(CASES.size());
    server.execute(SOURCE, inserts(FOLLOWED));
    awaitHandled(2 * CASES.size());
    site.cancel(job);

    SoftAssertions soft = new SoftAssertions();
    for (int i = 0; i < CASES.size(); i++) {
      check(i, i, "copied", soft);
      check(i + FOLLOWED, i, "followed", soft);
    }
    soft.assertThat(rejected()).containsExactlyInAnyOrderElementsOf(UNREPRESENTABLE);
    soft.assertAll();
    site.drop(SOURCE);
    site.drop(TARGET);
  }

  /** The values of which both the copied and the followed row are in the DLQ. */
  private List<String> rejected() throws SQLException {
    List<String> rejected = new ArrayList<>();
    for (int i = 0; i < CASES.size(); i++) {
      String query = "SELECT count(*) FROM esync_dlq WHERE %s OR %s";
      if (texts(TARGET, query.formatted(payloadOf(i), payloadOf(i + FOLLOWED))).contains("2")) {
        rejected.add(COLUMNS.get(CASES.get(i).column()) + " " + CASES.get(i).value());
      }
    }
    return rejected;
  }

  private void check(int id, int index, String how, SoftAssertions soft) throws SQLException {
    Case value = CASES.get(index);
    String type = COLUMNS.get(value.column());
    String what = how + ": " + type + " " + shortened(value.value());
    // JSON is compared as JSON: text that differs in blanks means the same
    String row = type.equals("json") ? "(%s::text)::jsonb::text" : "%s::text";
    String query =
        "SELECT %s FROM matrix WHERE id = %d".formatted(row.formatted(value.column()), id);
    List<String> written = texts(TARGET, query);
    List<String> rejected = texts(TARGET, "SELECT message FROM esync_dlq WHERE " + payloadOf(id));
    if (rejected.isEmpty()) {
      soft.assertThat(written).as(what).isEqualTo(texts(SOURCE, query));
      soft.assertThat(others(TARGET, value, id)).as(what + ": other columns").isEqualTo("0");
    } else {
      soft.assertThat(written).as(what + " is in the DLQ: " + rejected).isEmpty();
      soft.assertThat(rejected).as(what).singleElement().asString().contains(value.column());
    }
  }

  /** How many of the other columns are not NULL. */
  private String others(String database, Case value, int id) throws SQLException {
    String columns =
        COLUMNS.keySet().stream()
            .filter(column -> !column.equals(value.column()))
            .collect(Collectors.joining(", "));
    return texts(database, "SELECT num_nonnulls(" + columns + ") FROM matrix WHERE id = " + id)
        .get(0);
  }

  private void awaitHandled(int count) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        Sql.count(server, TARGET, "matrix")
                            + Sql.count(server, TARGET, "esync_dlq"))
                    .isEqualTo(count));
  }

  private static String payloadOf(int id) {
    return "payload_text ~ '\"id\": ?\"?" + id + "\"?[,}]'";
  }

  private String deadLettersInTheTarget() {
    return """
          dlq:
            type: jdbc
            config: {url: "%s", username: %s, password: "${file:%s}", flush_interval: 100ms}
        """
        .formatted(server.jdbcUrl(TARGET), server.user(), site.passwordFile());
  }

  private static String create() {
    return "CREATE TABLE matrix (id int PRIMARY KEY, "
        + COLUMNS.entrySet().stream()
            .map(column -> column.getKey() + " " + column.getValue())
            .collect(Collectors.joining(", "))
        + ")";
  }

  private static String[] inserts(int from) {
    String[] inserts = new String[CASES.size()];
    for (int i = 0; i < inserts.length; i++) {
      Case value = CASES.get(i);
      inserts[i] =
          "INSERT INTO matrix (id, %s) VALUES (%d, %s)"
              .formatted(value.column(), from + i, value.value());
    }
    return inserts;
  }

  private List<String> texts(String database, String query) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (Connection connection = server.connect(database);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
    }
    return texts;
  }

  private static String shortened(String value) {
    return value.length() > 60 ? value.substring(0, 60) + "…" : value;
  }
}
