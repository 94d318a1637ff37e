package io.esync.connectors.webhook;

import java.util.List;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;

/** Hands the one split to the one reader. */
final class WebhookEnumerator implements SplitEnumerator<WebhookSplit, UnassignedSplit> {
  private final SplitEnumeratorContext<WebhookSplit> context;
  private WebhookSplit unassigned;

  WebhookEnumerator(SplitEnumeratorContext<WebhookSplit> context, UnassignedSplit state) {
    this.context = context;
    this.unassigned = state.split();
  }

  @Override
  public void start() {}

  @Override
  public void addReader(int subtask) {
    if (unassigned != null) {
      context.assignSplit(unassigned, subtask);
      unassigned = null;
    }
  }

  @Override
  public void handleSplitRequest(int subtask, String hostname) {}

  @Override
  public void addSplitsBack(List<WebhookSplit> splits, int subtask) {
    for (WebhookSplit split : splits) {
      unassigned = split;
    }
  }

  @Override
  public UnassignedSplit snapshotState(long checkpoint) {
    return new UnassignedSplit(unassigned);
  }

  @Override
  public void close() {}
}
