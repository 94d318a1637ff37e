package io.esync.jobs.examples;

import io.esync.connectors.testkit.PostgresServer;
import java.nio.file.Path;
import java.util.Map;

/** {@code poll.yaml}: a table of PostgreSQL into files. */
final class PollExample implements Example {
  private static final String DATABASE = "crm";

  private final PostgresServer server;
  private final Path folder;

  PollExample(ExampleServers servers, Path folder) {
    this.server = servers.postgres();
    this.folder = folder;
    server.createDatabase(DATABASE);
    server.execute(
        DATABASE,
        "CREATE TABLE contacts (id bigint PRIMARY KEY, name text, email text,"
            + " updated_at timestamptz NOT NULL DEFAULT clock_timestamp())");
  }

  @Override
  public String file() {
    return "poll.yaml";
  }

  @Override
  public Map<String, String> replaced() {
    return Map.of(
        "5432/crm",
        server.port() + "/" + DATABASE,
        "lag: 30s",
        "lag: 50ms",
        "deletes: {every: 1h}",
        "deletes: {every: 100ms}",
        "{cron: \"*/5 * * * *\", timezone: Europe/Berlin}",
        "{every: 50ms}",
        ".esync/data/poll",
        folder.resolve("out").toString());
  }

  @Override
  public Map<String, String> environment() {
    return Map.of("PGHOST", server.host(), "CRM_PASSWORD", ExampleServers.PASSWORD);
  }

  @Override
  public void put(long id, String name) {
    server.execute(
        DATABASE,
        "INSERT INTO contacts VALUES (%d, '%s') ON CONFLICT (id)".formatted(id, name)
            + " DO UPDATE SET name = excluded.name, updated_at = clock_timestamp()");
  }

  @Override
  public void delete(long id) {
    server.execute(DATABASE, "DELETE FROM contacts WHERE id = " + id);
  }

  @Override
  public Map<Long, String> source() throws Exception {
    return Rows.ofQuery(server, DATABASE, "SELECT id, name FROM contacts");
  }

  @Override
  public Map<Long, String> target() throws Exception {
    return Rows.ofLines(folder.resolve("out"));
  }

  @Override
  public void close() {
    server.execute("postgres", "DROP DATABASE " + DATABASE + " WITH (FORCE)");
  }
}
