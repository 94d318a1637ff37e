package io.esync.connectors.spi.poll;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.util.FlinkRuntimeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands each split to one reader for good, evenly, and the parts that some begin with to whichever
 * reader asks. Splits that the pipeline file gained since the last run begin at their start; those
 * that it lost are forgotten.
 */
final class PollingEnumerator<P> implements SplitEnumerator<PollingSplit<P>, PollingState<P>> {
  private static final Logger LOG = LoggerFactory.getLogger(PollingEnumerator.class);

  private final SplitEnumeratorContext<PollingSplit<P>> context;
  private final PolledSystem<P> system;
  private final List<String> ids;

  private final Set<String> known = new LinkedHashSet<>();
  private final List<PollingSplit<P>> unassigned = new ArrayList<>();
  private final Map<String, Waiting<P>> waiting = new LinkedHashMap<>();
  private final Set<Integer> idle = new TreeSet<>();

  PollingEnumerator(
      SplitEnumeratorContext<PollingSplit<P>> context,
      PolledSystem<P> system,
      PollingState<P> restored) {
    this.context = context;
    this.system = system;
    this.ids = system.splits();
    for (PollingSplit<P> split : restored.unassigned()) {
      if (ids.contains(split.split())) {
        unassigned.add(split);
      }
    }
    restored.waiting().forEach(this::restore);
    for (String id : ids) {
      if (restored.known().contains(id)) {
        known.add(id);
      } else if (!system.beginsInParts()) {
        begun(id, new Beginning<>(system.start(id), List.of()));
      }
    }
  }

  /** The checkpoint was completed: what parts had given out that were read by then has arrived. */
  private void restore(String id, Waiting<P> split) {
    if (!ids.contains(id)) {
      return;
    }
    if (split.parts().isEmpty()) {
      unassigned.add(new PollingSplit<>(id, split.start(), null));
    } else {
      waiting.put(id, split);
    }
  }

  @Override
  public void start() {
    for (String id : ids) {
      if (!known.contains(id)) {
        context.callAsync(
            () -> begin(id),
            (beginning, failure) -> {
              if (failure != null) {
                throw new FlinkRuntimeException(id + ": " + failure.getMessage(), failure);
              }
              begun(id, beginning);
              assign();
            });
      }
    }
  }

  private Beginning<P> begin(String id) throws IOException, InterruptedException {
    Backoff backoff = new Backoff();
    while (true) {
      try {
        return system.begin(id);
      } catch (SourceUnavailableException e) {
        long pause = backoff.next().toMillis();
        LOG.warn("{}: {}; trying again in {} ms", id, e.getMessage(), pause);
        Thread.sleep(pause);
      }
    }
  }

  private void begun(String id, Beginning<P> beginning) {
    known.add(id);
    List<P> parts = beginning.parts();
    if (parts.isEmpty()) {
      unassigned.add(new PollingSplit<>(id, beginning.start(), null));
      return;
    }
    Set<Integer> numbers =
        IntStream.rangeClosed(1, parts.size()).boxed().collect(Collectors.toSet());
    if (beginning.start() != null) {
      waiting.put(id, new Waiting<>(beginning.start(), numbers));
    }
    numbers.forEach(n -> unassigned.add(new PollingSplit<>(id, n, parts.get(n - 1), null)));
  }

  private void assign() {
    for (PollingSplit<P> split : List.copyOf(unassigned)) {
      int reader = split.isPart() ? nextIdle() : owner(split);
      if (context.registeredReaders().containsKey(reader)) {
        unassigned.remove(split);
        if (split.isPart()) {
          idle.remove(reader);
        }
        context.assignSplit(split, reader);
      }
    }
    if (isAllAssigned()) {
      idle.forEach(context::signalNoMoreSplits);
      idle.clear();
    }
  }

  /**
   * Whether nothing can come any more. Readers of a source that goes on for ever never end, not
   * even those without a split: a split that its parts precede may be given back, and Flink refuses
   * a savepoint that meets a task at its end.
   */
  private boolean isAllAssigned() {
    return system.bounded() && known.containsAll(ids) && unassigned.isEmpty() && waiting.isEmpty();
  }

  private int nextIdle() {
    return idle.stream().findFirst().orElse(-1);
  }

  private int owner(PollingSplit<P> split) {
    return ids.indexOf(split.split()) % context.currentParallelism();
  }

  @Override
  public void addReader(int subtask) {
    assign();
  }

  @Override
  public void handleSplitRequest(int subtask, String hostname) {
    idle.add(subtask);
    assign();
  }

  @Override
  public void handleSourceEvent(int subtask, SourceEvent event) {
    PartRead part = (PartRead) event;
    Waiting<P> split = waiting.get(part.split());
    if (split != null) { // else told before a restart too, or lost from the pipeline file
      split.note(part.part(), part.toEnd());
    }
  }

  @Override
  public void addSplitsBack(List<PollingSplit<P>> splits, int subtask) {
    idle.remove(subtask);
    unassigned.addAll(splits);
    splits.stream()
        .filter(split -> split.isPart() && waiting.containsKey(split.split()))
        .forEach(part -> waiting.get(part.split()).note(part.part(), false));
  }

  @Override
  public PollingState<P> snapshotState(long checkpoint) {
    waiting.values().forEach(split -> split.snapshot(checkpoint));
    return new PollingState<>(List.copyOf(known), unassigned, waiting);
  }

  @Override
  public void notifyCheckpointComplete(long checkpoint) {
    for (Map.Entry<String, Waiting<P>> entry : List.copyOf(waiting.entrySet())) {
      if (entry.getValue().isOver(checkpoint)) {
        waiting.remove(entry.getKey());
        unassigned.add(new PollingSplit<>(entry.getKey(), entry.getValue().start(), null));
      }
    }
    assign();
  }

  @Override
  public void close() {}
}
