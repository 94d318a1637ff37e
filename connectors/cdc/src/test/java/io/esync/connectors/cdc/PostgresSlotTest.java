package io.esync.connectors.cdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.esync.connectors.testkit.contract.SourceRun;
import java.nio.file.Path;
import org.apache.flink.cdc.connectors.postgres.source.offset.PostgresOffset;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What holds between the state of a source and its replication slot. */
final class PostgresSlotTest {
  @RegisterExtension static final MiniClusterExtension CLUSTER = Clusters.ofSlots(4);

  private static PostgresCdcFixture fixture;

  @TempDir private Path folder;

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

  @Test
  void an_older_savepoint_than_the_slot_is_refused() throws Exception {
    given("older", "CREATE TABLE t (id int PRIMARY KEY)", "INSERT INTO t VALUES (1)");
    String savepoint;
    try (SourceRun run =
        SourceRun.start("older", fixture.source("older", 10, "public.t"), 1, null)) {
      await().until(() -> run.records().size() == 1);
      savepoint = run.savepoint(folder);
      fixture.server().execute("older", "INSERT INTO t VALUES (3)");
      await().until(() -> run.records().size() >= 2);
      long end = fixture.endOfLog("older");
      await().until(() -> fixture.confirmed("older") >= end);
    }

    try (SourceRun run =
        SourceRun.start("older", fixture.source("older", 10, "public.t"), 1, savepoint)) {
      assertThat(run.awaitFailure())
          .hasStackTraceContaining("replication slot 'older' was confirmed up to")
          .hasStackTraceContaining("higher generation");
    }
  }

  @Test
  void state_without_its_slot_is_refused() throws Exception {
    given("dropped", "CREATE TABLE t (id int PRIMARY KEY)", "INSERT INTO t VALUES (1)");
    String savepoint;
    try (SourceRun run =
        SourceRun.start("dropped", fixture.source("dropped", 10, "public.t"), 1, null)) {
      await().until(() -> run.records().size() == 1);
      savepoint = run.stopWithSavepoint(folder);
    }
    await()
        .untilAsserted(
            () ->
                fixture.server().execute("dropped", "SELECT pg_drop_replication_slot('dropped')"));

    try (SourceRun run =
        SourceRun.start("dropped", fixture.source("dropped", 10, "public.t"), 1, savepoint)) {
      assertThat(run.awaitFailure()).hasStackTraceContaining("replication slot 'dropped' is gone");
    }
  }

  @Test
  void the_log_is_handed_out_a_moment_behind_the_checkpoint_that_sets_it_free() throws Throwable {
    given("handover", "CREATE TABLE t (id int PRIMARY KEY)", "INSERT INTO t VALUES (1)");

    LogHandover.check(fixture.source("handover", 10, "public.t"), PostgresOffset.INITIAL_OFFSET);
  }

  @Test
  void a_quiet_table_does_not_hold_back_the_log() throws Exception {
    given("quiet", "CREATE TABLE t (id int PRIMARY KEY)", "CREATE TABLE busy (id int)");
    try (SourceRun run =
        SourceRun.start("quiet", fixture.source("quiet", 10, "public.t"), 1, null)) {
      run.awaitCheckpoint();
      long first = fixture.confirmed("quiet");
      fixture.server().execute("quiet", "INSERT INTO busy SELECT generate_series(1, 10000)");

      await().until(() -> fixture.confirmed("quiet") > first + 500_000);
      assertThat(run.records()).isEmpty();
    }
  }
}
