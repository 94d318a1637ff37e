package io.esync.connectors.github;

import io.esync.connectors.spi.SourceConnector;
import io.esync.connectors.spi.SourceContext;
import io.esync.connectors.testkit.contract.SourceContract;
import io.esync.connectors.testkit.contract.SourceSubject;
import io.esync.connectors.testkit.contract.Unmet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(240)
class GitHubContractTest {
  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder().setNumberSlotsPerTaskManager(2).build());

  @TestFactory
  Stream<DynamicTest> the_source_keeps_its_contract() {
    return SourceContract.tests(() -> new Subject(new TestGitHub()));
  }

  /** Releases, which have a name. */
  private record Subject(TestGitHub github) implements SourceSubject<GitHubConfig> {
    private static final List<String> ALL = List.of("*");

    @Override
    public SourceConnector<GitHubConfig> connector() {
      return new GitHubSourceConnector();
    }

    @Override
    public SourceContext context() {
      return TestGitHub.context("releases");
    }

    @Override
    public GitHubConfig config() {
      return github.config();
    }

    @Override
    public void put(long id, String name) {
      github.site.putRelease(id, name);
    }

    @Override
    public void delete(long id) {
      github.site.deleteRelease(id);
    }

    @Override
    public Optional<String> poison() {
      github.site.putRelease(100, "Methuselah");
      github.site.spoilRelease(100, "-infinity");
      return Optional.of("Methuselah");
    }

    @Override
    public GitHubConfig unreachable() {
      return config("http://localhost:1", TestGitHub.TOKEN, TestGitHub.ORGANIZATION, ALL);
    }

    private GitHubConfig config(
        String url, String token, String organization, List<String> repositories) {
      return github.config(url, token, organization, repositories);
    }

    @Override
    public List<Unmet<GitHubConfig>> unmet() {
      String url = github.server.url();
      github.server.organization().repository("closed");
      github.server.withhold("/repos/acme/closed");
      return List.of(
          new Unmet<>(
              "no such token",
              config(url, "ghp_other", TestGitHub.ORGANIZATION, ALL),
              List.of("answers 401", "Bad credentials"),
              List.of("renew it", "'token'")),
          new Unmet<>(
              "no such organisation",
              config(url, TestGitHub.TOKEN, "acne", ALL),
              List.of("answers 404", "/orgs/acne"),
              List.of("'organization', which is 'acne'")),
          new Unmet<>(
              "no right",
              config(url, TestGitHub.TOKEN, TestGitHub.ORGANIZATION, List.of("closed")),
              List.of("answers 403", "/repos/acme/closed/releases"),
              List.of("give the token the right")),
          new Unmet<>(
              "no repository",
              config(url, TestGitHub.TOKEN, TestGitHub.ORGANIZATION, List.of("shop-*")),
              List.of("no repository [shop-*]"),
              List.of("'repositories'")),
          new Unmet<>("no server", unreachable(), List.of("localhost:1"), List.of("base_url")));
    }

    @Override
    public List<String> secrets() {
      return List.of(TestGitHub.TOKEN, "ghp_other");
    }

    @Override
    public void close() {
      github.close();
    }
  }
}
