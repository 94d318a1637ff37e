package io.esync.jobs.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.esync.connectors.testkit.PostgresServer;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One table of each strategy, in one job. */
class PostgresToPostgresIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String SOURCE = "e2e_source";
  private static final String TARGET = "e2e_target";

  private final DrillSite site = SharedSite.get();
  private final PostgresServer server = site.server();

  @BeforeEach
  void createDatabases() {
    server.createDatabase(SOURCE);
    server.createDatabase(TARGET);
  }

  @AfterEach
  void dropDatabases() {
    site.drop(SOURCE);
    site.drop(TARGET);
  }

  @Test
  void rows_are_copied_followed_and_followed_again_after_a_stop() throws SQLException {
    for (String table : new String[] {"passed", "merged"}) {
      server.execute(
          SOURCE,
          "CREATE TABLE " + table + " (id bigint PRIMARY KEY, name text, amount numeric(12,2))",
          "INSERT INTO " + table + " SELECT i, 'n' || i, i / 3.0 FROM generate_series(1, 1000) i");
    }
    String yaml =
        new PostgresPipeline("e2e", site, SOURCE, server, TARGET)
            .yaml(
                PostgresPipeline.entity("passed", Strategy.REPLICATE),
                PostgresPipeline.entity("merged", Strategy.LAST_WRITE_WINS));

    String job = site.submit("e2e", yaml);
    awaitEqual("copied");
    change(1);
    awaitEqual("followed");
    String savepoint = site.stop(job);
    change(101);
    job = site.submit("e2e", yaml, "-s", savepoint);
    awaitEqual("changed while it was stopped");
    change(201);
    awaitEqual("followed after the stop");

    assertThat(site.flink().checkpoints(job).restored()).isEqualTo(1);
    assertThat(site.flink().failure(job)).isEmpty();
    site.cancel(job);
  }

  private void change(int from) {
    for (String table : new String[] {"passed", "merged"}) {
      String where = " WHERE id BETWEEN " + from + " + %d AND " + from + " + %d";
      server.execute(
          SOURCE,
          "UPDATE " + table + " SET name = 'changed', amount = NULL" + where.formatted(0, 19),
          "DELETE FROM " + table + where.formatted(20, 29),
          "UPDATE " + table + " SET id = id + 100000" + where.formatted(30, 39),
          "INSERT INTO " + table + " VALUES (" + from + " + 500000, 'new', -1)",
          "BEGIN; DELETE FROM "
              + table
              + where.formatted(40, 44)
              + "; INSERT INTO "
              + table
              + " SELECT i, 'again', 0 FROM generate_series("
              + (from + 40)
              + ", "
              + (from + 44)
              + ") i; COMMIT");
    }
  }

  private void awaitEqual(String what) {
    for (String table : new String[] {"passed", "merged"}) {
      await(what + ": " + table)
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                assertThat(Sql.count(server, TARGET, table)).isPositive();
                TableComparison rows =
                    TableComparison.of(server, SOURCE, TARGET, table, "id, name, amount");
                assertThat(rows.examples()).isEmpty();
                assertThat(rows.isEqual()).isTrue();
              });
    }
  }
}
