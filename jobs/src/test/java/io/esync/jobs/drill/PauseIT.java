package io.esync.jobs.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.esync.connectors.spi.store.StoreException;
import io.esync.connectors.testkit.PostgresServer;
import io.esync.jobs.control.CommandDesk;
import io.esync.jobs.control.CommandForm;
import io.esync.operators.control.Command.Action;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A source is paused while its table changes and the TaskManager is killed. */
class PauseIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String SOURCE = "pause_source";
  private static final String TARGET = "pause_target";
  private static final String ACTIVE =
      "SELECT count(*) FROM pg_replication_slots WHERE active AND database = '" + SOURCE + "'";

  @Test
  void a_paused_source_is_left_alone_though_the_job_restarts_and_nothing_is_lost()
      throws Exception {
    DrillSite site = SharedSite.get();
    PostgresServer server = site.server();
    String job = start(site, 2_000);
    CommandDesk desk = CommandDesk.open(site.folder().resolve("pause.yaml"), Map.of());
    try (ChangeLoad load =
        ChangeLoad.start(site.source(SourceKind.POSTGRES), SOURCE, 2_000, 2, 500, 7)) {
      await().atMost(PATIENCE).until(() -> isConnected(server));
      ask(desk, Action.PAUSE);
      await().atMost(PATIENCE).until(() -> !isConnected(server));

      site.crashTaskManager();
      site.flink().awaitRunning(job, PATIENCE);
      site.awaitCheckpoints(job);
      assertThat(isConnected(server)).as("connected after the restart").isFalse();

      ask(desk, Action.RESUME);
      await().atMost(PATIENCE).until(() -> isConnected(server));
      load.stop();
    }

    awaitEqual(server);
    end(job, site);
  }

  @Test
  @Tag("long")
  void a_source_can_be_paused_in_the_middle_of_its_first_copy() throws Exception {
    DrillSite site = SharedSite.get();
    PostgresServer server = site.server();
    String job = start(site, 200_000);
    CommandDesk desk = CommandDesk.open(site.folder().resolve("pause.yaml"), Map.of());
    await().atMost(PATIENCE).until(() -> Sql.count(server, TARGET, "drill") > 0);
    ask(desk, Action.PAUSE);
    await().atMost(PATIENCE).until(() -> !isConnected(server));
    site.awaitCheckpoints(job);
    long copied = Sql.count(server, TARGET, "drill");
    site.awaitCheckpoints(job);
    assertThat(Sql.count(server, TARGET, "drill")).isEqualTo(copied).isLessThan(200_000);

    ask(desk, Action.RESUME);

    awaitEqual(server);
    end(job, site);
  }

  private static void end(String job, DrillSite site) {
    site.cancel(job);
    site.drop(SOURCE);
    site.drop(TARGET);
  }

  private static String start(DrillSite site, int rows) {
    PostgresServer server = site.server();
    server.createDatabase(SOURCE);
    server.createDatabase(TARGET);
    DrillTable.create(server, SOURCE, rows);
    String yaml =
        new PostgresPipeline("pause", site, SOURCE, server, TARGET)
                .yaml(PostgresPipeline.entity("drill", Strategy.LAST_WRITE_WINS))
            + """
              control:
                - id: commands
                  takes: commands
                  type: jdbc
                  config: {url: "%s", username: %s, password: "${file:%s}", tables: [esync_command], cursor: issued_at, interval: 200ms}
            """
                .formatted(server.jdbcUrl(TARGET), server.user(), site.passwordFile());
    return site.submit("pause", yaml);
  }

  private static void awaitEqual(PostgresServer server) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              TableComparison rows =
                  TableComparison.of(server, SOURCE, server, TARGET, "drill", DrillTable.COLUMNS);
              assertThat(rows.examples()).isEmpty();
              assertThat(rows.isEqual()).isTrue();
            });
  }

  private static void ask(CommandDesk desk, Action action) throws StoreException {
    desk.issue(CommandForm.of(action, "source", "ada", "repair"));
  }

  private static boolean isConnected(PostgresServer server) {
    return Sql.number(server, "postgres", ACTIVE) > 0;
  }
}
