package io.esync.connectors.spi.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Tokens for client credentials. One is kept until shortly before it ends, or is refused. */
final class OAuthTokens implements Credentials {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration MARGIN = Duration.ofSeconds(30);
  private static final int MARGIN_SHARE = 10;
  private static final Statuses PASSING = new Statuses(List.of("408", "425", "429", "5xx"));

  private final AuthOptions.OAuth2 options;
  private final Transport transport;
  private final InstantSource clock;

  /** Null where there is none. */
  private Proof token;

  private Instant renewAt;

  OAuthTokens(AuthOptions.OAuth2 options, Transport transport, InstantSource clock) {
    this.options = options;
    this.transport = transport;
    this.clock = clock;
  }

  @Override
  public synchronized Proof proof() throws HttpFailure, InterruptedException {
    if (token == null || !clock.instant().isBefore(renewAt)) {
      take(ask());
    }
    return token;
  }

  @Override
  public synchronized boolean renew(Proof refused) {
    if (refused.equals(token)) { // else another thread has done so
      token = null;
    }
    return true;
  }

  private HttpReply ask() throws HttpFailure, InterruptedException {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "client_credentials");
    if (options.scope() != null) {
      form.put("scope", options.scope());
    }
    form.putAll(options.parameters());
    String secret = options.clientSecret().reveal();
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Accept", "application/json");
    headers.put("Content-Type", "application/x-www-form-urlencoded");
    if (options.clientIn() == AuthOptions.ClientIn.BODY) {
      form.put("client_id", options.clientId());
      form.put("client_secret", secret);
    } else {
      headers.put(
          "Authorization",
          "Basic " + Credentials.basic(Address.encode(options.clientId()), Address.encode(secret)));
    }
    String body =
        form.entrySet().stream()
            .map(entry -> Address.encode(entry.getKey()) + "=" + Address.encode(entry.getValue()))
            .collect(Collectors.joining("&"));
    return transport.exchange(new HttpCall("POST", Address.of(options.tokenUrl()), headers, body));
  }

  /** Says nothing of an answer's text: it may be a token. */
  private void take(HttpReply reply) throws HttpFailure {
    String asked = "the token server " + Address.of(options.tokenUrl());
    if (!reply.isGood()) {
      throw new HttpFailure(
          reply.status(),
          PASSING.contain(reply.status()),
          asked + " answers " + reply.status() + " to the client's id and secret",
          null);
    }
    try {
      JsonNode json = JSON.readTree(reply.body());
      String text = json.path("access_token").asText("");
      if (!text.isEmpty()) {
        token = Proof.bearer(text);
        renewAt = renewAt(json.path("expires_in").asLong(0));
        return;
      }
    } catch (JsonProcessingException e) {
      // falls through to the message
    }
    throw new HttpFailure(
        reply.status(), true, asked + " answers without JSON with an access_token", null);
  }

  private Instant renewAt(long seconds) {
    if (seconds <= 0) {
      return Instant.MAX; // not said: until it is refused
    }
    Duration life = Duration.ofSeconds(seconds);
    Duration share = life.dividedBy(MARGIN_SHARE);
    return clock.instant().plus(life).minus(share.compareTo(MARGIN) < 0 ? share : MARGIN);
  }

  @Override
  public synchronized List<String> secrets() {
    List<String> secrets = new ArrayList<>();
    secrets.add(options.clientSecret().reveal());
    if (token != null) {
      secrets.add(token.value().replaceFirst("^Bearer ", ""));
    }
    return secrets;
  }
}
