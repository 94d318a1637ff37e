package io.esync.connectors.http;

import io.esync.connectors.spi.SourceContext;
import io.esync.connectors.spi.http.ApiClient;
import io.esync.connectors.spi.poll.PolledSystem;
import io.esync.connectors.spi.poll.Poller;
import io.esync.connectors.spi.rows.RowRecords;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.TreeSet;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** The streams of an {@code http} source, each of them a split. One reader asks for all of them. */
final class HttpStreams implements PolledSystem<StreamPosition> {
  private static final long serialVersionUID = 1L;

  private final HttpSourceConfig config;
  private final String source;

  /** Made when it is first asked for: all streams keep to the limits together. */
  private transient ApiClient client;

  HttpStreams(HttpSourceConfig config, SourceContext context) {
    this.config = config;
    this.source = context.source();
  }

  @Override
  public List<String> splits() {
    return List.copyOf(new TreeSet<>(config.streams().keySet()));
  }

  @Override
  public StreamPosition start(String split) {
    return StreamPosition.START;
  }

  @Override
  public Poller<StreamPosition> open(String split, StreamPosition position) {
    return open(split, position, InstantSource.system());
  }

  synchronized Poller<StreamPosition> open(
      String split, StreamPosition position, InstantSource clock) {
    if (client == null) {
      client = new ApiClient(config.client(), config.auth(), config.headers(), clock);
    }
    return new StreamPoller(config, new RowRecords(source, split), position, client, clock);
  }

  @Override
  public SimpleVersionedSerializer<StreamPosition> positions() {
    return new StreamPosition.Serializer();
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
