package io.esync.connectors.cdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.esync.connectors.cdc.postgres.PostgresCdcSource;
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
import org.apache.flink.cdc.connectors.base.source.utils.hooks.SnapshotPhaseHooks;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tables that change while they are copied come out equal, whatever the moment. */
final class SnapshotConsistencyTest {
  @RegisterExtension static final MiniClusterExtension CLUSTER = Clusters.ofSlots(4);

  private static final Duration LONG = Duration.ofMinutes(2);

  private static PostgresCdcFixture fixture;
  private static Connection open;
  private static final AtomicBoolean FIRST = new AtomicBoolean();

  @BeforeAll
  static void start() {
    fixture = new PostgresCdcFixture();
  }

  @AfterAll
  static void stop() {
    fixture.close();
  }

  private static void given(String database, String... sql) {
    fixture.server().createDatabase(database);
    fixture.server().execute(database, sql);
  }

  private static void awaitEqual(String database, String table) {
    await()
        .atMost(LONG)
        .untilAsserted(
            () -> {
              var expected = fixture.rows(database, table, "id");
              var records = SourceRun.records(database);
              assertThat(Replica.byVersion(records)).as("by version").isEqualTo(expected);
              assertThat(Replica.byArrival(records)).as("by arrival").isEqualTo(expected);
            });
  }

  @Test
  void a_transaction_that_is_open_while_a_chunk_is_read_is_not_lost() throws Exception {
    given("across", "CREATE TABLE t (id int PRIMARY KEY, n int)", "INSERT INTO t VALUES (1, 0)");
    SnapshotPhaseHooks hooks = new SnapshotPhaseHooks();
    hooks.setPreLowWatermarkAction((config, split) -> beginUpdate());
    hooks.setPreHighWatermarkAction((config, split) -> open.commit());
    PostgresCdcSource source = fixture.source("across", 10, "public.t");
    source.setSnapshotHooks(hooks);

    try (SourceRun run = SourceRun.start("across", source, 2, null)) {
      await().until(() -> run.records().size() >= 2);
      awaitEqual("across", "t");
    } finally {
      open.close();
    }
  }

  private static void beginUpdate() throws SQLException {
    open = fixture.server().connect("across");
    open.setAutoCommit(false);
    try (Statement statement = open.createStatement()) {
      statement.execute("UPDATE t SET n = 1");
    }
    // a commit of another transaction, so that the log of the update is written before the chunk
    fixture.server().execute("across", "CREATE TABLE written ()");
  }

  @Test
  void a_row_that_is_deleted_between_a_checkpoint_in_its_chunk_and_the_next_reading_goes()
      throws Exception {
    given(
        "reread",
        "CREATE TABLE t (id int PRIMARY KEY, n int)",
        "INSERT INTO t SELECT i, 0 FROM generate_series(1, 2500) i");
    FIRST.set(true);
    SnapshotPhaseHooks hooks = new SnapshotPhaseHooks();
    hooks.setPreHighWatermarkAction((config, split) -> deleteAndFail());
    PostgresCdcSource source = fixture.source("reread", 50_000, "public.t");
    source.setSnapshotHooks(hooks);

    try (SourceRun run = SourceRun.start("reread", source, 2, null)) {
      await().atMost(LONG).until(() -> run.records().size() > 4000);
      awaitEqual("reread", "t");
    }
  }

  private static void deleteAndFail() {
    if (FIRST.getAndSet(false)) {
      await().until(() -> SourceRun.records("reread").size() == 2000);
      SourceRun.awaitCheckpoint("reread");
      fixture.server().execute("reread", "DELETE FROM t WHERE id = 1");
      throw new IllegalStateException("a failure that the test asked for");
    }
  }

  @Test
  void a_busy_table_comes_out_equal_in_spite_of_failures() throws Exception {
    given(
        "busy",
        "CREATE TABLE t (id int PRIMARY KEY, n int)",
        "INSERT INTO t SELECT i, 0 FROM generate_series(1, 20000) i");
    AtomicBoolean writing = new AtomicBoolean(true);
    ExecutorService writers = Executors.newFixedThreadPool(3);
    List<Future<?>> done = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      int seed = i;
      done.add(writers.submit(() -> write(seed, writing)));
    }
    AtomicInteger read = new AtomicInteger();
    SourceRun.failOnceAt("busy", record -> read.incrementAndGet() > 9000);

    try (SourceRun run =
        SourceRun.start("busy", fixture.source("busy", 1000, "public.t"), 3, null)) {
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
      awaitEqual("busy", "t");
    } finally {
      writing.set(false);
      writers.shutdown();
    }
  }

  private static Void write(int seed, AtomicBoolean writing) throws SQLException {
    Random random = new Random(seed);
    try (Connection connection = fixture.server().connect("busy");
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      while (writing.get()) {
        for (int i = random.nextInt(5); i >= 0; i--) {
          int id = 1 + random.nextInt(20_500);
          statement.execute(
              switch (random.nextInt(5)) {
                case 0 -> "DELETE FROM t WHERE id = " + id;
                case 1 ->
                    "INSERT INTO t VALUES (" + id + ", -1) ON CONFLICT (id) DO UPDATE SET n = -2";
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
      }
    } catch (SQLException e) {
      if (!"40P01".equals(e.getSQLState()) && !"23505".equals(e.getSQLState())) {
        throw e;
      }
      return write(seed + 10, writing); // deadlocks are part of a busy table
    }
    return null;
  }
}
