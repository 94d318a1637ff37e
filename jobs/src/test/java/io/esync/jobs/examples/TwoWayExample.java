package io.esync.jobs.examples;

import io.esync.connectors.testkit.PostgresServer;
import java.util.List;
import java.util.Map;

/** {@code two-way.yaml}: changes of north arrive in south. */
final class TwoWayExample implements Example {
  private static final List<String> DATABASES = List.of("north", "south");

  private final PostgresServer server;

  TwoWayExample(ExampleServers servers) {
    this.server = servers.postgres();
    for (String database : DATABASES) {
      server.createDatabase(database);
      server.execute(
          database,
          "CREATE TABLE customers (id bigint PRIMARY KEY, name text, email text,"
              + " balance numeric(12,2))");
    }
  }

  @Override
  public String file() {
    return "two-way.yaml";
  }

  @Override
  public Map<String, String> replaced() {
    return Map.of(
        "port: 5432", "port: " + server.port(),
        "port: 5433", "port: " + server.port(),
        "localhost:5432", "localhost:" + server.port(),
        "localhost:5433", "localhost:" + server.port());
  }

  @Override
  public Map<String, String> environment() {
    return Map.of(
        "NORTH_PASSWORD", ExampleServers.PASSWORD, "SOUTH_PASSWORD", ExampleServers.PASSWORD);
  }

  @Override
  public void put(long id, String name) {
    server.execute(
        "north",
        "INSERT INTO customers VALUES (%d, '%s') ON CONFLICT (id) DO UPDATE SET name = '%2$s'"
            .formatted(id, name));
  }

  @Override
  public void delete(long id) {
    server.execute("north", "DELETE FROM customers WHERE id = " + id);
  }

  @Override
  public Map<Long, String> source() throws Exception {
    return Rows.ofQuery(server, "north", "SELECT id, name FROM customers");
  }

  @Override
  public Map<Long, String> target() throws Exception {
    return Rows.ofQuery(server, "south", "SELECT id, name FROM customers");
  }

  @Override
  public void close() {
    for (String database : DATABASES) {
      server.execute(
          "postgres",
          "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots"
              + " WHERE NOT active AND database = '"
              + database
              + "'",
          "DROP DATABASE " + database + " WITH (FORCE)");
    }
  }
}
