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
import org.junit.jupiter.api.Test;

/** A table whose rows were changed behind the back of the log is read again while it changes. */
class ResyncIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String SOURCE = "resync_source";
  private static final String TARGET = "resync_target";
  private static final int ROWS = 3_000;

  @Test
  void a_table_that_the_log_did_not_tell_all_of_is_equal_after_it_was_read_again()
      throws Exception {
    DrillSite site = SharedSite.get();
    PostgresServer server = site.server();
    server.createDatabase(SOURCE);
    server.createDatabase(TARGET);
    DrillTable.create(server, SOURCE, ROWS);
    String job = site.submit("resync", yaml(site, server));
    CommandDesk desk = CommandDesk.open(site.folder().resolve("resync.yaml"), Map.of());
    awaitEqual(server);
    changeUnseen(server);
    try (ChangeLoad load =
        ChangeLoad.start(site.source(SourceKind.POSTGRES), SOURCE, ROWS, 2, 300, 7)) {
      resync(desk, null, null);
      site.awaitCheckpoints(job);
      site.crashTaskManager();
      await().atMost(PATIENCE).until(() -> audited(server, "%rows were read%") == 1);
      load.stop();
    }
    awaitEqual(server);

    server.execute(TARGET, "DELETE FROM drill WHERE id = 7");
    resync(desk, "drill", "{\"id\": 7}");

    awaitEqual(server);
    assertThat(audited(server, "RESYNC source%by ada: repair%")).isEqualTo(4);
    site.cancel(job);
    site.drop(SOURCE);
  }

  private static String yaml(DrillSite site, PostgresServer server) {
    return new PostgresPipeline("resync", site, SOURCE, server, TARGET)
            .yaml(PostgresPipeline.entity("drill", Strategy.LAST_WRITE_WINS))
        + """
          control:
            - id: commands
              takes: commands
              type: jdbc
              config: {url: "%1$s", username: %2$s, password: "${file:%3$s}", tables: [esync_command], cursor: issued_at, interval: 200ms}
          audit: {type: jdbc, config: {url: "%1$s", username: %2$s, password: "${file:%3$s}"}}
        """
            .formatted(server.jdbcUrl(TARGET), server.user(), site.passwordFile());
  }

  /** What is written while a table is not published never comes to the log's reader. */
  private static void changeUnseen(PostgresServer server) {
    server.execute(
        SOURCE,
        "BEGIN; ALTER PUBLICATION esync_resync__source DROP TABLE drill; COMMIT",
        "UPDATE drill SET name = 'unseen', touched = now() WHERE id % 3 = 0",
        "DELETE FROM drill WHERE id % 50 = 1",
        "INSERT INTO drill (id, name, touched, version)"
            + " SELECT i, 'unseen', now(), 0 FROM generate_series(900001, 900050) i",
        "ALTER PUBLICATION esync_resync__source ADD TABLE drill");
  }

  private static void resync(CommandDesk desk, String entity, String key) throws StoreException {
    desk.issue(
        new CommandForm(
            Action.RESYNC,
            "source",
            entity == null ? "public.drill" : null,
            entity,
            key,
            null,
            "ada",
            "repair"));
  }

  private static long audited(PostgresServer server, String reason) {
    return Sql.number(
        server, TARGET, "SELECT count(*) FROM esync_audit WHERE reason LIKE '" + reason + "'");
  }

  private static void awaitEqual(PostgresServer server) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions() // until the pipeline has created the table
        .untilAsserted(
            () -> {
              TableComparison rows =
                  TableComparison.of(server, SOURCE, server, TARGET, "drill", DrillTable.COLUMNS);
              assertThat(rows.examples()).isEmpty();
              assertThat(rows.isEqual()).isTrue();
            });
  }
}
