package io.esync.connectors.cdc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.esync.connectors.testkit.MySqlFamilyServer;
import io.esync.connectors.testkit.contract.SourceRun;
import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.ErrorCode;
import io.esync.operators.model.Heartbeat;
import io.esync.operators.model.Malformed;
import io.esync.operators.model.Origin;
import io.esync.operators.model.SourceChange;
import io.esync.operators.model.SourceRecord;
import io.esync.operators.model.SourceVersion;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a source emits while all goes well, and across a stop and a restart. */
final class MySqlCdcTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(4)
              .build());

  @TempDir private Path folder;

  static Stream<Named<MySqlFamilyServer>> servers() {
    return MySqlServers.all();
  }

  private static void given(MySqlFamilyServer server, String database, String... sql) {
    server.createDatabase(database);
    server.execute(database, sql);
  }

  private static SourceRun run(
      MySqlFamilyServer server, String database, String savepoint, String... tables)
      throws Exception {
    return SourceRun.start(
        MySqlServers.id(server, database), MySqlServers.source(server, 10, tables), 2, savepoint);
  }

  private static void awaitRecords(SourceRun run, int count) {
    await().atMost(PATIENCE).until(() -> run.records().size() >= count);
    assertThat(run.records()).hasSize(count);
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
  void columns_may_be_added_dropped_renamed_and_exchanged_while_rows_change(
      MySqlFamilyServer server) throws Exception {
    given(
        server,
        "evolved",
        "CREATE TABLE t (id int PRIMARY KEY, a varchar(9), b varchar(9))",
        "INSERT INTO t VALUES (1, 'a', 'b')");
    try (SourceRun run = run(server, "evolved", null, "evolved.t")) {
      awaitRecords(run, 1);
      server.execute(
          "evolved",
          "ALTER TABLE t ADD COLUMN c int FIRST",
          "INSERT INTO t VALUES (7, 2, 'a', 'b')",
          "ALTER TABLE t CHANGE a x varchar(9), CHANGE b a varchar(9)",
          "UPDATE t SET x = 'X' WHERE id = 2",
          "ALTER TABLE t DROP COLUMN a, MODIFY x varchar(9) AFTER c",
          "INSERT INTO t VALUES (8, 'Y', 3)");
      awaitRecords(run, 4);

      assertThat(run.records().subList(1, 4))
          .extracting(record -> ((SourceChange) record).after().toString())
          .containsExactly("{c=7, id=2, a=a, b=b}", "{c=7, id=2, x=X, a=b}", "{c=8, x=Y, id=3}");
    }
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("servers")
  void a_prepared_transaction_is_emitted_when_it_is_committed(MySqlFamilyServer server)
      throws Exception {
    given(
        server, "xa", "CREATE TABLE t (id int PRIMARY KEY, n int)", "INSERT INTO t VALUES (1, 0)");
    String savepoint;
    try (SourceRun run = run(server, "xa", null, "xa.t")) {
      awaitRecords(run, 1);
      prepare(server, "one", "INSERT INTO t VALUES (2, 0)");
      prepare(server, "two", "INSERT INTO t VALUES (3, 0)");
      server.execute("xa", "UPDATE t SET n = 1 WHERE id = 1", "XA ROLLBACK 'two'");
      awaitRecords(run, 2);
      savepoint = run.stopWithSavepoint(folder);
    }
    server.execute("xa", "XA COMMIT 'one'");

    try (SourceRun run = run(server, "xa", savepoint, "xa.t")) {
      await().atMost(PATIENCE).until(() -> Replica.byVersion(run.records()).size() == 2);
      assertThat(Replica.byArrival(run.records())).hasToString("{xa.t[1]=[1, 1], xa.t[2]=[2, 0]}");
    }
  }

  private static void prepare(MySqlFamilyServer server, String name, String sql) {
    server.execute(
        "xa", "XA START '" + name + "'", sql, "XA END '" + name + "'", "XA PREPARE '" + name + "'");
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("servers")
  void what_the_log_does_not_tell_by_rows_is_malformed(MySqlFamilyServer server) throws Exception {
    given(
        server,
        "told",
        "CREATE TABLE t (id int PRIMARY KEY, n int)",
        "INSERT INTO t VALUES (1, 0)");
    try (SourceRun run = run(server, "told", null, "told.t")) {
      awaitRecords(run, 1);
      server.execute(
          "told",
          "SET SESSION binlog_format = 'STATEMENT'",
          "UPDATE told.t SET n = 5",
          "TRUNCATE TABLE `t`");
      awaitRecords(run, 3);

      assertThat(run.records().subList(1, 3))
          .allSatisfy(
              record -> {
                assertThat(record.origin().stream()).isEqualTo("told.t");
                assertThat(((Malformed) record).code()).isEqualTo(ErrorCode.UNREADABLE_RECORD);
              });
      Malformed truncated = (Malformed) run.records().get(2);
      assertThat(truncated.message()).contains("table told.t was truncated");
      assertThat(new String(truncated.payload(), UTF_8)).contains("TRUNCATE TABLE `t`");
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

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("servers")
  void a_long_statement_breaks_no_promise(MySqlFamilyServer server) throws Exception {
    given(
        server,
        "slow",
        "CREATE TABLE t (id int PRIMARY KEY, n int)",
        "INSERT INTO t VALUES (1, 0)");
    try (SourceRun run = run(server, "slow", null, "slow.t");
        Connection holder = server.connect("slow");
        Statement lock = holder.createStatement()) {
      awaitRecords(run, 1);
      lock.execute("DO get_lock('slow', 0)");
      Instant begun = Instant.now().plusSeconds(1); // MariaDB tells whole seconds
      // its log bears the time when it began, which is promised not to come by the time it commits
      CompletableFuture<Void> update =
          CompletableFuture.runAsync(
              () -> server.execute("slow", "UPDATE t SET n = 1 + get_lock('slow', 60)"));
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  run.heartbeats().stream()
                      .anyMatch(each -> each.origin().instant().isAfter(begun)));
      lock.execute("DO release_lock('slow')");
      update.join();
      awaitRecords(run, 2);

      long promised = Long.MIN_VALUE;
      for (SourceRecord record : run.all()) {
        if (!record.origin().snapshot()) {
          assertThat(record.origin().timestamp()).isGreaterThanOrEqualTo(promised);
          promised = record instanceof Heartbeat ? record.origin().timestamp() : promised;
        }
      }
    }
  }
}
