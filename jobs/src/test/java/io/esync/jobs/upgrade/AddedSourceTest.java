package io.esync.jobs.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.esync.connectors.testkit.PostgresServer;
import io.esync.jobs.examples.ExampleJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A pipeline goes on from its savepoint with one source more, or one table more of a source. What
 * the sources send is seen in the files of {@code passed}, which keeps nothing and leaves nothing
 * out; what state holds in the table of {@code customer}.
 */
@Timeout(240)
class AddedSourceTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final ObjectMapper JSON = new ObjectMapper();

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder().setNumberSlotsPerTaskManager(2).build());

  private static PostgresServer server;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    server = PostgresServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void an_added_source_is_copied_and_nothing_of_the_others_is_sent_again(
      @InjectMiniCluster MiniCluster flink) throws Exception {
    ExampleJob jobs = new ExampleJob(flink, folder);
    String savepoint = stopped(jobs, "source");
    server.execute(
        "source_billing",
        "CREATE TABLE accounts (customer_id bigint PRIMARY KEY, balance int)",
        "INSERT INTO accounts VALUES (1, 10), (3, 30), (5, 50)");

    JobID job = jobs.start(pipeline("source", true, false), environment(), savepoint);
    try {
      awaitCustomers("source", "1 Ada 10", "2 Grace_Hopper -", "3 Edsger_Dijkstra 30", "5 - 50");
      server.execute("source_crm", "UPDATE customers SET name = 'Ada Lovelace' WHERE id = 1");
      server.execute(
          "source_billing",
          "UPDATE accounts SET balance = 20 WHERE customer_id = 1",
          "INSERT INTO accounts VALUES (2, 0)",
          "DELETE FROM accounts WHERE customer_id = 5");
      awaitCustomers("source", "1 Ada_Lovelace 20", "2 Grace_Hopper 0", "3 Edsger_Dijkstra 30");
      awaitPassed(
          List.of(
              "1 Ada",
              "1 Ada Lovelace",
              "2 Grace",
              "2 Grace Hopper",
              "3 Edsger",
              "3 Edsger Dijkstra"),
          this::passed);
    } finally {
      jobs.cancel(job);
    }
  }

  /** Changes that the replication slot still has may be read again, in their order. */
  @Test
  void an_added_table_is_copied_and_no_other_row_is_copied_again(
      @InjectMiniCluster MiniCluster flink) throws Exception {
    ExampleJob jobs = new ExampleJob(flink, folder);
    String savepoint = stopped(jobs, "table");
    server.execute(
        "table_crm",
        "CREATE TABLE customers_eu (id bigint PRIMARY KEY, name text)",
        "INSERT INTO customers_eu VALUES (11, 'Niklaus')");

    JobID job = jobs.start(pipeline("table", false, true), environment(), savepoint);
    try {
      awaitCustomers("table", "1 Ada", "2 Grace_Hopper", "3 Edsger_Dijkstra", "11 Niklaus");
      server.execute(
          "table_crm",
          "UPDATE customers SET name = 'Ada Lovelace' WHERE id = 1",
          "INSERT INTO customers_eu VALUES (12, 'Konrad')");
      awaitCustomers(
          "table",
          "1 Ada_Lovelace",
          "2 Grace_Hopper",
          "3 Edsger_Dijkstra",
          "11 Niklaus",
          "12 Konrad");
      awaitPassed(
          List.of(
              "1 Ada",
              "1 Ada Lovelace",
              "2 Grace",
              "2 Grace Hopper",
              "3 Edsger",
              "3 Edsger Dijkstra",
              "11 Niklaus",
              "12 Konrad"),
          () -> passed().stream().distinct().toList());
      assertThat(passed())
          .as("rows that were copied")
          .containsOnlyOnce("1 Ada", "2 Grace", "3 Edsger", "11 Niklaus");
    } finally {
      jobs.cancel(job);
    }
  }

  /** A savepoint of the pipeline as it was at first; a row has changed since. */
  private String stopped(ExampleJob jobs, String name) throws Exception {
    Stream.of("_crm", "_billing", "_warehouse").forEach(db -> server.createDatabase(name + db));
    server.execute(
        name + "_crm",
        "CREATE TABLE customers (id bigint PRIMARY KEY, name text)",
        "INSERT INTO customers VALUES (1, 'Ada'), (2, 'Grace'), (3, 'Edsger')");
    JobID job = jobs.start(pipeline(name, false, false), environment(), null);
    awaitCustomers(name, "1 Ada", "2 Grace", "3 Edsger");
    server.execute(name + "_crm", "UPDATE customers SET name = 'Grace Hopper' WHERE id = 2");
    awaitCustomers(name, "1 Ada", "2 Grace_Hopper", "3 Edsger");
    String savepoint = jobs.stop(job);
    server.execute(name + "_crm", "UPDATE customers SET name = 'Edsger Dijkstra' WHERE id = 3");
    return savepoint;
  }

  private static Map<String, String> environment() {
    return Map.of("PASSWORD", server.password());
  }

  private static void awaitCustomers(String name, String... rows) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptionsInstanceOf(SQLException.class) // the target creates the table
        .untilAsserted(
            () ->
                assertThat(
                        StoredRows.ofTable(server, name + "_warehouse", "SELECT * FROM customer"))
                    .isEqualTo(StoredRows.of(rows)));
  }

  private static void awaitPassed(List<String> expected, Callable<List<String>> passed) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(passed.call()).isEqualTo(expected));
  }

  /** Id and name of all that was sent, by id and in the order of sending. */
  private List<String> passed() throws IOException {
    List<JsonNode> changes = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder.resolve("files"))) {
      for (Path file : files.filter(ParquetFolder::isVisible).toList()) {
        for (String line : Files.readAllLines(file)) {
          changes.add(JSON.readTree(line));
        }
      }
    }
    return changes.stream()
        .sorted(
            Comparator.comparingLong((JsonNode change) -> change.get("id").asLong())
                .thenComparingLong(change -> change.get("_sequence").asLong()))
        .map(change -> change.get("id").asLong() + " " + change.get("name").asText())
        .toList();
  }

  private Path pipeline(String name, boolean source, boolean table) throws IOException {
    String login =
        "host: %s, port: %d, username: %s, password: \"${env:PASSWORD}\""
            .formatted(server.host(), server.port(), server.user());
    String billing =
        "    - {id: billing, type: postgres-cdc, config: {%s, database: %s, tables: [public.accounts]}}\n";
    return Files.writeString(
        folder.resolve(name + ".yaml"),
        """
        pipeline:
          id: %s
          data_dir: %s
          parallelism: 2
          sources:
            - id: crm
              type: postgres-cdc
              config: {%s, database: %s, tables: [%s]}
        %s\
          entities:
            - {name: passed, from: [{source: crm, stream: 'public\\.customers.*'}], merge: {strategy: replicate}, to: [{target: files}]}
            - name: customer
              key: [id]
              fields: {id: {type: bigint}, name: {type: string}%s}
              from: [{source: crm, stream: public.customers}%s]
              merge: {strategy: field-level}
              to: [{target: warehouse}]
          targets:
            - id: files
              type: filesystem
              config: {path: %s}
            - id: warehouse
              type: jdbc
              config: {url: "%s", username: %s, password: "${env:PASSWORD}", flush_interval: 50ms}
        """
            .formatted(
                name,
                folder.resolve("data"),
                login,
                name + "_crm",
                table ? "public.customers, public.customers_eu" : "public.customers",
                source ? billing.formatted(login, name + "_billing") : "",
                source ? ", balance: {type: int}" : "",
                (table ? ", {source: crm, stream: public.customers_eu}" : "")
                    + (source
                        ? ", {source: billing, stream: public.accounts, map: {id: customer_id, balance: balance}}"
                        : ""),
                folder.resolve("files"),
                server.jdbcUrl(name + "_warehouse"),
                server.user()));
  }
}
