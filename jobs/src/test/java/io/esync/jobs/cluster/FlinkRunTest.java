package io.esync.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.esync.connectors.testkit.PostgresServer;
import io.esync.jobs.EsyncJob;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pipeline on a real cluster through Flink's own command line, into a real PostgreSQL. */
class FlinkRunTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /**
   * Two sources that disagree about Ada, one record without the email that is required, one row
   * that the table refuses.
   */
  private static final String PIPELINE =
      """
      pipeline:
        id: customers
        data_dir: %1$s/data
        sources:
          - id: crm
            type: memory
            config:
              bounded: false
              streams: {people: {key: [id], fields: {id: bigint, email: string, balance: int}}}
              changes:
                - '{"stream": "people", "after": {"id": 1, "email": "ada@crm.example", "balance": 1}, "timestamp": "2026-01-01T00:00:00Z"}'
                - '{"stream": "people", "after": {"id": 2, "email": "eve@crm.example", "balance": -1}, "timestamp": "2026-01-01T00:00:00Z"}'
          - id: billing
            type: memory
            config:
              bounded: false
              streams: {accounts: {key: [id], fields: {id: bigint, email: string, balance: int}}}
              changes:
                - '{"stream": "accounts", "after": {"id": 1, "email": "ada@billing.example", "balance": 7}, "timestamp": "2026-01-02T00:00:00Z"}'
                - '{"stream": "accounts", "after": {"id": 3, "email": null, "balance": 8}, "timestamp": "2026-01-02T00:00:00Z"}'
        entities:
          - name: customer
            key: [id]
            fields: {id: {type: bigint}, email: {type: string, required: true}, balance: {type: int}}
            from: [{source: crm, stream: people}, {source: billing, stream: accounts}]
            merge: {strategy: last-write-wins}
            to: [{target: warehouse, table: customers}]
        targets:
          - id: warehouse
            type: jdbc
            config: {url: "%2$s", username: "%3$s", password: "${file:%1$s/password}"}
      """;

  @TempDir static Path folder;

  private static PostgresServer postgres;
  private static LocalFlinkCluster cluster;
  private static List<Integer> metricPorts;

  @BeforeAll
  static void startServers() {
    postgres = PostgresServer.start();
    postgres.createDatabase("warehouse");
    postgres.execute(
        "warehouse",
        "CREATE TABLE customers (id bigint PRIMARY KEY, email text, balance int CHECK (balance >= 0))");
    metricPorts = List.of(Ports.free(), Ports.free());
    cluster =
        new LocalFlinkCluster(
            Installation.find().flink(Map.of()),
            new ClusterDirectory(folder.resolve("cluster")),
            line -> {});
    cluster.start(
        ClusterOptions.standard()
            .onPort(0)
            .withConfiguration(
                Map.of(
                    "execution.checkpointing.interval",
                    "1s",
                    "metrics.reporter.prom.port",
                    metricPorts.stream().map(String::valueOf).collect(Collectors.joining(",")))));
  }

  @AfterAll
  static void stopServers() {
    cluster.stop();
    postgres.close();
  }

  @Test
  void a_pipeline_runs_by_flink_run_shows_its_metrics_and_goes_on_from_a_savepoint()
      throws Exception {
    FlinkRest rest = cluster.rest();
    String job = flinkRun(List.of());

    rest.awaitRunning(job, PATIENCE);
    assertThat(rest.job(job).vertices())
        .extracting(FlinkJob.Vertex::name)
        .anySatisfy(name -> assertThat(name).contains("customers/source/crm"))
        .anySatisfy(name -> assertThat(name).contains("customers/merge"));
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(customers()).isEqualTo(MERGED));
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(exposedMetrics()).containsAll(monitoredMetrics()));

    String savepoint =
        rest.stopWithSavepoint(job, cluster.directory().savepoints().toUri().toString(), PATIENCE);
    String resumed = flinkRun(List.of("-s", savepoint));

    rest.awaitRunning(resumed, PATIENCE);
    assertThat(rest.checkpoints(resumed).restored()).isEqualTo(1);
    await().atMost(PATIENCE).until(() -> rest.checkpoints(resumed).completed() > 0);
    assertThat(customers()).isEqualTo(MERGED);
    rest.cancel(resumed, PATIENCE);
  }

  private static final String MERGED = "1 ada@billing.example 7";

  private static String flinkRun(List<String> options) throws IOException {
    Files.writeString(folder.resolve("password"), postgres.password());
    Path file = folder.resolve("customers.yaml");
    Files.writeString(
        file, PIPELINE.formatted(folder, postgres.jdbcUrl("warehouse"), postgres.user()));
    List<String> all =
        Stream.concat(
                options.stream(),
                JobJar.classPathWithout(Installation.find().flink(Map.of())).stream())
            .toList();
    Path jar = JobJar.of(EsyncJob.class, folder.resolve("esync.jar"));
    return cluster.cli().submit(all, jar, List.of("--pipeline", file.toString()));
  }

  private static String customers() throws SQLException {
    try (Connection connection = postgres.connect("warehouse");
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT coalesce(string_agg(concat_ws(' ', id, email, balance), ',' ORDER BY id), '')"
                    + " FROM customers")) {
      rows.next();
      return rows.getString(1);
    }
  }

  /** Names of the metrics that the processes of the cluster report. */
  private static Set<String> exposedMetrics() throws IOException, InterruptedException {
    HttpClient client = HttpClient.newHttpClient();
    Set<String> names = new TreeSet<>();
    for (int port : metricPorts) {
      URI uri = URI.create("http://localhost:" + port + "/metrics");
      client
          .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofLines())
          .body()
          .filter(line -> line.startsWith("flink_"))
          .forEach(line -> names.add(line.replaceFirst("[{ ].*", "")));
    }
    return names;
  }

  /** Names of the metrics that the alert rules and the dashboard look at. */
  private static Set<String> monitoredMetrics() throws IOException {
    Path monitoring = Installation.find().home().resolve("flink-conf/monitoring");
    String texts =
        Files.readString(monitoring.resolve("alerts.yml"))
            + Files.readString(monitoring.resolve("grafana-dashboard.json"));
    return Pattern.compile("\\bflink_\\w+(?![\\w(])")
        .matcher(texts)
        .results()
        .map(match -> match.group())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
