package io.esync.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.esync.connectors.spi.Secret;
import io.esync.connectors.spi.http.Address;
import io.esync.connectors.spi.http.ApiClient;
import io.esync.connectors.spi.http.AuthOptions;
import io.esync.connectors.spi.http.AuthOptions.ApiKey;
import io.esync.connectors.spi.http.AuthOptions.Basic;
import io.esync.connectors.spi.http.AuthOptions.ClientIn;
import io.esync.connectors.spi.http.AuthOptions.OAuth2;
import io.esync.connectors.spi.http.ClientOptions;
import io.esync.connectors.spi.http.HttpCall;
import io.esync.connectors.spi.http.HttpFailure;
import io.esync.connectors.testkit.http.Fault;
import io.esync.connectors.testkit.http.HttpServer;
import io.esync.connectors.testkit.http.Received;
import io.esync.connectors.testkit.http.Reply;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(240)
class ApiClientTest {
  private static final String SECRET = "ge+heim/42";

  private final HttpServer server = HttpServer.start();
  private final AtomicInteger tokens = new AtomicInteger();
  private Duration ahead = Duration.ZERO;

  ApiClientTest() {
    server.serve("/", request -> Reply.json("[]"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private ApiClient client(ClientOptions options, AuthOptions auth) {
    return new ApiClient(options, auth, Map.of("X-Team", "sync"), () -> Instant.now().plus(ahead));
  }

  private ApiClient client(AuthOptions auth) {
    return client(TestApi.PATIENT, auth);
  }

  private HttpCall call() {
    return HttpCall.get(Address.of(server.url() + "/things?size=1"));
  }

  private HttpFailure failure(ApiClient client) {
    return catchThrowableOfType(HttpFailure.class, () -> client.send(call()));
  }

  private Duration between(int first, int second) {
    List<Received> requests = server.requests();
    return Duration.between(requests.get(first).at(), requests.get(second).at());
  }

  /** An answer to a request that comes now, and when the next may come. */
  private record Limit(Reply reply, Instant end) {}

  static List<Function<Instant, Limit>> everyLimit() {
    return List.of(
        now -> new Limit(Reply.of(429, "").with("Retry-After", "1"), now.plusSeconds(1)),
        now -> {
          Instant end = now.truncatedTo(ChronoUnit.SECONDS).plusSeconds(2);
          return new Limit(Reply.of(503, "").with("retry-after", httpDate(end)), end);
        },
        now ->
            new Limit(
                Reply.of(403, "").with("X-RateLimit-Remaining", "0").with("X-RateLimit-Reset", "1"),
                now.plusSeconds(1)),
        now -> {
          Instant end = now.truncatedTo(ChronoUnit.SECONDS).plusSeconds(2);
          return new Limit(
              Reply.json("[]")
                  .with("X-RateLimit-Remaining", "0")
                  .with("X-RateLimit-Reset", String.valueOf(end.getEpochSecond())),
              end);
        });
  }

  private static String httpDate(Instant time) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(time.atZone(ZoneOffset.UTC));
  }

  @ParameterizedTest
  @MethodSource("everyLimit")
  void no_request_is_made_before_the_time_that_the_server_names(Function<Instant, Limit> given)
      throws Exception {
    ApiClient client = client(null);
    Limit limit = given.apply(Instant.now());
    server.fail(new Fault.Answers(limit.reply()));
    if (limit.reply().status() == 200) {
      client.send(call());
    } else {
      assertThat(failure(client).isPassing()).isTrue();
    }

    client.send(call());

    assertThat(server.requests().get(1).at()).isAfterOrEqualTo(limit.end());
  }

  @Test
  void what_the_server_wants_later_than_may_be_waited_is_not_asked_for() {
    server.fail(new Fault.Answers(Reply.of(429, "").with("Retry-After", "3600")));
    ApiClient client = client(null);
    failure(client);

    HttpFailure failure = failure(client);

    assertThat(failure.isPassing()).isTrue();
    assertThat(failure).hasMessageContaining("max_wait");
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void requests_keep_their_pace() throws Exception {
    ClientOptions slow =
        new ClientOptions(
            TestApi.PATIENT.connectTimeout(),
            TestApi.PATIENT.requestTimeout(),
            20.0,
            List.of(),
            Duration.ofSeconds(1),
            1000);
    ApiClient client = client(slow, null);
    for (int i = 0; i < 5; i++) {
      client.send(call());
    }

    // the first two, and each that is late, may come close to the one after it
    assertThat(between(0, 4)).isGreaterThan(Duration.ofMillis(90));
  }

  @Test
  void an_answer_that_is_too_long_is_told() {
    server.serve("/", request -> Reply.json("x".repeat(2 << 20)));

    assertThat(failure(client(null)))
        .hasMessageContaining("max_response")
        .extracting(HttpFailure::isPassing)
        .isEqualTo(false);
  }

  @Test
  void redirections_are_not_followed() {
    server.serve("/", request -> Reply.of(302, "").with("Location", "http://localhost:1/"));

    assertThat(failure(client(bearer()))).hasMessageContaining("redirections are not followed");
  }

  private static AuthOptions bearer() {
    return new AuthOptions(null, Secret.of(SECRET), null, null);
  }

  private AuthOptions oauth(ClientIn in) {
    return new AuthOptions(
        null,
        null,
        null,
        new OAuth2(
            server.url() + "/token",
            "esync",
            Secret.of(SECRET),
            "read",
            Map.of("audience", "x"),
            in));
  }

  @Test
  void who_asks_is_proven_as_configured() throws Exception {
    Secret secret = Secret.of(SECRET);
    client(bearer()).send(call());
    client(new AuthOptions(new Basic("ada", secret), null, null, null)).send(call());
    client(new AuthOptions(null, null, new ApiKey("X-Key", null, secret), null)).send(call());
    client(new AuthOptions(null, null, new ApiKey(null, "key", secret), null)).send(call());

    List<Received> requests = server.requests();
    assertThat(requests.get(0).header("Authorization")).isEqualTo("Bearer " + SECRET);
    assertThat(requests.get(1).header("Authorization")).isEqualTo("Basic YWRhOmdlK2hlaW0vNDI=");
    assertThat(requests.get(2).header("X-Key")).isEqualTo(SECRET);
    assertThat(requests.get(3).query()).isEqualTo(Map.of("size", "1", "key", SECRET));
    assertThat(requests).allMatch(request -> request.header("X-Team").equals("sync"));
  }

  static List<AuthOptions> everyAuth() {
    Secret secret = Secret.of(SECRET);
    return List.of(
        bearer(),
        new AuthOptions(new Basic("ada", secret), null, null, null),
        new AuthOptions(null, null, new ApiKey("X-Key", null, secret), null),
        new AuthOptions(null, null, new ApiKey(null, "key", secret), null));
  }

  @ParameterizedTest
  @MethodSource("everyAuth")
  void no_secret_is_told_even_where_the_server_repeats_it(AuthOptions auth) {
    server.serve(
        "/", request -> Reply.of(400, "what is " + request.headers() + request.query() + "?"));

    HttpFailure failure = failure(client(auth));

    assertThat(failure).hasMessageContaining("answers 400: what is").hasMessageContaining("******");
    assertThat(failure.toString() + auth)
        .doesNotContain(SECRET, "ge%2Bheim", "YWRhOmdlK2hlaW0vNDI");
  }

  private void giveTokens(int seconds) {
    server.serve(
        "/token",
        request ->
            Reply.json(
                "{\"access_token\": \"token-%d\", \"expires_in\": %d}"
                    .formatted(tokens.incrementAndGet(), seconds)));
  }

  private List<String> authorizations() {
    return server.requests().stream()
        .filter(request -> request.path().equals("/things"))
        .map(request -> request.header("Authorization"))
        .toList();
  }

  @Test
  void a_token_is_asked_for_once_and_again_before_it_ends() throws Exception {
    giveTokens(60);
    ApiClient client = client(oauth(ClientIn.HEADER));
    client.send(call());
    client.send(call());
    ahead = Duration.ofSeconds(55);
    client.send(call());

    assertThat(authorizations())
        .containsExactly("Bearer token-1", "Bearer token-1", "Bearer token-2");
    Received asked = server.requests().get(0);
    assertThat(asked.header("Authorization")).startsWith("Basic ");
    assertThat(Received.parameters(asked.body()))
        .isEqualTo(Map.of("grant_type", "client_credentials", "scope", "read", "audience", "x"));
  }

  @Test
  void a_token_that_is_refused_is_replaced_at_once_and_once() throws Exception {
    giveTokens(3600);
    ApiClient client = client(oauth(ClientIn.BODY));
    client.send(call());
    server.failOnce(request -> request.path().equals("/things"), Fault.status(401));

    client.send(call());

    assertThat(authorizations())
        .containsExactly("Bearer token-1", "Bearer token-1", "Bearer token-2");
    server.failAlways(request -> request.path().equals("/things"), Fault.status(401));
    assertThat(failure(client).isPassing()).isFalse();
    assertThat(tokens).hasValue(3);
    assertThat(Received.parameters(server.requests().get(0).body()))
        .containsEntry("client_secret", SECRET);
  }

  @Test
  void nothing_of_a_token_or_of_the_client_is_told() {
    server.serve("/token", request -> Reply.json("{\"token\": \"" + request.body() + "\"}"));
    assertThat(failure(client(oauth(ClientIn.BODY))))
        .hasMessageContaining("access_token")
        .hasMessageNotContaining("heim");
    server.serve("/token", request -> Reply.of(401, request.body()));
    assertThat(failure(client(oauth(ClientIn.BODY))))
        .hasMessageContaining("/token answers 401")
        .hasMessageNotContaining("heim");
    giveTokens(60);
    server.serve("/things", request -> Reply.of(422, request.header("Authorization")));
    assertThat(failure(client(oauth(ClientIn.BODY)))).hasMessageEndingWith("Bearer ******");
  }

  @Test
  void many_threads_share_one_token() {
    giveTokens(60);
    ApiClient client = client(oauth(ClientIn.HEADER));

    IntStream.range(0, 20)
        .parallel()
        .forEach(
            i -> {
              try {
                client.send(call());
              } catch (HttpFailure e) {
                throw new AssertionError(e);
              }
            });

    assertThat(tokens).hasValue(1);
  }

  @Test
  void a_secret_that_no_header_takes_is_not_shown() {
    ApiClient client = client(new AuthOptions(null, Secret.of(SECRET + "\n"), null, null));

    HttpFailure failure = failure(client);

    assertThat(failure).hasMessageContaining("'Authorization'").hasMessageNotContaining(SECRET);
    assertThat(failure).hasNoCause();
    assertThat(failure.isPassing()).isFalse();
  }
}
