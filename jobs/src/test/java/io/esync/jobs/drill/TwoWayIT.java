package io.esync.jobs.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.esync.connectors.testkit.PostgresServer;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two databases that are kept in step both ways. */
class TwoWayIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String NORTH = "two_way_north";
  private static final String SOUTH = "two_way_south";
  private static final String TABLE =
      "CREATE TABLE customers (id bigint PRIMARY KEY, name text, email text, balance numeric(12,2))";
  private static final String ROWS =
      "SELECT coalesce(sum(hashtext(customers::text)::bigint), 0)::bigint FROM customers";

  /** Another row version has another place or another transaction, even if it looks the same. */
  private static final String ROW_VERSIONS =
      "SELECT coalesce(sum(hashtext(concat(id, xmin, ctid))::bigint), 0)::bigint FROM customers";

  private final DrillSite site = SharedSite.get();
  private final PostgresServer server = site.server();
  private String job;

  @BeforeEach
  void createDatabases() {
    for (String database : new String[] {NORTH, SOUTH}) {
      server.createDatabase(database);
      server.execute(database, TABLE);
    }
    server.execute(
        NORTH,
        "INSERT INTO customers SELECT i, 'n' || i, 'e' || i, i FROM generate_series(1, 40) i");
  }

  @AfterEach
  void dropDatabases() {
    site.cancel(job);
    site.drop(NORTH);
    site.drop(SOUTH);
    server.execute(
        "postgres",
        "SELECT pg_replication_origin_drop(roname) FROM pg_replication_origin"
            + " WHERE roname LIKE 'esync/two-way%'");
  }

  @Test
  void marked_writes_come_to_rest_equal_across_a_crash_and_what_is_deleted_is_forgotten()
      throws Exception {
    job = site.submit("two-way-marked", yaml("two-way-marked", "auto"));
    awaitRest();

    CompletableFuture<Void> north = CompletableFuture.runAsync(() -> edit(NORTH, "name", 1));
    CompletableFuture<Void> south = CompletableFuture.runAsync(() -> edit(SOUTH, "email", 2));
    site.awaitCheckpoints(job);
    site.crashTaskManager();
    north.get();
    south.get();
    site.flink().awaitRunning(job, PATIENCE);
    // The counters began anew with the tasks: something must happen after that.
    server.execute(
        NORTH,
        "UPDATE customers SET balance = 7 WHERE id <= 20",
        "INSERT INTO customers VALUES (5000, 'short', 'lived', 0)",
        "DELETE FROM customers WHERE id = 5000");
    assertOutcome();

    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(metric("entity.customer.forgotten")).isPositive());
  }

  @Test
  @Tag("long")
  void writes_that_are_told_by_what_was_written_come_to_rest_equal() throws Exception {
    job = site.submit("two-way-plain", yaml("two-way-plain", "off"));
    awaitRest();

    CompletableFuture<Void> north = CompletableFuture.runAsync(() -> edit(NORTH, "name", 3));
    edit(SOUTH, "email", 4);
    north.get();
    assertOutcome();

    assertThat(site.flink().checkpoints(job).restored()).isZero();
  }

  /** Edits the same rows as the other side, in a column of its own and in one that both edit. */
  private void edit(String database, String column, int seed) {
    Random random = new Random(seed);
    for (int i = 1; i <= 120; i++) {
      int id = 1 + random.nextInt(20);
      server.execute(
          database, "UPDATE customers SET " + column + " = '" + column + i + "' WHERE id = " + id);
      if (i % 3 == 0) {
        server.execute(database, "UPDATE customers SET balance = " + i + " WHERE id = " + id);
      }
    }
    int own = seed * 1000;
    server.execute(
        database,
        "UPDATE customers SET " + column + " = 'last " + column + "' WHERE id <= 20",
        "INSERT INTO customers VALUES (" + own + ", 'new', NULL, 1.5)",
        "DELETE FROM customers WHERE id = " + (20 + seed),
        "DELETE FROM customers WHERE id = " + (30 + seed),
        "INSERT INTO customers VALUES (" + (30 + seed) + ", 'again', 'again', 0)");
  }

  private void assertOutcome() {
    awaitRest();
    String both =
        "SELECT count(*) FROM customers WHERE id <= 20 AND name = 'last name' AND email = 'last email'";
    for (String database : new String[] {NORTH, SOUTH}) {
      assertThat(Sql.number(server, database, both)).isEqualTo(20);
      assertThat(Sql.number(server, database, "SELECT count(*) FROM customers")).isEqualTo(40);
      assertThat(
              Sql.number(
                  server,
                  database,
                  "SELECT count(*) FROM customers WHERE name = 'again' AND email = 'again'"))
          .isEqualTo(2);
    }
    // Flink's REST API tells metrics some seconds later.
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(metric("entity.customer.echoes")).isPositive());
  }

  /** Waits until both are equal and no row is written any more. */
  private void awaitRest() {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              long north = Sql.number(server, NORTH, ROW_VERSIONS);
              long south = Sql.number(server, SOUTH, ROW_VERSIONS);
              site.awaitCheckpoints(job);
              site.awaitCheckpoints(job);
              return north == Sql.number(server, NORTH, ROW_VERSIONS)
                  && south == Sql.number(server, SOUTH, ROW_VERSIONS)
                  && Sql.count(server, SOUTH, "customers") > 0
                  && Sql.number(server, NORTH, ROWS) == Sql.number(server, SOUTH, ROWS);
            });
  }

  private double metric(String name) {
    return site.flink().metrics(job, metric -> metric.endsWith(name)).values().stream()
        .mapToDouble(Double::doubleValue)
        .sum();
  }

  private String yaml(String id, String marker) {
    StringBuilder text = new StringBuilder();
    text.append(
        """
        pipeline:
          id: %s
          parallelism: 2
          data_dir: %s
          checkpointing: {interval: 500ms}
          entities:
            - name: customer
              key: [id]
              fields: {id: {type: bigint}, name: {type: string}, email: {type: string}, balance: {type: "decimal(12,2)"}}
              from: [{source: north, stream: public.customers}, {source: south, stream: public.customers}]
              merge: {strategy: field-level, priority: [north, south], lateness: 0s}
              to: [{target: to-north, table: customers}, {target: to-south, table: customers}]
          sources:
        """
            .formatted(id, site.folder().resolve("data")));
    String[][] sides = {{"north", NORTH}, {"south", SOUTH}};
    for (String[] side : sides) {
      text.append(
          """
              - id: %s
                type: postgres-cdc
                config: {host: %s, port: %d, database: %s, username: %s, password: "${file:%s}", tables: [public.customers]}
          """
              .formatted(
                  side[0],
                  server.host(),
                  server.port(),
                  side[1],
                  server.user(),
                  site.passwordFile()));
    }
    text.append("  targets:\n");
    for (String[] side : sides) {
      text.append(
          """
              - id: to-%s
                type: jdbc
                echo: %s
                config: {url: "%s", username: %s, password: "${file:%s}", flush_interval: 100ms, origin_marker: %s}
          """
              .formatted(
                  side[0],
                  side[0],
                  server.jdbcUrl(side[1]),
                  server.user(),
                  site.passwordFile(),
                  marker));
    }
    return text.toString();
  }
}
