package io.esync.connectors.kafka.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/**
 * Asks a schema registry with Confluent's interface, by plain HTTP. Schemas are remembered: they
 * never change under their id. For one thread.
 */
public final class SchemaRegistry {
  private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int ATTEMPTS = 5;
  private static final int HTTP_ERROR = 400;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final RegistryConfig config;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final Map<Integer, Schema> schemas = new HashMap<>();
  private final RetryPolicy<Object> retries =
      RetryPolicy.builder()
          .handleIf(failure -> failure instanceof RegistryException e && e.isPassing())
          .withMaxAttempts(ATTEMPTS)
          .withBackoff(Duration.ofMillis(100), Duration.ofSeconds(2))
          .build();

  public SchemaRegistry(RegistryConfig config) {
    this.config = config;
  }

  /**
   * The schema that is registered under {@code id}.
   *
   * @throws RegistryException if there is none, or the registry cannot be asked
   * @throws SchemaParseException if what is registered is no Avro
   */
  public Schema schema(int id) throws RegistryException {
    Schema known = schemas.get(id);
    if (known == null) {
      JsonNode answer = ask(request("/schemas/ids/" + id).GET().build());
      if (answer.path("references").size() > 0) {
        throw new SchemaParseException("schema " + id + " refers to other schemas");
      }
      known = new Schema.Parser().setValidateDefaults(false).parse(answer.path("schema").asText());
      schemas.put(id, known);
    }
    return known;
  }

  /** The id of {@code schema} under {@code subject}, where it is registered if it is not yet. */
  public int register(String subject, Schema schema) throws RegistryException {
    ObjectNode body = JSON.createObjectNode().put("schema", schema.toString());
    String path = "/subjects/" + URLEncoder.encode(subject, StandardCharsets.UTF_8) + "/versions";
    HttpRequest.BodyPublisher publisher = HttpRequest.BodyPublishers.ofString(body.toString());
    return ask(request(path).header("Content-Type", CONTENT_TYPE).POST(publisher).build())
        .path("id")
        .asInt();
  }

  /** Asks for something small, to see whether the registry answers. */
  public void ping() throws RegistryException {
    ask(request("/subjects").GET().build());
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(config.resolve(path))
            .timeout(TIMEOUT)
            .header("Accept", CONTENT_TYPE);
    if (config.username() != null) {
      String user = config.username() + ":" + config.password().reveal();
      String encoded = Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
      request.header("Authorization", "Basic " + encoded);
    } else if (config.token() != null) {
      request.header("Authorization", "Bearer " + config.token().reveal());
    }
    return request;
  }

  private JsonNode ask(HttpRequest request) throws RegistryException {
    try {
      return Failsafe.with(retries).get(() -> answer(request));
    } catch (FailsafeException e) {
      if (e.getCause() instanceof RegistryException refusal) {
        throw refusal;
      }
      throw e;
    }
  }

  private JsonNode answer(HttpRequest request) throws RegistryException {
    String asked = "the schema registry at " + request.uri();
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() >= HTTP_ERROR) {
        String message = asked + " answers " + response.statusCode() + ": " + response.body();
        throw new RegistryException(message, response.statusCode(), null);
      }
      return JSON.readTree(response.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RegistryException(asked + " was not waited for", -1, e);
    } catch (RegistryException e) {
      throw e;
    } catch (IOException e) {
      throw new RegistryException(asked + " does not answer: " + e, 0, e);
    }
  }
}
