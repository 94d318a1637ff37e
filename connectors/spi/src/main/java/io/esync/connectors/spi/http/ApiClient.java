package io.esync.connectors.spi.http;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * Asks an API: proves who asks, keeps to its limits, and says of a failure whether it is a passing
 * one. It makes each request once, and once more with a new token where the one it had was refused;
 * to repeat what failed is for the polling source and the write operator. For any number of
 * threads, which keep to the limits together.
 */
public final class ApiClient {
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int TOO_MANY = 429;
  private static final int UNAVAILABLE = 503;
  private static final int SHOWN = 500;
  private static final int SHORTEST_SECRET = 3;

  private final Map<String, String> headers;
  private final Statuses retryOn;
  private final Transport transport;
  private final Credentials credentials;
  private final RateGate gate;
  private final InstantSource clock;

  /**
   * A client.
   *
   * @param auth null where the API asks nobody who they are
   * @param headers of every request
   */
  public ApiClient(
      ClientOptions options, AuthOptions auth, Map<String, String> headers, InstantSource clock) {
    this.headers = Map.copyOf(headers);
    this.retryOn = new Statuses(options.retryOn());
    this.transport = new Transport(options);
    this.credentials = Credentials.of(auth, transport, clock);
    this.gate = new RateGate(options.requestsPerSecond(), options.maxWait(), clock);
    this.clock = clock;
  }

  /**
   * Makes a request, when the server's limits allow it. Blocks.
   *
   * @return an answer of the class 2xx, or 304
   * @throws HttpFailure if there is no such answer; with the thread interrupted where it was so
   */
  public HttpReply send(HttpCall call) throws HttpFailure {
    HttpCall full = call;
    for (Map.Entry<String, String> header : headers.entrySet()) {
      if (!call.headers().containsKey(header.getKey())) {
        full = full.with(header.getKey(), header.getValue());
      }
    }
    try {
      return answer(full);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HttpFailure(
          HttpFailure.NO_ANSWER, true, call + " was broken off: the task ends", e);
    }
  }

  private HttpReply answer(HttpCall call) throws HttpFailure, InterruptedException {
    Credentials.Proof proof = credentials.proof();
    HttpReply reply = attempt(call, proof);
    if (reply.status() == UNAUTHORIZED && credentials.renew(proof)) {
      reply = attempt(call, credentials.proof());
    }
    if (!reply.isGood()) {
      throw refusal(call, reply);
    }
    return reply;
  }

  private HttpReply attempt(HttpCall call, Credentials.Proof proof)
      throws HttpFailure, InterruptedException {
    gate.pass(call);
    HttpReply reply = transport.exchange(proof.on(call));
    if (reply.isGood() || isPassing(reply)) {
      RateHeaders.closedUntil(reply, clock.instant()).ifPresent(gate::close);
    }
    return reply;
  }

  private boolean isPassing(HttpReply reply) {
    return retryOn.contain(reply.status()) || isLimit(reply);
  }

  /** Whether it was refused for coming too often. Some say 403 for that. */
  private boolean isLimit(HttpReply reply) {
    return switch (reply.status()) {
      case TOO_MANY -> true;
      case FORBIDDEN, UNAVAILABLE -> RateHeaders.closedUntil(reply, clock.instant()).isPresent();
      default -> false;
    };
  }

  private HttpFailure refusal(HttpCall call, HttpReply reply) {
    String message = call + " answers " + reply.status();
    if (reply.status() / 100 == 3) {
      String where = reply.header("Location").map(this::masked).orElse("nowhere");
      message +=
          ": it moved to " + where + ", and redirections are not followed; correct the address";
    } else if (!reply.body().isBlank()) {
      message += ": " + shown(reply.body());
    }
    return new HttpFailure(reply.status(), isPassing(reply), message, null);
  }

  /** Makes no request before {@code until}: the server has said so in its own way. */
  public void rest(Instant until) {
    gate.close(until);
  }

  /** How long requests have waited because the server said so, in milliseconds. */
  public long waitedMillis() {
    return gate.waitedMillis();
  }

  private String shown(String body) {
    String text = masked(body.strip());
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }

  /** {@code text} without what proves the client. */
  public String masked(String text) {
    String masked = text;
    for (String secret : credentials.secrets()) {
      if (secret.length() >= SHORTEST_SECRET) {
        masked = masked.replace(secret, "******").replace(Address.encode(secret), "******");
      }
    }
    return masked;
  }

  /** {@code address} without what proves the client, so that it can be kept. */
  public Address unproved(Address address) {
    return Optional.ofNullable(credentials.parameter()).map(address::without).orElse(address);
  }
}
