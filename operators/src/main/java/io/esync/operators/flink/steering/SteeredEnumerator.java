package io.esync.operators.flink.steering;

import java.io.IOException;
import java.util.List;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;

/** Passes on to its readers whether the source is paused; all else is the enumerator's within. */
final class SteeredEnumerator<S extends SourceSplit, C> implements SplitEnumerator<S, C> {
  private final SplitEnumerator<S, C> enumerator;
  private final SplitEnumeratorContext<S> context;
  private final String source;

  /** Null until it was heard. */
  private Steer steer;

  SteeredEnumerator(
      SplitEnumerator<S, C> enumerator, SplitEnumeratorContext<S> context, String source) {
    this.enumerator = enumerator;
    this.context = context;
    this.source = source;
  }

  @Override
  public void start() {
    enumerator.start();
    Switchboard.connect(
        context.metricGroup(),
        source,
        paused -> context.runInCoordinatorThread(() -> tell(new Steer(paused))));
  }

  private void tell(Steer heard) {
    steer = heard;
    context
        .registeredReaders()
        .keySet()
        .forEach(subtask -> context.sendEventToSourceReader(subtask, heard));
  }

  @Override
  public void addReader(int subtask) {
    enumerator.addReader(subtask);
    if (steer != null) {
      context.sendEventToSourceReader(subtask, steer);
    }
  }

  @Override
  public void handleSplitRequest(int subtask, String hostname) {
    enumerator.handleSplitRequest(subtask, hostname);
  }

  @Override
  public void handleSourceEvent(int subtask, SourceEvent event) {
    enumerator.handleSourceEvent(subtask, event);
  }

  @Override
  public void addSplitsBack(List<S> splits, int subtask) {
    enumerator.addSplitsBack(splits, subtask);
  }

  @Override
  public C snapshotState(long checkpoint) throws Exception {
    return enumerator.snapshotState(checkpoint);
  }

  @Override
  public void notifyCheckpointComplete(long checkpoint) throws Exception {
    enumerator.notifyCheckpointComplete(checkpoint);
  }

  @Override
  public void notifyCheckpointAborted(long checkpoint) throws Exception {
    enumerator.notifyCheckpointAborted(checkpoint);
  }

  @Override
  public void close() throws IOException {
    Switchboard.disconnect(context.metricGroup(), source);
    enumerator.close();
  }
}
