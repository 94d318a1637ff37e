package io.esync.jobs.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.esync.connectors.testkit.PostgresServer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The target is a server of its own here, which crashes and comes back. */
class TargetRestartIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String SOURCE = "restart_source";
  private static final String TARGET = "restart_target";

  @Test
  void a_target_that_restarts_under_load_loses_nothing_and_fails_no_job() throws Exception {
    DrillSite site = SharedSite.get();
    PostgresServer source = site.server();
    source.createDatabase(SOURCE);
    DrillTable.create(source, SOURCE, 5_000);
    try (PostgresServer target = PostgresServer.start()) {
      target.createDatabase(TARGET);
      String yaml =
          new PostgresPipeline("restart", site, SOURCE, target, TARGET)
              .yaml(PostgresPipeline.entity("drill", Strategy.REPLICATE));
      String job = site.submit("restart", yaml);
      try (ChangeLoad load =
          ChangeLoad.start(site.source(SourceKind.POSTGRES), SOURCE, 5_000, 2, 500, 3)) {
        for (int i = 0; i < 2; i++) {
          long before = load.changes();
          await().atMost(PATIENCE).until(() -> load.changes() > before + 500);
          target.restart();
        }
        load.stop();
      }

      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                assertThat(Sql.count(target, TARGET, "drill")).isPositive();
                TableComparison rows =
                    TableComparison.of(source, SOURCE, target, TARGET, "drill", DrillTable.COLUMNS);
                assertThat(rows.examples()).isEmpty();
                assertThat(rows.isEqual()).isTrue();
              });
      assertThat(site.flink().failure(job)).isEmpty();
      assertThat(site.flink().checkpoints(job).restored()).isZero();
      site.cancel(job);
    }
    site.drop(SOURCE);
  }
}
