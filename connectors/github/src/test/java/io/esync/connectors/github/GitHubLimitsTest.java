package io.esync.connectors.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.esync.connectors.spi.poll.SourceUnavailableException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where GitHub takes no more requests for a time. */
@Timeout(240)
class GitHubLimitsTest {
  private final TestGitHub github = new TestGitHub();

  @BeforeEach
  void put() {
    github.site.openIssue("One");
  }

  @AfterEach
  void stop() {
    github.close();
  }

  @Test
  void a_limit_that_is_used_up_is_waited_for_without_a_request() throws Exception {
    github.server.limit(1, Duration.ofSeconds(1));

    assertThat(github.source("issues").news()).containsExactly("One open");
    assertThat(github.asked()).as("none was refused").hasSize(2);
  }

  @Test
  void a_limit_of_an_hour_fails_polls_that_may_not_wait_so_long() throws Exception {
    github.server.limit(1, Duration.ofHours(1));
    PolledGitHub source = github.maxWait(Duration.ofSeconds(1)).source("issues");

    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(source::news)
          .isInstanceOf(SourceUnavailableException.class)
          .hasMessageContaining("max_wait");
    }
    assertThat(github.asked()).hasSize(1);

    github.server.limit(5000, Duration.ofHours(1));
    source.putClockForward(Duration.ofHours(2));
    assertThat(source.news()).containsExactly("One open");
  }

  @Test
  void who_comes_too_fast_waits_for_as_long_as_it_is_told() throws Exception {
    PolledGitHub source = github.source("issues");
    github.server.slowDown(1, true);
    assertThatThrownBy(source::news)
        .isInstanceOf(SourceUnavailableException.class)
        .hasMessageContaining("secondary rate limit");

    assertThat(source.news()).containsExactly("One open");
    assertThat(github.asked()).hasSize(3);
  }

  @Test
  void who_comes_too_fast_waits_a_minute_where_it_is_not_told_for_how_long() throws Exception {
    PolledGitHub source = github.maxWait(Duration.ofSeconds(1)).source("issues");
    github.server.slowDown(1, false);
    assertThatThrownBy(source::news).isInstanceOf(SourceUnavailableException.class);
    assertThatThrownBy(source::news).hasMessageContaining("takes no requests for another");
    assertThat(github.asked()).hasSize(1);

    source.putClockForward(Duration.ofMinutes(1));

    assertThat(source.news()).containsExactly("One open");
  }

  @Test
  void a_metric_tells_how_long_requests_have_waited() {
    Map<String, Gauge<?>> gauges = new HashMap<>();
    GitHubStreams streams = new GitHubStreams(github.config(), TestGitHub.context("issues"));
    streams.register(
        new UnregisteredMetricsGroup() {
          @Override
          public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
            gauges.put(name, gauge);
            return gauge;
          }
        });
    PolledGitHub source = new PolledGitHub(streams, "issues");

    await()
        .until(
            () -> {
              github.server.slowDown(1, true);
              assertThatThrownBy(source::news).isInstanceOf(SourceUnavailableException.class);
              source.news();
              return (Long) gauges.get("limitedMillis").getValue() > 0;
            });
  }
}
