package io.esync.connectors.github;

import io.esync.connectors.spi.SourceContext;
import io.esync.connectors.spi.http.ApiClient;
import io.esync.connectors.spi.poll.PolledSystem;
import io.esync.connectors.spi.poll.Poller;
import io.esync.connectors.spi.rows.RowRecords;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/** The streams that entities read, each of them a split. One reader asks for all of them. */
final class GitHubStreams implements PolledSystem<GitHubPosition> {
  private static final long serialVersionUID = 1L;
  private static final Map<String, String> HEADERS =
      Map.of(
          "Accept",
          "application/vnd.github+json",
          "X-GitHub-Api-Version",
          "2022-11-28",
          "User-Agent",
          "ESync");

  private final GitHubConfig config;
  private final String source;
  private final List<String> splits;

  /** Made when it is first asked for: all streams keep to the limits together. */
  private transient ApiClient client;

  private transient Parts parts;

  GitHubStreams(GitHubConfig config, SourceContext context) {
    this.config = config;
    this.source = context.source();
    this.splits = read(context).stream().map(GitHubStream::id).toList();
  }

  /** The streams that entities read. */
  static List<GitHubStream> read(SourceContext context) {
    return Arrays.stream(GitHubStream.values())
        .filter(stream -> context.streams().stream().anyMatch(each -> stream.isMeant(each.name())))
        .toList();
  }

  static ApiClient client(GitHubConfig config, InstantSource clock) {
    return new ApiClient(config.client(), config.auth(), HEADERS, clock);
  }

  @Override
  public List<String> splits() {
    return splits;
  }

  @Override
  public GitHubPosition start(String split) {
    return GitHubPosition.START;
  }

  @Override
  public void register(MetricGroup metrics) {
    ApiClient asked = client(InstantSource.system());
    metrics.<Long, Gauge<Long>>gauge("limitedMillis", asked::waitedMillis);
  }

  @Override
  public Poller<GitHubPosition> open(String split, GitHubPosition position) {
    return open(split, position, InstantSource.system());
  }

  Poller<GitHubPosition> open(String split, GitHubPosition position, InstantSource clock) {
    ApiClient asked = client(clock);
    RowRecords records = new RowRecords(source, split);
    return new GitHubPoller(config, records, position, parts, asked, clock);
  }

  private synchronized ApiClient client(InstantSource clock) {
    if (client == null) {
      client = client(config, clock);
      parts = new Parts(config, client, clock);
    }
    return client;
  }

  @Override
  public SimpleVersionedSerializer<GitHubPosition> positions() {
    return new GitHubPosition.Serializer();
  }

  @Override
  public Duration interval() {
    return config.interval();
  }

  @Override
  public boolean bounded() {
    return false;
  }
}
