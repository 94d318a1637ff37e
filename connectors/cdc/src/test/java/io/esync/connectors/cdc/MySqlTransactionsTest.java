package io.esync.connectors.cdc;

import static io.esync.connectors.cdc.MySqlServers.PATIENCE;
import static io.esync.connectors.cdc.MySqlServers.awaitRecords;
import static io.esync.connectors.cdc.MySqlServers.given;
import static io.esync.connectors.cdc.MySqlServers.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.esync.connectors.testkit.MySqlFamilyServer;
import io.esync.connectors.testkit.contract.SourceRun;
import io.esync.operators.model.Heartbeat;
import io.esync.operators.model.SourceChange;
import io.esync.operators.model.SourceRecord;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Transactions that are prepared or take long. */
final class MySqlTransactionsTest {
  @RegisterExtension static final MiniClusterExtension CLUSTER = Clusters.ofSlots(4);

  @TempDir private Path folder;

  static Stream<Named<MySqlFamilyServer>> servers() {
    return MySqlServers.all();
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
              () -> server.execute("slow", "UPDATE t SET n = 1 + get_lock('slow', 300)"));
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

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("servers")
  void a_transaction_that_is_read_again_from_its_middle_on_has_the_same_versions(
      MySqlFamilyServer server) throws Exception {
    int rows = 6000;
    given(server, "halved", "CREATE TABLE t (id int PRIMARY KEY)");
    try (SourceRun run = run(server, "halved", null, "halved.t")) {
      await().atMost(PATIENCE).until(() -> !run.heartbeats().isEmpty());
      AtomicInteger read = new AtomicInteger();
      run.failOnceAt(record -> isLate(record, read, rows - 500));
      StringBuilder insert = new StringBuilder("INSERT INTO t VALUES (0)");
      for (int id = 1; id < rows; id++) {
        insert.append(", (").append(id).append(')');
      }
      server.execute("halved", insert.toString());

      await()
          .atMost(PATIENCE)
          .until(() -> run.hasFailed() && Replica.byVersion(run.records()).size() == rows);
      assertThat(run.records()).hasSizeGreaterThan(rows);
      assertThat(
              run.records().stream()
                  .map(SourceChange.class::cast)
                  .collect(
                      Collectors.groupingBy(
                          change -> change.after().get("id"),
                          Collectors.mapping(
                              change -> change.origin().version(), Collectors.toSet())))
                  .values())
          .allMatch(versions -> versions.size() == 1);
    }
  }

  /** Takes its time with every thousandth record, so that checkpoints come between. */
  private static boolean isLate(SourceRecord record, AtomicInteger read, int late) {
    if (!(record instanceof SourceChange)) {
      return false;
    }
    int number = read.incrementAndGet();
    if (number % 1000 == 0) {
      Instant before = Instant.now();
      await().until(() -> Instant.now().isAfter(before.plusMillis(200)));
    }
    return number > late;
  }
}
