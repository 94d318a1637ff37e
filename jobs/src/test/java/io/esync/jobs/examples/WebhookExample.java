package io.esync.jobs.examples;

import io.esync.connectors.testkit.PostgresServer;
import io.esync.connectors.testkit.ServerPort;
import io.esync.connectors.testkit.http.EventSender;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** {@code webhook.yaml}: issues of GitHub, whose titles are the names, into a table. */
final class WebhookExample implements Example {
  private static final String DATABASE = "warehouse";

  private final PostgresServer server;
  private final int port = ServerPort.free();
  private final EventSender github =
      new EventSender(
          URI.create("http://localhost:" + port + "/github"), ExampleServers.PASSWORD, 1);
  private final Map<Long, String> issues = new HashMap<>();
  private Instant updated = Instant.parse("2026-01-01T00:00:00Z");

  WebhookExample(ExampleServers servers) {
    this.server = servers.postgres();
    server.createDatabase(DATABASE);
  }

  @Override
  public String file() {
    return "webhook.yaml";
  }

  @Override
  public Map<String, String> replaced() {
    return Map.of("port: 8085", "port: " + port, "5432/warehouse", server.port() + "/warehouse");
  }

  @Override
  public Map<String, String> environment() {
    return Map.of(
        "PGHOST",
        server.host(),
        "WEBHOOK_SECRET",
        ExampleServers.PASSWORD,
        "WAREHOUSE_PASSWORD",
        ExampleServers.PASSWORD);
  }

  @Override
  public void put(long id, String name) {
    send("edited", id, name);
    issues.put(id, name);
  }

  @Override
  public void delete(long id) {
    send("deleted", id, "gone");
    issues.remove(id);
  }

  /** Is sent again until it is answered, also while the job is stopped. */
  private void send(String action, long id, String title) {
    updated = updated.plusSeconds(1);
    CompletableFuture<Integer> unused =
        github.send(
            "issues",
            UUID.randomUUID().toString(),
            """
            {"action": "%s", "repository": {"full_name": "ada/engine"}, "issue": {"id": %d, "number": %2$d,
             "title": "%s", "state": "open", "user": {"login": "ada"}, "updated_at": "%s"}}
            """
                .formatted(action, id, title, updated));
  }

  @Override
  public Map<Long, String> source() {
    return issues;
  }

  @Override
  public Map<Long, String> target() throws Exception {
    return Rows.ofTable(
        server,
        DATABASE,
        "issues",
        "id, CASE WHEN repository = 'ada/engine' AND author = 'ada' THEN title ELSE 'in part' END");
  }

  @Override
  public void close() {
    github.close();
    server.execute("postgres", "DROP DATABASE " + DATABASE + " WITH (FORCE)");
  }
}
