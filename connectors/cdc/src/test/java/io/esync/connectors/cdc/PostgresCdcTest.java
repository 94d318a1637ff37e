package io.esync.connectors.cdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.esync.connectors.spi.Secret;
import io.esync.connectors.spi.SourceContext;
import io.esync.connectors.testkit.PostgresServer;
import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.Row;
import io.esync.operators.model.SourceChange;
import java.time.Duration;
import java.util.List;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class PostgresCdcTest {
  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(4)
              .build());

  private static PostgresServer server;

  @BeforeAll
  static void start() {
    server = PostgresServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  static PostgresCdcConfig config(String database, String... tables) {
    return new PostgresCdcConfig(
        server.host(),
        server.port(),
        database,
        server.user(),
        Secret.of(server.password()),
        List.of(tables),
        null,
        null,
        true,
        0,
        50_000,
        5_000,
        null,
        Duration.ofSeconds(60),
        Duration.ofSeconds(10),
        "prefer");
  }

  @Test
  void rows_and_changes_of_several_tables_arrive() throws Exception {
    server.createDatabase("basics");
    server.execute(
        "basics",
        "CREATE TABLE customers (id int PRIMARY KEY, name text)",
        "CREATE TABLE orders_a (region text, id bigint, note text, PRIMARY KEY (region, id))",
        "CREATE TABLE other (id int PRIMARY KEY)",
        "INSERT INTO customers VALUES (1, 'Ada'), (2, 'Bob')",
        "INSERT INTO orders_a VALUES ('eu', 7, 'x')",
        "INSERT INTO other VALUES (1)");
    PostgresCdcConfig config = config("basics", "public.customers", "public\\.orders_.*");
    SourceContext context = new SourceContext("p", "basics", List.of());

    try (CaptureRun run =
        CaptureRun.start("basics", new PostgresCdcConnector().source(config, context), 2, null)) {
      await().until(() -> run.records().size() == 3);
      server.execute(
          "basics",
          "INSERT INTO customers VALUES (3, 'Cyd')",
          "UPDATE customers SET name = 'Bea' WHERE id = 2",
          "UPDATE customers SET id = 9 WHERE id = 1",
          "DELETE FROM orders_a",
          "INSERT INTO other VALUES (2)");
      await().until(() -> run.records().size() == 8);

      assertThat(run.records()).allMatch(SourceChange.class::isInstance);
      assertThat(Replica.byArrival(run.records()))
          .hasToString(
              "{public.customers[2]=[2, Bea], public.customers[3]=[3, Cyd],"
                  + " public.customers[9]=[9, Ada]}");
      assertThat(Replica.byVersion(run.records())).isEqualTo(Replica.byArrival(run.records()));
      SourceChange removed = (SourceChange) run.records().get(7);
      assertThat(removed.op()).isEqualTo(ChangeOp.DELETE);
      assertThat(removed.before().get("note")).isSameAs(Row.ABSENT);
    }
  }
}
