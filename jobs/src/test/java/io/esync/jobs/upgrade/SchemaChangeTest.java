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
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A column is added to a captured table while the job runs, and shows up in each kind of target
 * without a restart: one table as five entities, into tables, Parquet files and Iceberg tables.
 */
@Timeout(240)
class SchemaChangeTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String DECLARED = "fields: {id: {type: bigint}, name: {type: string}}, ";
  private static final String CRM = "evolving_crm";
  private static final String WAREHOUSE = "evolving_warehouse";

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder().setNumberSlotsPerTaskManager(2).build());

  private static PostgresServer server;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    server = PostgresServer.start();
    server.createDatabase(CRM);
    server.createDatabase(WAREHOUSE);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void a_column_that_is_added_while_the_job_runs_shows_up_in_tables_parquet_and_iceberg(
      @InjectMiniCluster MiniCluster flink) throws Exception {
    execute(
        "CREATE TABLE customers (id bigint PRIMARY KEY, name text)",
        "INSERT INTO customers VALUES (1, 'Ada'), (2, 'Grace'), (3, 'Edsger')");
    ExampleJob jobs = new ExampleJob(flink, folder);
    JobID job = jobs.start(pipeline(), Map.of("PASSWORD", server.password()), null);
    try {
      Map<Long, List<String>> before = StoredRows.of("1 Ada", "2 Grace", "3 Edsger");
      for (String entity : List.of("passed", "latest", "fieldwise", "narrow", "strict")) {
        eventually(() -> assertThat(table(entity)).isEqualTo(before));
        eventually(() -> assertThat(lake(entity, "id", "name")).isEqualTo(before));
        eventually(() -> assertThat(files(entity, "id", "name")).isEqualTo(before));
      }
      Map<Path, String> oldFiles = columnsOfFiles();

      execute(
          "ALTER TABLE customers ADD COLUMN phone text",
          "UPDATE customers SET phone = '+1' WHERE id = 1",
          "INSERT INTO customers VALUES (4, 'Barbara', '+4')",
          "UPDATE customers SET name = 'Grace Hopper' WHERE id = 2");

      String[] wide = {"id", "name", "phone"};
      Map<Long, List<String>> all =
          StoredRows.of("1 Ada +1", "2 Grace_Hopper -", "3 Edsger -", "4 Barbara +4");
      for (String entity : List.of("passed", "latest", "fieldwise")) {
        eventually(() -> assertThat(table(entity)).isEqualTo(all));
        eventually(() -> assertThat(lake(entity, wide)).isEqualTo(all));
        eventually(() -> assertThat(files(entity, wide)).isEqualTo(all));
      }
      Map<Long, List<String>> narrow =
          StoredRows.of("1 Ada", "2 Grace_Hopper", "3 Edsger", "4 Barbara");
      eventually(() -> assertThat(table("narrow")).isEqualTo(narrow));
      eventually(() -> assertThat(lake("narrow", "id", "name")).isEqualTo(narrow));
      eventually(() -> assertThat(files("narrow", "id", "name")).isEqualTo(narrow));
      String unknown = "UNKNOWN_FIELD: strict: field 'phone' is not declared in entity 'strict'";
      eventually(() -> assertThat(deadLetters()).containsExactly(unknown, unknown, unknown));
      assertThat(table("strict")).isEqualTo(before);
      assertThat(IcebergFolder.columns(folder.resolve("lake"), "crm", "narrow"))
          .containsExactly("id", "name");
      assertThat(columnsOfFiles()).containsAllEntriesOf(oldFiles);
      assertThat(oldFiles.values()).noneMatch(columns -> columns.contains("phone"));
      assertThat(columnsOfFiles().entrySet())
          .noneMatch(file -> inFolder("narrow", file) && file.getValue().contains("phone"))
          .noneMatch(file -> inFolder("strict", file) && file.getValue().contains("phone"));
      assertThat(
              flink
                  .getExecutionGraph(job)
                  .get()
                  .getCheckpointStatsSnapshot()
                  .getCounts()
                  .getNumberOfRestoredCheckpoints())
          .as("restarts")
          .isZero();
    } finally {
      jobs.cancel(job);
    }
  }

  private static boolean inFolder(String entity, Map.Entry<Path, String> file) {
    return file.getKey().getParent().getFileName().toString().equals(entity);
  }

  private Path pipeline() throws IOException {
    return Files.writeString(
        folder.resolve("evolving.yaml"),
        """
        pipeline:
          id: evolving
          data_dir: %s
          parallelism: 2
          sources:
            - id: crm
              type: postgres-cdc
              config: {host: %s, port: %d, database: %s, username: %s, password: "${env:PASSWORD}", tables: [public.customers]}
          targets:
            - id: warehouse
              type: jdbc
              config: {url: "%s", username: %s, password: "${env:PASSWORD}", flush_interval: 50ms}
            - id: files
              type: filesystem
              config: {path: %s, format: parquet}
            - id: lake
              type: iceberg
              config: {catalog: hadoop, warehouse: %s, namespace: crm}
          entities:
        """
                .formatted(
                    folder.resolve("data"),
                    server.host(),
                    server.port(),
                    CRM,
                    server.user(),
                    server.jdbcUrl(WAREHOUSE),
                    server.user(),
                    folder.resolve("files"),
                    folder.resolve("lake"))
            + entity("passed", "merge: {strategy: replicate}")
            + entity("latest", "merge: {strategy: last-write-wins}")
            + entity("fieldwise", DECLARED + "merge: {strategy: field-level}")
            + entity(
                "narrow", DECLARED + "merge: {strategy: field-level}, schema_evolution: ignore")
            + entity(
                "strict", DECLARED + "merge: {strategy: last-write-wins}, schema_evolution: fail"));
  }

  private static String entity(String name, String settings) {
    return "    - {name: %s, key: [id], from: [{source: crm}], to: [{target: warehouse}, {target: files}, {target: lake}], %s}\n"
        .formatted(name, settings);
  }

  private static void execute(String... statements) {
    server.execute(CRM, statements);
  }

  private static void eventually(ThrowingRunnable assertion) {
    // a target creates its table when it has something for it
    await()
        .atMost(PATIENCE)
        .ignoreExceptionsInstanceOf(SQLException.class)
        .untilAsserted(assertion);
  }

  private static Map<Long, List<String>> table(String entity) throws Exception {
    return StoredRows.ofTable(server, WAREHOUSE, "SELECT * FROM " + entity);
  }

  private Map<Long, List<String>> lake(String entity, String... columns) throws IOException {
    return IcebergFolder.rows(folder.resolve("lake"), "crm", entity, columns);
  }

  private Map<Long, List<String>> files(String entity, String... columns) throws IOException {
    return ParquetFolder.latest(folder.resolve("files").resolve(entity), columns);
  }

  private Map<Path, String> columnsOfFiles() throws IOException {
    return ParquetFolder.columns(folder.resolve("files"));
  }

  /** Code and message of each. */
  private List<String> deadLetters() throws IOException {
    List<String> letters = new ArrayList<>();
    Path dlq = folder.resolve("data/evolving/dlq");
    if (Files.exists(dlq)) {
      try (Stream<Path> files = Files.walk(dlq)) {
        for (Path file : files.filter(ParquetFolder::isVisible).toList()) {
          for (String line : Files.readAllLines(file)) {
            JsonNode letter = JSON.readTree(line);
            letters.add(letter.get("code").asText() + ": " + letter.get("message").asText());
          }
        }
      }
    }
    return letters;
  }
}
