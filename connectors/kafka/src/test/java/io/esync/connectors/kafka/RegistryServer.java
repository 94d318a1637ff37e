package io.esync.connectors.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.esync.connectors.kafka.client.RegistryConfig;
import io.esync.connectors.spi.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** As much of a schema registry as the connector asks for, behind a password. */
public final class RegistryServer implements AutoCloseable {
  private static final String AUTHORIZATION =
      "Basic " + Base64.getEncoder().encodeToString("esync:registry-password".getBytes(UTF_8));
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer http;
  private final List<String> schemas = new ArrayList<>();
  private final List<String> subjects = new ArrayList<>();
  private int failures;

  public RegistryServer() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext("/", this::answer);
    http.start();
  }

  public RegistryConfig config() {
    return new RegistryConfig(
        "http://localhost:" + http.getAddress().getPort(),
        "esync",
        Secret.of("registry-password"),
        null);
  }

  /** Answers the next questions with 503. */
  public synchronized void fail(int times) {
    failures = times;
  }

  public synchronized int add(String schema) {
    if (!schemas.contains(schema)) {
      schemas.add(schema);
    }
    return schemas.indexOf(schema) + 1;
  }

  /** The subjects that schemas were registered under. */
  public synchronized List<String> subjects() {
    return List.copyOf(subjects);
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (!AUTHORIZATION.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      send(exchange, 401, Map.of("error_code", 401));
    } else if (failures > 0) {
      failures--;
      send(exchange, 503, Map.of("error_code", 503));
    } else if (path.startsWith("/schemas/ids/")) {
      int id = Integer.parseInt(path.substring("/schemas/ids/".length()));
      boolean known = id <= schemas.size();
      send(
          exchange,
          known ? 200 : 404,
          known ? Map.of("schema", schemas.get(id - 1)) : Map.of("error_code", 40403));
    } else if (path.endsWith("/versions")) {
      subjects.add(path.split("/", -1)[2]);
      send(exchange, 200, Map.of("id", add(schema(exchange))));
    } else {
      send(exchange, 200, subjects);
    }
  }

  private static String schema(HttpExchange exchange) throws IOException {
    return JSON.readTree(exchange.getRequestBody()).get("schema").asText();
  }

  private static void send(HttpExchange exchange, int status, Object body) throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(body);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
