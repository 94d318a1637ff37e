package io.esync.jobs.examples;

import io.esync.connectors.testkit.http.HttpServer;
import io.esync.connectors.testkit.http.Reply;
import io.esync.connectors.testkit.http.RestCollection;
import java.util.Map;
import java.util.TreeMap;

/** {@code http.yaml}: one API into another. */
final class HttpExample implements Example {
  private final HttpServer server = HttpServer.start();
  private final RestCollection contacts = new RestCollection("/v1/contacts", "id");
  private final RestCollection people = new RestCollection("/v2/people", "id");

  HttpExample() {
    server.serve("/v1/contacts", contacts);
    server.serve("/v2/people", people);
    server.serve("/v2", request -> Reply.json("{}"));
  }

  @Override
  public String file() {
    return "http.yaml";
  }

  @Override
  public Map<String, String> replaced() {
    return Map.of(
        "https://support.example.com",
        server.url(),
        "https://crm.example.com",
        server.url(),
        "size: 100",
        "size: 2",
        "overlap: 30s",
        "overlap: 50ms",
        "deletes: {every: 1h}",
        "deletes: {every: 100ms}",
        "{cron: \"*/5 * * * *\"}",
        "{every: 50ms}");
  }

  @Override
  public Map<String, String> environment() {
    return Map.of("SUPPORT_TOKEN", "geheim", "CRM_KEY", "geheim");
  }

  @Override
  public void put(long id, String name) {
    contacts.put("{\"id\": " + id + ", \"name\": \"" + name + "\"}");
  }

  @Override
  public void delete(long id) {
    contacts.delete(String.valueOf(id));
  }

  @Override
  public Map<Long, String> source() {
    return names(contacts);
  }

  @Override
  public Map<Long, String> target() {
    return names(people);
  }

  private static Map<Long, String> names(RestCollection collection) {
    Map<Long, String> names = new TreeMap<>();
    collection
        .content()
        .forEach((id, object) -> names.put(Long.valueOf(id), object.get("name").asText()));
    return names;
  }

  @Override
  public void close() {
    server.close();
  }
}
