package io.esync.connectors.webhook;

import io.esync.connectors.spi.Secret;
import io.esync.connectors.spi.SourceContext;
import io.esync.connectors.testkit.ServerPort;
import io.esync.connectors.testkit.http.EventSender;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The configuration of an endpoint for GitHub's issues on a free port. */
final class TestHook {
  static final String SECRET = "geheim";
  static final String STREAM = "issues";

  private TestHook() {}

  static WebhookConfig config() {
    return config(signature(SignatureOptions.Scheme.GITHUB), null, limits());
  }

  static WebhookConfig config(SignatureOptions signature, TlsOptions tls, LimitOptions limits) {
    return new WebhookConfig(
        "localhost",
        ServerPort.free(),
        "/hook",
        tls,
        signature,
        null,
        Map.of(STREAM, issues()),
        limits,
        new RememberOptions(1000, Duration.ofHours(1)));
  }

  static EventStream issues() {
    return new EventStream(
        new Condition("X-GitHub-Event", null, List.of(STREAM)),
        "/issue",
        List.of("id"),
        Map.of("id", "bigint", "name", "string", "author", "string", "repository", "string"),
        Map.of("author", "/user/login"),
        Map.of("repository", "/repository/full_name"),
        new Condition(null, "/action", List.of("deleted")));
  }

  static SignatureOptions signature(SignatureOptions.Scheme scheme) {
    return new SignatureOptions(
        scheme, List.of(Secret.of(SECRET), Secret.of("older")), null, Duration.ofMinutes(5));
  }

  static LimitOptions limits() {
    return new LimitOptions(10_000, 20_000, 100, Duration.ofSeconds(30), Duration.ofSeconds(30));
  }

  static SourceContext context() {
    return new SourceContext(
        "test", "github", List.of(new SourceContext.Stream(STREAM, List.of("id"))));
  }

  static URI url(WebhookConfig config) {
    return URI.create("http://localhost:" + config.port() + config.path());
  }

  static EventSender sender(WebhookConfig config) {
    return new EventSender(url(config), SECRET, 1);
  }

  static String event(String action, long id, String name) {
    return """
        {"action": "%s", "issue": {"id": %d, "name": "%s", "user": {"login": "ada"}}, "repository": {"full_name": "a/b"}}
        """
        .formatted(action, id, name);
  }
}
