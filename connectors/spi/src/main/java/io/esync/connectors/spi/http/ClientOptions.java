package io.esync.connectors.spi.http;

import io.esync.connectors.spi.Option;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/** How requests are made. */
public record ClientOptions(
    @Option(value = "How long to wait for a connection.", defaultValue = "10s")
        Duration connectTimeout,
    @Option(
            value = "How long to wait for a whole answer, its last byte included.",
            defaultValue = "30s")
        Duration requestTimeout,
    @Option(
            value =
                "Most requests in a second, spread evenly, of each parallel task. By default as many"
                    + " as the server takes.",
            optional = true,
            example = "10")
        Double requestsPerSecond,
    @Option(
            value =
                "Answers after which the same request is made again, ever more slowly, as it is"
                    + " where there is no answer. What a server refuses for its rate limit is always"
                    + " asked for again, when it says.",
            defaultValue = "[\"408\", \"425\", \"429\", 5xx]")
        List<String> retryOn,
    @Option(
            value =
                "Longest time that requests wait because the server says so (Retry-After,"
                    + " X-RateLimit-Reset). Where it asks for more, none is made until then, and each"
                    + " try counts as failed.",
            defaultValue = "5min")
        Duration maxWait,
    @Option(value = "Most bytes of an answer.", defaultValue = "16777216") int maxResponse)
    implements Serializable {

  public ClientOptions {
    retryOn = List.copyOf(retryOn);
    new Statuses(retryOn);
    requirePositive("connect_timeout", connectTimeout);
    requirePositive("request_timeout", requestTimeout);
    if (requestsPerSecond != null && !(requestsPerSecond > 0)) {
      throw new IllegalArgumentException(
          "requests_per_second must be positive, not " + requestsPerSecond);
    }
    if (maxWait.isNegative()) {
      throw new IllegalArgumentException("max_wait must not be negative: " + maxWait);
    }
    if (maxResponse < 1) {
      throw new IllegalArgumentException("max_response must be at least 1, not " + maxResponse);
    }
  }

  private static void requirePositive(String option, Duration value) {
    if (value.isZero() || value.isNegative()) {
      throw new IllegalArgumentException(option + " must be positive, not " + value);
    }
  }
}
