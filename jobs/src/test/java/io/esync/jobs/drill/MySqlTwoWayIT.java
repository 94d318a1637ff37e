package io.esync.jobs.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.esync.connectors.testkit.MySqlFamilyServer;
import io.esync.connectors.testkit.MySqlServer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * MySQL and MariaDB that are kept in step both ways. They know no marks: what comes back is told by
 * what was written.
 */
@Tag("long")
class MySqlTwoWayIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String DATABASE = "two_way";
  private static final String TABLE =
      "CREATE TABLE customers (id bigint PRIMARY KEY, name varchar(50), email varchar(50),"
          + " balance decimal(12,2), written bigint NOT NULL DEFAULT 0)";

  private static final String ROWS =
      "SELECT coalesce(sum(crc32(concat_ws('|', id, coalesce(name, '-'), coalesce(email, '-'),"
          + " coalesce(balance, '-')))), 0) FROM customers";

  private static final String WRITES = "SELECT coalesce(sum(written), 0) FROM customers";

  private final DrillSite site = SharedSite.get();
  private final Map<String, DrillSource> sides = new LinkedHashMap<>();
  private String job;

  @BeforeEach
  void createTables() {
    sides.put("north", site.source(SourceKind.MARIADB));
    sides.put(
        "south", site.source(MySqlServer.isSupported() ? SourceKind.MYSQL : SourceKind.MARIADB));
    sides.forEach(
        (side, source) -> {
          source.server().createDatabase(database(side));
          source
              .server()
              .execute(
                  database(side),
                  TABLE,
                  "CREATE TRIGGER counted BEFORE UPDATE ON customers"
                      + " FOR EACH ROW SET NEW.written = OLD.written + 1");
        });
    StringBuilder rows = new StringBuilder("INSERT INTO customers VALUES (1, 'n1', 'e1', 1, 0)");
    for (int i = 2; i <= 40; i++) {
      rows.append(", (%d, 'n%1$d', 'e%1$d', %1$d, 0)".formatted(i));
    }
    execute("north", rows.toString());
  }

  @AfterEach
  void dropDatabases() {
    site.cancel(job);
    sides.forEach((side, source) -> source.drop(database(side)));
  }

  private static String database(String side) {
    return DATABASE + "_" + side;
  }

  private void execute(String side, String... sql) {
    sides.get(side).server().execute(database(side), sql);
  }

  private long number(String side, String query) {
    return Sql.number(sides.get(side).server(), database(side), query);
  }

  @Test
  void writes_that_are_told_by_what_was_written_come_to_rest_equal() throws Exception {
    job = site.submit("mysql-two-way", yaml());
    awaitRest();

    CompletableFuture<Void> north = CompletableFuture.runAsync(() -> edit("north", "name", 1));
    edit("south", "email", 2);
    north.get();
    awaitRest();

    for (String side : sides.keySet()) {
      assertThat(
              number(
                  side,
                  "SELECT count(*) FROM customers WHERE id <= 20 AND name = 'last name'"
                      + " AND email = 'last email'"))
          .isEqualTo(20);
      assertThat(number(side, "SELECT count(*) FROM customers")).isEqualTo(40);
      assertThat(
              number(
                  side, "SELECT count(*) FROM customers WHERE name = 'again' AND email = 'again'"))
          .isEqualTo(2);
    }
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        site.flink()
                            .metrics(job, metric -> metric.endsWith("entity.customer.echoes"))
                            .values())
                    .anyMatch(echoes -> echoes > 0));
    assertThat(site.flink().checkpoints(job).restored()).isZero();
  }

  /** Edits the same rows as the other side, in a column of its own and in one that both edit. */
  private void edit(String side, String column, int seed) {
    Random random = new Random(seed);
    for (int i = 1; i <= 120; i++) {
      int id = 1 + random.nextInt(20);
      execute(side, "UPDATE customers SET " + column + " = '" + column + i + "' WHERE id = " + id);
      if (i % 3 == 0) {
        execute(side, "UPDATE customers SET balance = " + i + " WHERE id = " + id);
      }
    }
    int own = seed * 1000;
    execute(
        side,
        "UPDATE customers SET " + column + " = 'last " + column + "' WHERE id <= 20",
        "INSERT INTO customers VALUES (" + own + ", 'new', NULL, 1.5, 0)",
        "DELETE FROM customers WHERE id = " + (20 + seed),
        "DELETE FROM customers WHERE id = " + (30 + seed),
        "INSERT INTO customers VALUES (" + (30 + seed) + ", 'again', 'again', 0, 0)");
  }

  /** Waits until both are equal and no row is written any more. */
  private void awaitRest() {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              long north = number("north", WRITES);
              long south = number("south", WRITES);
              site.awaitCheckpoints(job);
              site.awaitCheckpoints(job);
              return north == number("north", WRITES)
                  && south == number("south", WRITES)
                  && number("south", "SELECT count(*) FROM customers") > 0
                  && number("north", ROWS) == number("south", ROWS);
            });
  }

  private String yaml() {
    StringBuilder text = new StringBuilder();
    text.append(
        """
        pipeline:
          id: mysql-two-way
          parallelism: 2
          data_dir: %s
          checkpointing: {interval: 500ms}
          entities:
            - name: customer
              key: [id]
              fields: {id: {type: bigint}, name: {type: string}, email: {type: string}, balance: {type: "decimal(12,2)"}}
              from:
                - {source: north, stream: two_way_north.customers, map: {id: id, name: name, email: email, balance: balance}}
                - {source: south, stream: two_way_south.customers, map: {id: id, name: name, email: email, balance: balance}}
              merge: {strategy: field-level, priority: [north, south], lateness: 0s}
              to: [{target: to-north, table: customers}, {target: to-south, table: customers}]
        """
            .formatted(site.folder().resolve("data")));
    StringBuilder targets = new StringBuilder("  targets:\n");
    text.append("  sources:\n");
    sides.forEach(
        (side, source) -> {
          MySqlFamilyServer server = (MySqlFamilyServer) source.server();
          text.append(
              """
                  - id: %s
                    type: mysql-cdc
                    config: {host: %s, port: %d, database: %s, username: %s, password: "${file:%s}", tables: [customers]}
              """
                  .formatted(
                      side,
                      server.host(),
                      server.port(),
                      database(side),
                      server.user(),
                      source.passwordFile()));
          targets.append(
              """
                  - id: to-%s
                    type: jdbc
                    echo: %s
                    config: {url: "%s", username: %s, password: "${file:%s}", flush_interval: 100ms}
              """
                  .formatted(
                      side,
                      side,
                      server.jdbcUrl(database(side)),
                      server.user(),
                      source.passwordFile()));
        });
    return text.append(targets).toString();
  }
}
