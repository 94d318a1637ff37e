package io.esync.connectors.cdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.esync.connectors.cdc.mysql.MySqlCdcSource;
import io.esync.connectors.testkit.MySqlFamilyServer;
import io.esync.connectors.testkit.contract.SourceRun;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.flink.cdc.connectors.base.source.utils.hooks.SnapshotPhaseHooks;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Copy and log together give the table as it is, whatever happens while it is copied. */
final class MySqlConsistencyTest {
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final String NUMBERS =
      "SELECT 1 + a.i + 10 * b.i + 100 * c.i + 1000 * d.i AS id FROM digits a, digits b, digits c,"
          + " digits d";

  @RegisterExtension static final MiniClusterExtension CLUSTER = Clusters.ofSlots(4);

  private static Connection open;
  private static final AtomicBoolean FIRST = new AtomicBoolean();
  private static MySqlFamilyServer current;

  static Stream<Named<MySqlFamilyServer>> servers() {
    return MySqlServers.all();
  }

  /** A table {@code t} with {@code rows} rows, at most 10,000. */
  private static void given(MySqlFamilyServer server, String database, int rows) {
    current = server;
    server.createDatabase(database);
    server.execute(
        database,
        "CREATE TABLE t (id int PRIMARY KEY, n int)",
        "CREATE TABLE digits (i int PRIMARY KEY)",
        "INSERT INTO digits VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)",
        "INSERT INTO t SELECT id, 0 FROM (" + NUMBERS + ") AS n WHERE id <= " + rows);
  }

  private static void awaitEqual(MySqlFamilyServer server, String database) {
    String id = MySqlServers.id(server, database);
    await()
        .atMost(LONG)
        .untilAsserted(
            () -> {
              var expected = MySqlServers.rows(server, database, "t", "id");
              var records = SourceRun.records(id);
              assertThat(Replica.byVersion(records)).as("by version").isEqualTo(expected);
              assertThat(Replica.byArrival(records)).as("by arrival").isEqualTo(expected);
            });
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("servers")
  void the_copy_waits_for_transactions_that_may_stand_in_the_log_before_it_begins(
      MySqlFamilyServer server) throws Exception {
    given(server, "waiting", 1);
    try (Connection writer = server.connect("waiting");
        Statement statement = writer.createStatement()) {
      writer.setAutoCommit(false);
      statement.execute("UPDATE t SET n = 1");

      try (SourceRun run =
          SourceRun.start(
              MySqlServers.id(server, "waiting"),
              MySqlServers.source(server, 10, "waiting.t"),
              1,
              null)) {
        await().atMost(LONG).until(() -> MySqlServers.hasConnectionOfSource(server));
        await().during(Duration.ofSeconds(2)).until(() -> run.records().isEmpty());
        writer.commit();
        awaitEqual(server, "waiting");
      }
    }
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("servers")
  void a_transaction_that_is_open_while_a_chunk_is_read_is_not_lost(MySqlFamilyServer server)
      throws Exception {
    given(server, "across", 1);
    SnapshotPhaseHooks hooks = new SnapshotPhaseHooks();
    hooks.setPreLowWatermarkAction((config, split) -> beginUpdate());
    hooks.setPreHighWatermarkAction((config, split) -> open.commit());
    MySqlCdcSource source = MySqlServers.source(server, 10, "across.t");
    source.setSnapshotHooks(hooks);

    try (SourceRun run = SourceRun.start(MySqlServers.id(server, "across"), source, 2, null)) {
      await().atMost(LONG).until(() -> run.records().size() >= 2);
      awaitEqual(server, "across");
    } finally {
      open.close();
    }
  }

  private static void beginUpdate() throws SQLException {
    open = current.connect("across");
    open.setAutoCommit(false);
    try (Statement statement = open.createStatement()) {
      statement.execute("UPDATE t SET n = 1");
    }
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("servers")
  void a_row_that_is_deleted_between_a_checkpoint_in_its_chunk_and_the_next_reading_goes(
      MySqlFamilyServer server) throws Exception {
    given(server, "reread", 2500);
    FIRST.set(true);
    SnapshotPhaseHooks hooks = new SnapshotPhaseHooks();
    hooks.setPreHighWatermarkAction((config, split) -> deleteAndFail());
    MySqlCdcSource source = MySqlServers.source(server, 50_000, "reread.t");
    source.setSnapshotHooks(hooks);

    try (SourceRun run = SourceRun.start(MySqlServers.id(server, "reread"), source, 2, null)) {
      await().atMost(LONG).until(() -> run.records().size() > 4000);
      awaitEqual(server, "reread");
    }
  }

  private static void deleteAndFail() {
    if (FIRST.getAndSet(false)) {
      String id = MySqlServers.id(current, "reread");
      await().until(() -> SourceRun.records(id).size() == 2000);
      SourceRun.awaitCheckpoint(id);
      current.execute("reread", "DELETE FROM t WHERE id = 1", "FLUSH BINARY LOGS");
      throw new IllegalStateException("a failure that the test asked for");
    }
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("servers")
  void a_busy_table_comes_out_equal_in_spite_of_failures_and_new_files_of_the_log(
      MySqlFamilyServer server) throws Exception {
    given(server, "busy", 10_000);
    String id = MySqlServers.id(server, "busy");
    AtomicBoolean writing = new AtomicBoolean(true);
    ExecutorService writers = Executors.newFixedThreadPool(3);
    List<Future<?>> done = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      int seed = i;
      done.add(writers.submit(() -> write(server, seed, writing)));
    }
    AtomicInteger read = new AtomicInteger();
    SourceRun.failOnceAt(id, record -> read.incrementAndGet() > 5000);

    try (SourceRun run = SourceRun.start(id, MySqlServers.source(server, 500, "busy.t"), 3, null)) {
      await()
          .atMost(LONG)
          .until(() -> run.records().stream().anyMatch(r -> !r.origin().snapshot()));
      assertThat(run.hasFailed()).isTrue();
      run.failOnceAt(record -> !record.origin().snapshot());
      await().atMost(LONG).until(run::hasFailed);
      writing.set(false);
      for (Future<?> writer : done) {
        writer.get();
      }
      awaitEqual(server, "busy");
    } finally {
      writing.set(false);
      writers.shutdown();
    }
  }

  private static Void write(MySqlFamilyServer server, int seed, AtomicBoolean writing)
      throws SQLException {
    Random random = new Random(seed);
    try (Connection connection = server.connect("busy");
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      while (writing.get()) {
        for (int i = random.nextInt(5); i >= 0; i--) {
          int id = 1 + random.nextInt(10_500);
          statement.execute(
              switch (random.nextInt(5)) {
                case 0 -> "DELETE FROM t WHERE id = " + id;
                case 1 -> "INSERT INTO t VALUES (" + id + ", -1) ON DUPLICATE KEY UPDATE n = -2";
                case 2 ->
                    "UPDATE t SET id = "
                        + (30_000 + seed * 1_000_000 + random.nextInt(900_000))
                        + " WHERE id = "
                        + id;
                default -> "UPDATE t SET n = n + 1 WHERE id = " + id;
              });
        }
        if (random.nextInt(10) == 0) {
          connection.rollback();
        } else {
          connection.commit();
        }
        if (random.nextInt(2000) == 0) {
          statement.execute("FLUSH BINARY LOGS");
        }
      }
    } catch (SQLException e) {
      if (!"40001".equals(e.getSQLState()) && !"23000".equals(e.getSQLState())) {
        throw e;
      }
      return write(server, seed + 10, writing); // deadlocks are part of a busy table
    }
    return null;
  }
}
