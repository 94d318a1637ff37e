package io.esync.connectors.spi.poll;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.metrics.groups.SplitEnumeratorMetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

/** The readers as an enumerator sees them; what it asks for is done at once. */
final class FakeReaders implements SplitEnumeratorContext<PollingSplit<Integer>> {
  /** Split and reader, in the order in which they were assigned. */
  final List<String> assigned = new ArrayList<>();

  /** Readers that heard that nothing more comes. */
  final List<Integer> ended = new ArrayList<>();

  private final int parallelism;
  private final Map<Integer, ReaderInfo> registered = new HashMap<>();

  FakeReaders(int parallelism) {
    this.parallelism = parallelism;
  }

  void register(int reader) {
    registered.put(reader, new ReaderInfo(reader, "here"));
  }

  @Override
  public SplitEnumeratorMetricGroup metricGroup() {
    return UnregisteredMetricsGroup.createSplitEnumeratorMetricGroup();
  }

  @Override
  public void sendEventToSourceReader(int subtask, SourceEvent event) {
    throw new UnsupportedOperationException("readers hear of splits alone");
  }

  @Override
  public int currentParallelism() {
    return parallelism;
  }

  @Override
  public Map<Integer, ReaderInfo> registeredReaders() {
    return registered;
  }

  @Override
  public void assignSplits(SplitsAssignment<PollingSplit<Integer>> assignment) {
    assignment
        .assignment()
        .forEach(
            (reader, splits) ->
                splits.forEach(split -> assigned.add(split.splitId() + " -> " + reader)));
  }

  @Override
  public void signalNoMoreSplits(int subtask) {
    ended.add(subtask);
  }

  @Override
  public <T> void callAsync(Callable<T> work, BiConsumer<T, Throwable> handler) {
    try {
      handler.accept(work.call(), null);
    } catch (Exception e) {
      handler.accept(null, e);
    }
  }

  @Override
  public <T> void callAsync(
      Callable<T> work, BiConsumer<T, Throwable> handler, long delay, long period) {
    throw new UnsupportedOperationException("nothing is asked again and again");
  }

  @Override
  public void runInCoordinatorThread(Runnable work) {
    work.run();
  }
}
