package io.esync.jobs.drill;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.esync.connectors.testkit.DatabaseServer;
import io.esync.connectors.testkit.MySqlFamilyServer;
import io.esync.connectors.testkit.MySqlServer;
import io.esync.connectors.testkit.MySqlValue;
import io.esync.connectors.testkit.PostgresServer;
import io.esync.operators.model.Values;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/**
 * Each type of MySQL and MariaDB with its extremes, into PostgreSQL and into the other one of the
 * two, copied and followed. Each value has a row of its own, NULL in all other columns.
 */
class MySqlTypeMatrixIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String SOURCE = "types_source";
  private static final String TARGET = "types_target";
  private static final int FOLLOWED = 1000;
  private static final String NO_ROW = "no row";
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private final DrillSite site = SharedSite.get();
  private final PostgresServer postgres = site.server();

  /** A server that is read, and the one of the same family that it is written to. */
  private record Side(SourceKind kind, DrillSource source, DrillSource target) {
    MySqlFamilyServer server() {
      return (MySqlFamilyServer) source.server();
    }

    List<MySqlValue> values() {
      return MySqlValue.of(server());
    }

    String table() {
      return "from_" + kind;
    }
  }

  /** A dead letter: which step refused the row and why. */
  private record Refusal(String operator, String message) {}

  private List<Side> sides() {
    DrillSource mariaDb = site.source(SourceKind.MARIADB);
    if (!MySqlServer.isSupported()) {
      return List.of(new Side(SourceKind.MARIADB, mariaDb, mariaDb));
    }
    DrillSource mySql = site.source(SourceKind.MYSQL);
    return List.of(
        new Side(SourceKind.MARIADB, mariaDb, mySql), new Side(SourceKind.MYSQL, mySql, mariaDb));
  }

  @Test
  void every_value_is_equal_in_each_target_or_in_the_dlq_with_a_reason() throws Exception {
    List<Side> sides = sides();
    postgres.createDatabase(TARGET);
    for (Side side : sides) {
      side.server().createDatabase(SOURCE);
      side.server().createDatabase(TARGET);
      side.server().execute(SOURCE, create(side.values()));
      side.server().execute(SOURCE, inserts(side.values(), 0));
    }
    String job = site.submit("mysql-types", yaml(sides));
    awaitHandled(sides, 1);
    for (Side side : sides) {
      side.server().execute(SOURCE, inserts(side.values(), FOLLOWED));
    }
    awaitHandled(sides, 2);
    site.cancel(job);

    SoftAssertions soft = new SoftAssertions();
    for (Side side : sides) {
      Map<Integer, List<Refusal>> refused = refused(side);
      check(side, "copied", 0, refused, soft);
      check(side, "followed", FOLLOWED, refused, soft);
    }
    soft.assertAll();
    for (Side side : sides) {
      side.source().drop(SOURCE);
      side.source().drop(TARGET);
    }
    site.drop(TARGET);
  }

  private void check(
      Side side, String how, int from, Map<Integer, List<Refusal>> refused, SoftAssertions soft)
      throws Exception {
    List<MySqlValue> values = side.values();
    for (DatabaseServer target : List.of(postgres, side.target().server())) {
      Map<Integer, Object> found = found(target, side);
      for (int i = 0; i < values.size(); i++) {
        MySqlValue value = values.get(i);
        String what = side.kind() + ", " + how + ": " + value.type() + " " + shortened(value.sql());
        List<Refusal> letters = refused.getOrDefault(from + i, List.of());
        if (value.isMalformed()) {
          soft.assertThat(letters).as(what).hasSize(1);
          soft.assertThat(letters.toString()).as(what).contains("'v" + i + "'");
        } else {
          soft.assertThat(letters).as(what).isEmpty();
        }
        Object there = found.getOrDefault(from + i, NO_ROW);
        Object expected = value.isMalformed() ? NO_ROW : expected(side, value, i, from + i);
        soft.assertThat(equal(there, expected))
            .as("%s in %s: %s, not %s", what, name(target), text(there), text(expected))
            .isTrue();
      }
    }
  }

  private static String name(DatabaseServer server) {
    return server.getClass().getSimpleName();
  }

  private static String text(Object value) {
    return shortened(value instanceof JsonNode ? value.toString() : Values.describe(value));
  }

  private static boolean equal(Object found, Object expected) {
    return (found instanceof JsonNode left && expected instanceof JsonNode right)
        ? left.equals(MySqlTypeMatrixIT::compare, right)
        : Values.equal(found, expected);
  }

  /** Numbers are equal whatever their digits, all else as it is. */
  private static int compare(JsonNode left, JsonNode right) {
    return left.isNumber() && right.isNumber()
        ? left.decimalValue().compareTo(right.decimalValue())
        : left.equals(right) ? 0 : 1;
  }

  /** What the case says, or else what the server itself says of its row. */
  private static Object expected(Side side, MySqlValue value, int column, int id)
      throws SQLException, IOException {
    if (value.sql().equals("NULL")) {
      return null;
    }
    if (value.sql().equals("DEFAULT")) {
      return 10 * id;
    }
    if (value.expected() != null) {
      return value.expectedType().equals("json")
          ? JSON.readTree((String) value.expected())
          : value.expected();
    }
    String shown = value.expectedType().equals("bytes") ? "v" + column : "CAST(v%d AS CHAR)";
    String query = "SELECT " + shown.formatted(column) + " FROM matrix WHERE id = " + id;
    try (Connection connection = side.server().connect(SOURCE);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return value(row, 1, value.expectedType(), false);
    }
  }

  /** The value of each row in a target; text that says so if that is not all that the row has. */
  private static Map<Integer, Object> found(DatabaseServer target, Side side)
      throws SQLException, IOException {
    List<MySqlValue> values = side.values();
    Map<Integer, Object> found = new HashMap<>();
    try (Connection connection = target.connect(TARGET);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT * FROM " + side.table())) {
      while (row.next()) {
        int id = row.getInt("id");
        int column = id % FOLLOWED;
        String type = values.get(column).expectedType();
        Object value =
            value(row, row.findColumn("v" + column), type, target instanceof PostgresServer);
        for (int i = 0; i < values.size(); i++) {
          boolean other = i != column && !values.get(i).sql().equals("DEFAULT");
          if (other && row.getString("v" + i) != null) {
            value = "v" + i + " is " + row.getString("v" + i) + " as well";
          }
        }
        found.put(id, value);
      }
    }
    return found;
  }

  private static Object value(ResultSet row, int column, String type, boolean postgres)
      throws SQLException, IOException {
    String text = row.getString(column);
    if (text == null) {
      return null;
    }
    return switch (type.replaceFirst("\\(.*", "")) {
      case "boolean" -> row.getBoolean(column);
      case "int" -> row.getInt(column);
      case "bigint" -> row.getLong(column);
      case "decimal" -> row.getBigDecimal(column);
      case "float" -> row.getFloat(column);
      case "double" -> row.getDouble(column);
      case "bytes" -> row.getBytes(column);
      case "date" -> row.getObject(column, LocalDate.class);
      case "time" -> row.getObject(column, LocalTime.class);
      case "timestamp" -> row.getObject(column, LocalDateTime.class);
      case "timestamptz" ->
          postgres
              ? row.getObject(column, OffsetDateTime.class).toInstant()
              : row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
      case "uuid" -> UUID.fromString(text);
      case "json" -> JSON.readTree(text);
      default -> text;
    };
  }

  /** Waits until each row is in each target or in the DLQ. */
  private void awaitHandled(List<Side> sides, int times) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              for (Side side : sides) {
                int refused = refused(side).size();
                int all = times * side.values().size();
                if (rows(postgres, side) + refused < all
                    || rows(side.target().server(), side) + refused < all) {
                  return false;
                }
              }
              return true;
            });
  }

  private static long rows(DatabaseServer target, Side side) {
    String schema = target instanceof PostgresServer ? "public" : TARGET;
    String exists =
        "SELECT count(*) FROM information_schema.tables WHERE table_name = '%s'"
            + " AND table_schema = '%s'";
    return Sql.number(target, TARGET, exists.formatted(side.table(), schema)) == 0
        ? 0
        : Sql.number(target, TARGET, "SELECT count(*) FROM " + side.table());
  }

  /** The dead letters of a source by the ids of their rows. */
  private Map<Integer, List<Refusal>> refused(Side side) throws SQLException {
    Map<Integer, List<Refusal>> refused = new HashMap<>();
    if (Sql.count(postgres, TARGET, "esync_dlq") == 0) {
      return refused;
    }
    String query =
        "SELECT coalesce(substring(entity_key FROM '\\d+'), substring(payload_text FROM"
            + " '\"id\":\"(\\d+)\"'))::int, operator, message FROM esync_dlq WHERE source = '"
            + side.kind()
            + "'";
    try (Connection connection = postgres.connect(TARGET);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        refused
            .computeIfAbsent(rows.getInt(1), id -> new ArrayList<>())
            .add(new Refusal(rows.getString(2), rows.getString(3)));
      }
    }
    return refused;
  }

  private static String[] create(List<MySqlValue> values) {
    StringBuilder columns = new StringBuilder("id int PRIMARY KEY");
    for (int i = 0; i < values.size(); i++) {
      columns.append(", v").append(i).append(' ').append(values.get(i).type());
    }
    return new String[] {"SET sql_mode = ''", "CREATE TABLE matrix (" + columns + ")"};
  }

  private static String[] inserts(List<MySqlValue> values, int from) {
    List<String> sql = new ArrayList<>(List.of("SET sql_mode = ''", "SET NAMES utf8mb4"));
    for (int i = 0; i < values.size(); i++) {
      sql.add(
          "INSERT INTO matrix (id, v%d) VALUES (%d, %s)"
              .formatted(i, from + i, values.get(i).sql()));
    }
    return sql.toArray(String[]::new);
  }

  private String yaml(List<Side> sides) {
    StringBuilder sources = new StringBuilder();
    StringBuilder targets = new StringBuilder();
    StringBuilder entities = new StringBuilder();
    for (Side side : sides) {
      sources.append(
          """
              - id: %s
                type: mysql-cdc
                config: {host: %s, port: %d, database: %s, username: %s, password: "${file:%s}", tables: [matrix]}
          """
              .formatted(
                  side.kind(),
                  side.server().host(),
                  side.server().port(),
                  SOURCE,
                  side.server().user(),
                  side.source().passwordFile()));
      DatabaseServer target = side.target().server();
      targets.append(jdbc("beside-" + side.kind(), target, side.target().passwordFile()));
      entities.append(
          """
              - {name: %s, key: [id], from: [{source: %s, stream: %s.matrix}], merge: {strategy: last-write-wins}, to: [{target: postgres}, {target: beside-%s}]}
          """
              .formatted(side.table(), side.kind(), SOURCE, side.kind()));
    }
    targets.append(jdbc("postgres", postgres, site.passwordFile()));
    return """
        pipeline:
          id: mysql-types
          parallelism: 1
          data_dir: %s
          checkpointing: {interval: 500ms}
          sources:
        %s  targets:
        %s  entities:
        %s  dlq:
            type: jdbc
            config: {url: "%s", username: %s, password: "${file:%s}", flush_interval: 100ms}
        """
        .formatted(
            site.folder().resolve("data"),
            sources,
            targets,
            entities,
            postgres.jdbcUrl(TARGET),
            postgres.user(),
            site.passwordFile());
  }

  private static String jdbc(String id, DatabaseServer server, java.nio.file.Path password) {
    return """
            - id: %s
              type: jdbc
              config: {url: "%s", username: %s, password: "${file:%s}", flush_interval: 100ms}
        """
        .formatted(id, server.jdbcUrl(TARGET), server.user(), password);
  }

  private static String shortened(String value) {
    return value.length() > 60 ? value.substring(0, 60) + "…" : value;
  }
}
