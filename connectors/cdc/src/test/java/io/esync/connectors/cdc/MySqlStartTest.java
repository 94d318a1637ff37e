package io.esync.connectors.cdc;

import static io.esync.connectors.cdc.MySqlServers.awaitRecords;
import static io.esync.connectors.cdc.MySqlServers.given;
import static io.esync.connectors.cdc.MySqlServers.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.esync.connectors.testkit.MySqlFamilyServer;
import io.esync.connectors.testkit.contract.SourceRun;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where a source begins that has no state, and that one with state goes on where it was. */
final class MySqlStartTest {
  @RegisterExtension static final MiniClusterExtension CLUSTER = Clusters.ofSlots(4);

  @TempDir private Path folder;

  static Stream<Named<MySqlFamilyServer>> servers() {
    return MySqlServers.all();
  }

  private static SourceRun start(
      MySqlFamilyServer server, String database, String place, String savepoint, String... tables)
      throws Exception {
    MySqlCdcConfig config = MySqlServers.config(server, place, "preferred", 10, tables);
    return run(config, MySqlServers.id(server, database), savepoint);
  }

  /** The end of the log, as the server names it. */
  private static String end(MySqlFamilyServer server) throws SQLException {
    try (Connection connection = server.connect("mysql");
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SHOW MASTER STATUS")) {
      row.next();
      return row.getString(1) + ":" + row.getString(2);
    }
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("servers")
  void from_the_end_no_row_is_copied_but_of_tables_that_are_added_later(MySqlFamilyServer server)
      throws Exception {
    given(
        server,
        "latest",
        "CREATE TABLE a (id int PRIMARY KEY, n int)",
        "CREATE TABLE b (id int PRIMARY KEY, n int)",
        "INSERT INTO a VALUES (1, 0), (2, 0)",
        "INSERT INTO b VALUES (1, 0)");
    String savepoint;
    try (SourceRun run = start(server, "latest", "latest", null, "latest.a")) {
      await().atMost(MySqlServers.PATIENCE).until(() -> !run.heartbeats().isEmpty());
      server.execute("latest", "UPDATE a SET n = 1 WHERE id = 1");
      awaitRecords(run, 1);
      savepoint = run.stopWithSavepoint(folder);
    }
    server.execute("latest", "UPDATE a SET n = 2 WHERE id = 1");

    try (SourceRun run = start(server, "latest", "latest", savepoint, "latest.a", "latest.b")) {
      awaitRecords(run, 3);
      assertThat(Replica.byVersion(run.records()))
          .hasToString("{latest.a[1]=[1, 2], latest.b[1]=[1, 0]}");
    }
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("servers")
  void from_a_place_of_the_log_each_change_behind_it_comes(MySqlFamilyServer server)
      throws Exception {
    given(server, "placed", "CREATE TABLE t (id int PRIMARY KEY)", "INSERT INTO t VALUES (1)");
    String place = end(server);
    server.execute("placed", "INSERT INTO t VALUES (2)", "FLUSH BINARY LOGS", "DELETE FROM t");

    try (SourceRun run = start(server, "placed", place, null, "placed.t")) {
      awaitRecords(run, 3);
      assertThat(Replica.byArrival(run.records())).isEmpty();
      assertThat(run.records()).noneMatch(record -> record.origin().snapshot());
    }
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("servers")
  void a_place_that_the_log_does_not_have_is_refused(MySqlFamilyServer server) throws Exception {
    given(server, "nowhere", "CREATE TABLE t (id int PRIMARY KEY)");
    try (SourceRun run = start(server, "nowhere", "binlog.987654:4", null, "nowhere.t")) {
      assertThat(run.awaitFailure())
          .hasStackTraceContaining("start: the binary log has no binlog.987654:4 (")
          .hasStackTraceContaining("the oldest file that is left is ")
          .hasStackTraceContaining("Correct it: SHOW BINARY LOGS");
    }
  }

  @Test
  void what_is_no_place_is_refused() {
    MySqlFamilyServer server = servers().findFirst().orElseThrow().getPayload();
    assertThatThrownBy(() -> MySqlServers.config(server, "erliest", "preferred", 10, "d.t"))
        .hasMessage(
            "start must be initial, latest or a place in the log as file:position, e.g."
                + " binlog.000042:4711, not erliest");
  }
}
