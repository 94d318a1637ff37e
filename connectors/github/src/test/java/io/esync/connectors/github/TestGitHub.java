package io.esync.connectors.github;

import io.esync.connectors.spi.Schedule;
import io.esync.connectors.spi.Secret;
import io.esync.connectors.spi.SourceContext;
import io.esync.connectors.spi.http.ClientOptions;
import io.esync.connectors.testkit.github.GitHubRepository;
import io.esync.connectors.testkit.github.GitHubServer;
import io.esync.connectors.testkit.http.Received;
import java.time.Duration;
import java.util.List;

/** An organisation with a repository, and what a source of it is configured with. */
final class TestGitHub implements AutoCloseable {
  static final String ORGANIZATION = "acme";
  static final String TOKEN = "ghp_geheim";

  final GitHubServer server;
  final GitHubRepository site;

  private List<String> repositories = List.of("*");
  private Schedule deletes;
  private Duration maxWait = Duration.ofSeconds(20);

  TestGitHub() {
    this(GitHubServer.start(ORGANIZATION, TOKEN));
  }

  TestGitHub(GitHubServer server) {
    this.server = server;
    this.site = server.organization().repository("site");
  }

  TestGitHub repositories(String... globs) {
    repositories = List.of(globs);
    return this;
  }

  TestGitHub deletes(Duration every) {
    deletes = Schedule.every(every);
    return this;
  }

  TestGitHub maxWait(Duration most) {
    maxWait = most;
    return this;
  }

  GitHubConfig config() {
    return config(server.url(), TOKEN, ORGANIZATION, repositories);
  }

  GitHubConfig config(String url, String token, String organization, List<String> globs) {
    return new GitHubConfig(
        token == null ? null : Secret.of(token),
        url,
        organization,
        globs,
        deletes,
        Duration.ofSeconds(10),
        Duration.ofDays(30),
        new ClientOptions(
            Duration.ofSeconds(10),
            Duration.ofSeconds(20),
            null,
            List.of("408", "429", "5xx"),
            maxWait,
            1 << 24),
        Duration.ofMillis(20),
        100_000);
  }

  static SourceContext context(String stream) {
    String key = stream.equals("commits") ? "sha" : "id";
    return new SourceContext(
        "code", "github", List.of(new SourceContext.Stream(stream, List.of(key))));
  }

  PolledGitHub source(String stream) {
    return new PolledGitHub(new GitHubStreams(config(), context(stream)), stream);
  }

  /** Paths and parameters that were asked for since the last time. */
  List<String> asked() {
    List<String> asked = server.http().requests().stream().map(TestGitHub::describe).toList();
    server.http().forget();
    return asked;
  }

  /** From when on something was asked for since the last time, of each request that says so. */
  List<String> since() {
    return server.http().requests().stream()
        .filter(request -> request.query().containsKey("since"))
        .map(request -> request.query().get("since"))
        .toList();
  }

  private static String describe(Received request) {
    return request.path().replace("/repos/acme/", "")
        + (request.header("If-None-Match") == null ? "" : " if changed")
        + (request.query().containsKey("page") ? " page " + request.query().get("page") : "");
  }

  @Override
  public void close() {
    server.close();
  }
}
