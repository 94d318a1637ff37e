package io.esync.connectors.webhook;

import io.esync.operators.model.SourceRecord;
import java.time.InstantSource;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Flink's source over an {@link Endpoint}; its one reader listens. */
final class WebhookSource implements Source<SourceRecord, WebhookSplit, UnassignedSplit> {
  private static final long serialVersionUID = 1L;

  private final WebhookConfig config;
  private final String source;

  WebhookSource(WebhookConfig config, String source) {
    this.config = config;
    this.source = source;
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.CONTINUOUS_UNBOUNDED;
  }

  @Override
  public SourceReader<SourceRecord, WebhookSplit> createReader(SourceReaderContext context) {
    Load load = new Load(config.limits());
    WebhookMetrics metrics = new WebhookMetrics(context.metricGroup(), load);
    return new WebhookReader(
        source,
        config.remember(),
        deliveries -> Endpoint.open(source, config, load, metrics, deliveries),
        load,
        metrics,
        InstantSource.system());
  }

  @Override
  public SplitEnumerator<WebhookSplit, UnassignedSplit> createEnumerator(
      SplitEnumeratorContext<WebhookSplit> context) {
    return new WebhookEnumerator(context, new UnassignedSplit(WebhookSplit.empty()));
  }

  @Override
  public SplitEnumerator<WebhookSplit, UnassignedSplit> restoreEnumerator(
      SplitEnumeratorContext<WebhookSplit> context, UnassignedSplit state) {
    return new WebhookEnumerator(context, state);
  }

  @Override
  public SimpleVersionedSerializer<WebhookSplit> getSplitSerializer() {
    return new WebhookSplit.Serializer();
  }

  @Override
  public SimpleVersionedSerializer<UnassignedSplit> getEnumeratorCheckpointSerializer() {
    return new UnassignedSplit.Serializer();
  }
}
