package io.esync.connectors.cdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.esync.connectors.testkit.contract.SourceRun;
import io.esync.operators.model.Heartbeat;
import io.esync.operators.model.SourceRecord;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How a source tells how far it has come. */
final class PostgresHeartbeatTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @RegisterExtension static final MiniClusterExtension CLUSTER = Clusters.ofSlots(2);

  private static PostgresCdcFixture fixture;

  @BeforeAll
  static void start() {
    fixture = new PostgresCdcFixture();
  }

  @AfterAll
  static void stop() {
    fixture.close();
  }

  @Test
  void a_source_promises_nothing_before_it_is_copied_and_goes_on_while_nothing_changes()
      throws Exception {
    given(
        "idle",
        "CREATE TABLE t (id int PRIMARY KEY)",
        "INSERT INTO t SELECT generate_series(1, 500)");

    try (SourceRun run = SourceRun.start("idle", fixture.source("idle", 50, "public.t"), 2, null)) {
      awaitPromiseBehind(run, Instant.now());
      awaitPromiseBehind(run, Instant.now());

      List<SourceRecord> all = run.all();
      assertThat(all.subList(0, 500)).noneMatch(Heartbeat.class::isInstance);
      assertThat(run.heartbeats())
          .extracting(heartbeat -> heartbeat.origin().timestamp())
          .isSorted()
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void an_open_transaction_delays_no_promise_and_breaks_none() throws Exception {
    given("long_open", "CREATE TABLE t (id int PRIMARY KEY)", "INSERT INTO t VALUES (1)");

    try (SourceRun run =
            SourceRun.start("long_open", fixture.source("long_open", 50, "public.t"), 1, null);
        Connection connection = fixture.server().connect("long_open");
        Statement statement = connection.createStatement()) {
      await().atMost(PATIENCE).until(() -> run.records().size() == 1);
      connection.setAutoCommit(false);
      statement.execute("INSERT INTO t VALUES (2)");
      awaitPromiseBehind(run, Instant.now());
      connection.commit();
      await().atMost(PATIENCE).until(() -> run.records().size() == 2);

      assertKept(run.all());
    }
  }

  @Test
  void no_change_comes_behind_a_promise_that_it_breaks() throws Exception {
    given("kept", "CREATE TABLE t (id int PRIMARY KEY)", "INSERT INTO t VALUES (0)");

    try (SourceRun run = SourceRun.start("kept", fixture.source("kept", 50, "public.t"), 2, null);
        Connection connection = fixture.server().connect("kept");
        Statement statement = connection.createStatement()) {
      await().atMost(PATIENCE).until(() -> run.records().size() == 1);
      int rows = 0;
      while (run.heartbeats().size() < 3) {
        statement.execute("INSERT INTO t VALUES (" + ++rows + ")");
      }
      int all = rows + 1;
      await().atMost(PATIENCE).until(() -> run.records().size() == all);

      assertKept(run.all());
    }
  }

  private static void given(String database, String... sql) {
    fixture.server().createDatabase(database);
    fixture.server().execute(database, sql);
  }

  /** Waits until what was committed at {@code time} can no longer come. */
  private static void awaitPromiseBehind(SourceRun run, Instant time) {
    await()
        .atMost(PATIENCE)
        .until(() -> run.heartbeats().stream().anyMatch(h -> h.origin().instant().isAfter(time)));
  }

  private static void assertKept(List<SourceRecord> all) {
    long promised = Long.MIN_VALUE;
    for (SourceRecord record : all) {
      if (record instanceof Heartbeat) {
        promised = record.origin().timestamp();
      } else if (!record.origin().snapshot()) {
        assertThat(record.origin().timestamp()).isGreaterThanOrEqualTo(promised);
      }
    }
    assertThat(promised).isNotEqualTo(Long.MIN_VALUE);
  }
}
