package io.esync.connectors.spi.poll;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;

/**
 * Hands each split to one reader for good, evenly. Splits that the pipeline file gained since the
 * last run begin at their start; those that it lost are forgotten.
 */
final class PollingEnumerator<P> implements SplitEnumerator<PollingSplit<P>, PollingState<P>> {
  private final SplitEnumeratorContext<PollingSplit<P>> context;
  private final List<String> ids;
  private final List<PollingSplit<P>> unassigned = new ArrayList<>();

  PollingEnumerator(
      SplitEnumeratorContext<PollingSplit<P>> context,
      PolledSystem<P> system,
      PollingState<P> restored) {
    this.context = context;
    this.ids = system.splits();
    for (PollingSplit<P> split : restored.unassigned()) {
      if (ids.contains(split.splitId())) {
        unassigned.add(split);
      }
    }
    for (String id : ids) {
      if (!restored.known().contains(id)) {
        unassigned.add(new PollingSplit<>(id, system.start(id), null));
      }
    }
  }

  @Override
  public void start() {}

  @Override
  public void addReader(int subtask) {
    for (PollingSplit<P> split : List.copyOf(unassigned)) {
      if (ids.indexOf(split.splitId()) % context.currentParallelism() == subtask) {
        unassigned.remove(split);
        context.assignSplit(split, subtask);
      }
    }
    context.signalNoMoreSplits(subtask);
  }

  @Override
  public void handleSplitRequest(int subtask, String hostname) {}

  @Override
  public void addSplitsBack(List<PollingSplit<P>> splits, int subtask) {
    unassigned.addAll(splits);
  }

  @Override
  public PollingState<P> snapshotState(long checkpoint) {
    return new PollingState<>(ids, unassigned);
  }

  @Override
  public void close() {}
}
