package io.esync.jobs.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** JSON over HTTP, as Flink's REST API speaks it. */
final class RestClient {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private final URI address;

  RestClient(URI address) {
    this.address = address;
  }

  URI address() {
    return address;
  }

  JsonNode get(String path) {
    return send(request(path).GET());
  }

  JsonNode post(String path, Map<String, ?> body) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(JSON.valueToTree(body).toString())));
  }

  JsonNode patch(String path) {
    return send(request(path).method("PATCH", BodyPublishers.noBody()));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(address.resolve(path)).timeout(TIMEOUT);
  }

  private JsonNode send(HttpRequest.Builder builder) {
    HttpRequest request = builder.build();
    try {
      HttpResponse<byte[]> response = HTTP.send(request, BodyHandlers.ofByteArray());
      JsonNode body = JSON.readTree(response.body());
      if (response.statusCode() >= 400) {
        throw new ClusterException(
            "Flink at " + address + " refused " + request.uri().getPath() + ": " + errors(body));
      }
      return body;
    } catch (IOException e) {
      throw new ClusterException(
          "Flink at "
              + address
              + " does not answer ("
              + e.getClass().getSimpleName()
              + "). Start a cluster: scripts/esync cluster start.",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException("Interrupted while asking Flink.", e);
    }
  }

  /** The first line of each error: the rest is a stack trace of Flink's REST handler. */
  private static String errors(JsonNode body) {
    StringBuilder text = new StringBuilder();
    body.path("errors")
        .forEach(
            error ->
                error
                    .asText()
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("at "))
                    .limit(1)
                    .forEach(line -> text.append(text.isEmpty() ? "" : " ").append(line)));
    return text.isEmpty() ? "no reason given" : text.toString();
  }
}
