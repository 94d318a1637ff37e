package io.esync.jobs.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.esync.connectors.spi.store.StoreException;
import io.esync.connectors.testkit.DatabaseServer;
import io.esync.connectors.testkit.PostgresServer;
import io.esync.jobs.control.CommandDesk;
import io.esync.jobs.control.CommandForm;
import io.esync.operators.control.Command.Action;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A table whose rows were changed behind the back of the log is read again while it changes. */
class ResyncIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int ROWS = 3_000;
  private static final AtomicInteger NAMES = new AtomicInteger();

  @ParameterizedTest
  @EnumSource(names = {"POSTGRES", "MYSQL"})
  void a_table_that_the_log_did_not_tell_all_of_is_equal_after_it_was_read_again(SourceKind kind)
      throws Exception {
    DrillSite site = SharedSite.get();
    Tables tables = Tables.create(site, kind);
    String job = site.submit(tables.name(), tables.yaml(site));
    CommandDesk desk = CommandDesk.open(site.folder().resolve(tables.name() + ".yaml"), Map.of());
    tables.awaitEqual();
    tables.changeUnseen(kind);
    try (ChangeLoad load = ChangeLoad.start(tables.source(), tables.name(), ROWS, 2, 300, 7)) {
      resync(desk, tables.stream(), null, null);
      site.awaitCheckpoints(job);
      site.crashTaskManager();
      await().atMost(PATIENCE).until(() -> tables.audited("%rows were read%") == 1);
      load.stop();
    }
    tables.awaitEqual();

    tables.target().execute(tables.copy(), "DELETE FROM drill WHERE id = 7");
    resync(desk, null, "drill", "{\"id\": 7}");

    tables.awaitEqual();
    // the audit is written beside the target, and not before it
    await().atMost(PATIENCE).until(() -> tables.audited("RESYNC source%by ada: repair%") == 4);
    site.cancel(job);
    tables.source().drop(tables.name());
  }

  private static void resync(CommandDesk desk, String stream, String entity, String key)
      throws StoreException {
    desk.issue(
        new CommandForm(Action.RESYNC, "source", stream, entity, key, null, "ada", "repair"));
  }

  /**
   * The table and its copy.
   *
   * @param name of the pipeline and of the database that it reads
   */
  private record Tables(String name, DrillSource source, PostgresServer target) {
    static Tables create(DrillSite site, SourceKind kind) {
      String name =
          "resync-" + kind.name().toLowerCase(Locale.ROOT) + "-" + NAMES.incrementAndGet();
      Tables tables = new Tables(name, site.source(kind), site.server());
      tables.source.create(name, ROWS);
      tables.target.createDatabase(tables.copy());
      return tables;
    }

    String copy() {
      return name + "-copy";
    }

    String stream() {
      return source.stream(name);
    }

    String yaml(DrillSite site) {
      return """
          pipeline:
            id: %1$s
            parallelism: 2
            data_dir: %2$s
            checkpointing: {interval: 500ms}
            sources:
              - id: source
                type: %3$s
                config: {host: %4$s, port: %5$d, database: %1$s, username: %6$s, password: "${file:%7$s}", tables: ['%8$s']}
            entities:
              - {name: drill, key: [id], from: [{source: source, stream: %8$s}], merge: {strategy: last-write-wins}, to: [{target: target}]}
            targets:
              - {id: target, type: jdbc, config: {url: "%9$s", username: %10$s, password: "${file:%11$s}", flush_interval: 100ms}}
            control:
              - id: commands
                takes: commands
                type: jdbc
                config: {url: "%9$s", username: %10$s, password: "${file:%11$s}", tables: [esync_command], cursor: issued_at, interval: 200ms}
            audit: {type: jdbc, config: {url: "%9$s", username: %10$s, password: "${file:%11$s}"}}
          """
          .formatted(
              name,
              site.folder().resolve("data"),
              source.connector(),
              source.server().host(),
              source.server().port(),
              source.server().user(),
              source.passwordFile(),
              stream(),
              target.jdbcUrl(copy()),
              target.user(),
              site.passwordFile());
    }

    /** What is written while a table is not published, or not logged, never comes to the reader. */
    void changeUnseen(SourceKind kind) {
      DatabaseServer server = source.server();
      boolean published = kind == SourceKind.POSTGRES;
      String publication =
          published ? Sql.text(server, name, "SELECT pubname FROM pg_publication") : null;
      server.execute(
          name,
          published
              ? "ALTER PUBLICATION " + publication + " DROP TABLE drill"
              : "SET sql_log_bin = 0",
          "UPDATE drill SET name = 'unseen' WHERE id % 3 = 0",
          "DELETE FROM drill WHERE id % 50 = 1",
          "UPDATE drill SET id = id + 900000 WHERE id % 50 = 2",
          published
              ? "ALTER PUBLICATION " + publication + " ADD TABLE drill"
              : "SET sql_log_bin = 1");
    }

    long audited(String reason) {
      return Sql.number(
          target, copy(), "SELECT count(*) FROM esync_audit WHERE reason LIKE '" + reason + "'");
    }

    void awaitEqual() {
      await()
          .atMost(PATIENCE)
          .ignoreExceptions() // until the pipeline has created the table
          .untilAsserted(
              () -> {
                TableComparison rows =
                    TableComparison.of(
                        source.server(),
                        name,
                        source.content(),
                        target,
                        copy(),
                        source.copiedContent());
                assertThat(rows.examples()).isEmpty();
                assertThat(rows.isEqual()).isTrue();
              });
    }
  }
}
