package io.esync.connectors.cdc;

import static io.esync.connectors.cdc.MySqlServers.PATIENCE;
import static io.esync.connectors.cdc.MySqlServers.awaitRecords;
import static io.esync.connectors.cdc.MySqlServers.given;
import static io.esync.connectors.cdc.MySqlServers.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.esync.connectors.testkit.MySqlFamilyServer;
import io.esync.connectors.testkit.contract.SourceRun;
import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.Origin;
import io.esync.operators.model.SourceChange;
import io.esync.operators.model.SourceRecord;
import io.esync.operators.model.SourceVersion;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a source emits while all goes well, and across a stop and a restart. */
final class MySqlCdcTest {
  @RegisterExtension static final MiniClusterExtension CLUSTER = Clusters.ofSlots(4);

  @TempDir private Path folder;

  static Stream<Named<MySqlFamilyServer>> servers() {
    return MySqlServers.all();
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("servers")
  void rows_and_changes_of_several_tables_arrive(MySqlFamilyServer server) throws Exception {
    given(
        server,
        "basics",
        "CREATE TABLE customers (id int PRIMARY KEY, name text)",
        "CREATE TABLE orders_a (region varchar(9), id bigint, note text, PRIMARY KEY (region, id))",
        "CREATE TABLE other (id int PRIMARY KEY)",
        "INSERT INTO customers VALUES (1, 'Ada'), (2, 'Bob')",
        "INSERT INTO orders_a VALUES ('eu', 7, 'x')",
        "INSERT INTO other VALUES (1)");
    Instant before = Instant.now().minusSeconds(1); // MariaDB tells whole seconds

    try (SourceRun run = run(server, "basics", null, "basics.customers", "basics\\.orders_.*")) {
      awaitRecords(run, 3);
      server.execute(
          "basics",
          "INSERT INTO customers VALUES (3, 'Cyd')",
          "UPDATE customers SET name = 'Bea' WHERE id = 2",
          "UPDATE customers SET id = 9 WHERE id = 1",
          "DELETE FROM orders_a",
          "INSERT INTO other VALUES (2)",
          "CREATE TABLE orders_b (id int PRIMARY KEY)",
          "INSERT INTO orders_b VALUES (5)");
      awaitRecords(run, 9);

      List<SourceRecord> records = run.records();
      assertThat(Replica.byArrival(records))
          .hasToString(
              "{basics.customers[2]=[2, Bea], basics.customers[3]=[3, Cyd],"
                  + " basics.customers[9]=[9, Ada], basics.orders_b[5]=[5]}");
      assertThat(Replica.byVersion(records)).isEqualTo(Replica.byArrival(records));
      SourceChange removed = (SourceChange) records.get(7);
      assertThat(removed.op()).isEqualTo(ChangeOp.DELETE);
      assertThat(removed.before().get("note")).isEqualTo("x");
      assertThat(removed.origin().instant()).isBetween(before, Instant.now());
      assertThat(removed.origin().snapshot()).isFalse();
      assertThat(records.get(0).origin().timestamp()).isEqualTo(Origin.UNKNOWN_TIME);
      assertThat(records.get(0).origin().snapshot()).isTrue();
    }
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("servers")
  void versions_rise_in_the_order_of_the_log_within_and_across_its_files(MySqlFamilyServer server)
      throws Exception {
    given(server, "ordered", "CREATE TABLE t (id int PRIMARY KEY, n int)");
    try (SourceRun run = run(server, "ordered", null, "ordered.t");
        Connection connection = server.connect("ordered");
        Statement statement = connection.createStatement()) {
      await().until(() -> !run.heartbeats().isEmpty());
      for (int file = 0; file < 3; file++) {
        connection.setAutoCommit(false);
        statement.execute("INSERT INTO t VALUES (" + file + ", 0), (" + (file + 10) + ", 0)");
        statement.execute("UPDATE t SET n = n + 1 WHERE id = " + file);
        statement.execute("UPDATE t SET n = n + 1 WHERE id = " + file);
        connection.commit();
        connection.setAutoCommit(true);
        statement.execute("DELETE FROM t WHERE id >= 10");
        statement.execute("FLUSH BINARY LOGS");
      }
      awaitRecords(run, 15);

      assertThat(run.records())
          .extracting(record -> record.origin().version())
          .isSortedAccordingTo(SourceVersion::compareTo)
          .doesNotHaveDuplicates()
          .allMatch(version -> version.major() > 0);
    }
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("servers")
  void a_stopped_job_goes_on_where_it_was(MySqlFamilyServer server) throws Exception {
    given(
        server,
        "resumed",
        "CREATE TABLE t (id int PRIMARY KEY, n int)",
        "INSERT INTO t VALUES (1, 0), (2, 0), (3, 0)");
    String savepoint;
    try (SourceRun run = run(server, "resumed", null, "resumed.t")) {
      awaitRecords(run, 3);
      server.execute("resumed", "UPDATE t SET n = 1 WHERE id = 1");
      awaitRecords(run, 4);
      savepoint = run.stopWithSavepoint(folder);
    }
    server.execute(
        "resumed",
        "UPDATE t SET n = 2 WHERE id = 2",
        "FLUSH BINARY LOGS",
        "ALTER TABLE t ADD COLUMN added varchar(9) DEFAULT 'x'",
        "DELETE FROM t WHERE id = 3",
        "INSERT INTO t VALUES (4, 4, 'y')");

    try (SourceRun run = run(server, "resumed", savepoint, "resumed.t")) {
      awaitRecords(run, 7);
      server.execute("resumed", "UPDATE t SET n = 9 WHERE id = 4");
      awaitRecords(run, 8);
      assertThat(Replica.byArrival(run.records()))
          .hasToString("{resumed.t[1]=[1, 1], resumed.t[2]=[2, 2], resumed.t[4]=[4, 9, y]}");
    }
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("servers")
  void a_table_that_is_added_later_is_copied_and_no_other(MySqlFamilyServer server)
      throws Exception {
    given(
        server,
        "added",
        "CREATE TABLE a (id int PRIMARY KEY, n int)",
        "CREATE TABLE b (id int PRIMARY KEY, n int)",
        "INSERT INTO a VALUES (1, 0)",
        "INSERT INTO b VALUES (1, 0), (2, 0)");
    String savepoint;
    try (SourceRun run = run(server, "added", null, "added.a")) {
      awaitRecords(run, 1);
      server.execute("added", "UPDATE a SET n = 1");
      awaitRecords(run, 2);
      savepoint = run.stopWithSavepoint(folder);
    }

    try (SourceRun run = run(server, "added", savepoint, "added.a", "added.b")) {
      await().atMost(PATIENCE).until(() -> Replica.byArrival(run.records()).size() == 3);
      server.execute("added", "UPDATE b SET n = 2 WHERE id = 1", "UPDATE a SET n = 2");
      awaitRecords(run, 6);

      assertThat(Replica.byVersion(run.records()))
          .hasToString("{added.a[1]=[1, 2], added.b[1]=[1, 2], added.b[2]=[2, 0]}");
      assertThat(run.records().stream().filter(record -> record.origin().snapshot()))
          .extracting(record -> record.origin().stream())
          .containsExactly("added.a", "added.b", "added.b");
    }
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("servers")
  void tables_with_any_key_or_none_are_copied_whole(MySqlFamilyServer server) throws Exception {
    String[] types = {
      "varchar(9) CHARACTER SET utf8mb4", "binary(3)", "decimal(20,4)", "bigint unsigned",
      "datetime(3)", "smallint", "varbinary(9)", "char(3) CHARACTER SET latin1"
    };
    String[] values = {
      "concat('é', i)", "unhex(lpad(hex(i), 6, '0'))", "i * 1.5", "18446744073709551000 + i",
      "'2024-01-01' + INTERVAL i SECOND", "i - 20", "concat('b', i)", "concat('ü', i)"
    };
    server.createDatabase("keyed");
    String numbers = "SELECT 1 AS i";
    for (int i = 2; i <= 35; i++) {
      numbers += " UNION ALL SELECT " + i;
    }
    for (int i = 0; i < types.length; i++) {
      server.execute(
          "keyed",
          "SET NAMES utf8mb4",
          "CREATE TABLE k" + i + " (id " + types[i] + " PRIMARY KEY)",
          "INSERT INTO k" + i + " SELECT " + values[i] + " FROM (" + numbers + ") AS n");
    }
    server.execute(
        "keyed",
        "CREATE TABLE k8 (line varchar(9))",
        "INSERT INTO k8 SELECT concat('x', i) FROM (" + numbers + ") AS n",
        "CREATE TABLE k9 (a varchar(9), b int, PRIMARY KEY (a, b))",
        "INSERT INTO k9 SELECT 'same', i FROM (" + numbers + ") AS n");

    try (SourceRun run = run(server, "keyed", null, "keyed\\.k.*")) {
      awaitRecords(run, 350);
      assertThat(run.records().stream().map(record -> ((SourceChange) record).after()).distinct())
          .hasSize(315 + 35);
    }
  }
}
