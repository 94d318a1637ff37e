package io.esync.connectors.cdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.esync.connectors.cdc.mysql.MySqlCapture;
import io.esync.connectors.cdc.mysql.MySqlRereader;
import io.esync.connectors.spi.SourceContext;
import io.esync.connectors.testkit.MySqlFamilyServer;
import io.esync.operators.model.SourceVersion;
import io.esync.operators.resync.Since;
import io.esync.operators.resync.TableReader;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tables of MySQL and MariaDB are read again: whole, in chunks, and from a place that holds. */
final class MySqlRereadTest {
  private static final String SERVERS = "io.esync.connectors.cdc.MySqlServers#all";
  private static final long QUESTIONS = 20;

  /** How many questions the server was asked; who waits for transactions asks all the time. */
  private static long questions(MySqlFamilyServer server) throws SQLException {
    try (Connection connection = server.connect("mysql");
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SHOW GLOBAL STATUS LIKE 'Com_select'")) {
      row.next();
      return row.getLong(2);
    }
  }

  private static TableReader open(MySqlFamilyServer server, String database) {
    MySqlCdcConfig config = MySqlServers.config(server, 10, database + "\\..*");
    SourceContext context = new SourceContext("test", database, List.of(), List.of());
    return new MySqlRereader(MySqlCapture.of(config, context)).open();
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource(SERVERS)
  void every_row_comes_once_however_a_table_is_cut(MySqlFamilyServer server) throws Exception {
    MySqlServers.given(
        server,
        "again_cut",
        "CREATE TABLE numbered (id bigint PRIMARY KEY, t text)",
        "INSERT INTO numbered WITH RECURSIVE i AS (SELECT 1 n UNION ALL SELECT n + 1 FROM i"
            + " WHERE n < 95) SELECT n, concat('row ', n) FROM i",
        "CREATE TABLE named (name varchar(20) CHARACTER SET latin1, n int, PRIMARY KEY (name, n))",
        "INSERT INTO named WITH RECURSIVE i AS (SELECT 1 n UNION ALL SELECT n + 1 FROM i"
            + " WHERE n < 60) SELECT concat('é', n % 3), n FROM i",
        "CREATE TABLE nothing (id int PRIMARY KEY)");
    try (TableReader reader = open(server, "again_cut")) {
      Since since = reader.since();
      for (String table : List.of("numbered", "named", "nothing")) {
        assertThat(Rereadings.all(reader, "again_cut." + table, since))
            .as(table)
            .containsExactlyInAnyOrderElementsOf(
                Rereadings.queried(server.connect("again_cut"), table));
      }
      assertThat(Rereadings.chunks(reader, "again_cut.numbered", since)).isEqualTo(10);
    }
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource(SERVERS)
  void a_place_is_found_only_when_all_that_may_have_written_before_it_has_ended(
      MySqlFamilyServer server) throws Exception {
    MySqlServers.given(
        server,
        "again_open",
        "CREATE TABLE awaited (id int PRIMARY KEY, n int)",
        "INSERT INTO awaited VALUES (1, 0)");
    CompletableFuture<List<String>> reading;
    try (Connection open = server.connect("again_open");
        Statement statement = open.createStatement()) {
      open.setAutoCommit(false);
      statement.execute("UPDATE awaited SET n = 1");
      long before = questions(server);
      reading =
          CompletableFuture.supplyAsync(
              () -> Rereadings.rows(open(server, "again_open"), "again_open.awaited"));
      await().atMost(MySqlServers.PATIENCE).until(() -> questions(server) > before + QUESTIONS);
      open.commit();
    }
    assertThat(reading.get()).containsExactly("[1, 1]");
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource(SERVERS)
  void rows_that_were_changed_without_a_trace_in_the_log_are_newer_each_time(
      MySqlFamilyServer server) throws Exception {
    MySqlServers.given(
        server,
        "again_unseen",
        "CREATE TABLE t (id int PRIMARY KEY, n int)",
        "INSERT INTO t VALUES (1, 9)");
    try (TableReader reader = open(server, "again_unseen");
        Connection connection = server.connect("again_unseen");
        Statement statement = connection.createStatement()) {
      SourceVersion first = reader.since().rows();
      statement.execute("SET sql_log_bin = 0");
      statement.execute("UPDATE t SET n = 1");
      Since since = reader.since();

      assertThat(since.rows().compareTo(first)).isPositive();
      assertThat(Rereadings.all(reader, "again_unseen.t", since)).containsExactly("[1, 1]");
    }
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource(SERVERS)
  void one_row_is_read_by_its_key_or_told_to_be_gone(MySqlFamilyServer server) throws Exception {
    MySqlServers.given(
        server,
        "again_key",
        "CREATE TABLE t (id bigint, name varchar(20), PRIMARY KEY (id, name))",
        "INSERT INTO t VALUES (7, 'ann'), (8, 'bob')");
    try (TableReader reader = open(server, "again_key")) {
      Since since = reader.since();
      Map<String, Object> bob = Map.of("id", BigDecimal.valueOf(8), "name", "bob");
      Map<String, Object> eve = Map.of("id", BigDecimal.valueOf(8), "name", "eve");
      assertThat(Rereadings.shown(reader.rows("again_key.t", bob, since)))
          .containsExactly("[8, bob]");
      assertThat(reader.rows("again_key.t", eve, since)).isEmpty();
      assertThat(reader.gone("again_key.t", eve, since).before().keyValues())
          .containsExactly(8L, "eve");
    }
  }
}
