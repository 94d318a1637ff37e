package io.esync.connectors.http;

import io.esync.connectors.spi.Option;
import io.esync.connectors.spi.http.Address;
import io.esync.connectors.spi.http.AuthOptions;
import io.esync.connectors.spi.http.ClientOptions;
import io.esync.connectors.spi.http.Statuses;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Options of an {@code http} target.
 *
 * <pre>{@code
 * targets:
 *   - id: crm
 *     type: http
 *     config:
 *       url: "https://crm.example.com/v2"
 *       auth: {oauth2: {token_url: "https://id.example.com/token", client_id: esync, client_secret: "${env:CRM_SECRET}"}}
 *       concurrency: 8
 * }</pre>
 */
public record HttpConfig(
    @Option(
            value = "Address that the paths of all requests lie below.",
            example = "https://crm.example.com/v2")
        String url,
    @Option(value = "How the API knows who asks; without it, it asks nobody.", optional = true)
        AuthOptions auth,
    @Option(
            value = "Headers of each request, none of them a secret.",
            optional = true,
            example = "{Accept: application/json}")
        Map<String, String> headers,
    @Option(
            value =
                "What a request holds: a 'single' change, or all changes of a batch that go the same"
                    + " way, as a JSON 'array' or as lines of JSON, 'ndjson'.",
            defaultValue = "single")
        Format format,
    @Option(value = "Most changes of a batch.", defaultValue = "100") int batchSize,
    @Option(value = "How long a change waits at most for its batch to fill.", defaultValue = "1s")
        Duration flushInterval,
    @Option(
            value = "Most requests at the same time, of each parallel task and of different keys.",
            defaultValue = "4")
        int concurrency,
    @Option(
            value =
                "How long requests are made again that failed for a passing reason, without one that"
                    + " succeeds, before the job restarts from its last checkpoint.",
            defaultValue = "5min")
        Duration retryTimeout,
    @Option(value = "How requests are made.", defaultValue = "{}") ClientOptions client,
    @Option(
            value =
                "Answers that concern every change and stop the job. Others from 400 on refuse the"
                    + " change, unless `client: {retry_on}` names them.",
            defaultValue = "[\"401\", \"403\", \"407\", 3xx]")
        List<String> stopOn,
    @Option(value = "When to leave a server alone that fails.", defaultValue = "{}")
        Breaker breaker,
    @Option(
            value =
                "Header of POST and PATCH that is the same whenever the same change is sent, after a"
                    + " restart as well; empty for none.",
            defaultValue = "Idempotency-Key")
        String idempotencyHeader,
    @Option(value = "Path that the check asks for with GET.", optional = true, example = "/health")
        String checkPath)
    implements Serializable {

  /** What a request holds. */
  public enum Format {
    SINGLE,
    ARRAY,
    NDJSON
  }

  /** When to leave a server alone. */
  public record Breaker(
      @Option(
              value = "So many requests in a row that fail for a passing reason.",
              defaultValue = "5")
          int failures,
      @Option(
              value =
                  "How long none is made then. After it one is tried, and the others follow it where"
                      + " it succeeds.",
              defaultValue = "10s")
          Duration pause)
      implements Serializable {
    public Breaker {
      if (failures < 1) {
        throw new IllegalArgumentException("failures must be at least 1, not " + failures);
      }
      if (pause.isZero() || pause.isNegative()) {
        throw new IllegalArgumentException("pause must be positive, not " + pause);
      }
    }
  }

  public HttpConfig {
    Address.of(url);
    headers = headers == null ? Map.of() : Map.copyOf(headers);
    stopOn = List.copyOf(stopOn);
    new Statuses(stopOn);
    AuthOptions.requireNoSecret(headers);
    if (concurrency < 1) {
      throw new IllegalArgumentException("concurrency must be at least 1, not " + concurrency);
    }
    if (breaker.pause().compareTo(retryTimeout) >= 0) {
      throw new IllegalArgumentException(
          "breaker: pause (%s) must be shorter than retry_timeout (%s), or the job restarts first"
              .formatted(breaker.pause(), retryTimeout));
    }
  }

  boolean hasIdempotencyHeader() {
    return !idempotencyHeader.isEmpty();
  }
}
