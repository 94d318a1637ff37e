package io.esync.connectors.http;

import io.esync.connectors.spi.SourceContext;
import io.esync.connectors.spi.collection.CollectionPoller;
import io.esync.connectors.spi.collection.CollectionPosition;
import io.esync.connectors.spi.http.ApiClient;
import io.esync.connectors.spi.poll.PolledSystem;
import io.esync.connectors.spi.poll.Poller;
import io.esync.connectors.spi.rows.RowRecords;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.TreeSet;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/** The streams of an {@code http} source, each of them a split. One reader asks for all of them. */
final class HttpStreams implements PolledSystem<CollectionPosition> {
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
  public CollectionPosition start(String split) {
    return CollectionPosition.START;
  }

  @Override
  public Poller<CollectionPosition> open(String split, CollectionPosition position) {
    return open(split, position, InstantSource.system());
  }

  Poller<CollectionPosition> open(String split, CollectionPosition position, InstantSource clock) {
    return new CollectionPoller(
        config.collection(split),
        new RowRecords(source, split),
        position,
        config.streams().size() == 1,
        client(clock),
        clock);
  }

  private synchronized ApiClient client(InstantSource clock) {
    if (client == null) {
      client = new ApiClient(config.client(), config.auth(), config.headers(), clock);
    }
    return client;
  }

  @Override
  public void register(MetricGroup metrics) {
    ApiClient asked = client(InstantSource.system());
    metrics.<Long, Gauge<Long>>gauge("limitedMillis", asked::waitedMillis);
  }

  @Override
  public SimpleVersionedSerializer<CollectionPosition> positions() {
    return new CollectionPosition.Serializer();
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
