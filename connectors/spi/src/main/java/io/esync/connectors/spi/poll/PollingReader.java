package io.esync.connectors.spi.poll;

import io.esync.operators.model.SourceRecord;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.Counter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Emits what its splits' pollers find. State: the position of each split. Pollers run in a thread
 * of their own, each at most one piece ahead.
 */
final class PollingReader<P> implements SourceReader<SourceRecord, PollingSplit<P>> {
  private static final Logger LOG = LoggerFactory.getLogger(PollingReader.class);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  /** What the reader says to who hands out splits. */
  interface Enumerator {
    void requestPart();

    void tell(PartRead part);
  }

  private final PolledSystem<P> system;
  private final Enumerator enumerator;
  private final Beat beat;
  private final Counter failedPolls;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(PollingReader::daemon);
  private final Inbox<PollingTask.Outcome<P>> inbox = new Inbox<>();

  private final Map<String, PollingSplit<P>> splits = new LinkedHashMap<>();

  /** Parts that were read to their end, each with the checkpoint that first says so. */
  private final Map<String, Long> read = new HashMap<>();

  private final Set<String> reading = new HashSet<>();
  private final List<PollingTask<P>> tasks = new ArrayList<>();
  private boolean noMoreSplits;

  PollingReader(PolledSystem<P> system, Enumerator enumerator, Beat beat, Counter failedPolls) {
    this.system = system;
    this.enumerator = enumerator;
    this.beat = beat;
    this.failedPolls = failedPolls;
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "esync-polling");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void start() {
    requestPart();
  }

  /** One part at a time, and polls beside it. */
  private void requestPart() {
    boolean busy = reading.stream().anyMatch(id -> splits.get(id).isPart());
    if (!busy) {
      enumerator.requestPart();
    }
  }

  @Override
  public void addSplits(List<PollingSplit<P>> added) {
    for (PollingSplit<P> split : added) {
      if (system.splits().contains(split.split())) { // else the pipeline file lost it
        add(split);
      }
    }
    inbox.wake();
  }

  private void add(PollingSplit<P> split) {
    String id = split.splitId();
    if (split.isPart()) {
      enumerator.tell(new PartRead(split.split(), split.part(), split.isRead()));
    }
    if (split.isRead()) {
      splits.put(id, split);
      return;
    }
    Instant due = beat.resume(split.due());
    splits.put(id, split.at(split.position(), due));
    reading.add(id);
    Poller<P> poller = system.open(split.split(), split.position());
    PollingTask<P> task = new PollingTask<>(id, poller, thread, inbox, failedPolls);
    tasks.add(task);
    task.schedule(beat.untilStart(due));
  }

  @Override
  public void notifyNoMoreSplits() {
    noMoreSplits = true;
    inbox.wake();
  }

  @Override
  public InputStatus pollNext(ReaderOutput<SourceRecord> output) throws IOException {
    PollingTask.Outcome<P> outcome = inbox.take();
    if (outcome == null) {
      return noMoreSplits && reading.isEmpty()
          ? InputStatus.END_OF_INPUT
          : InputStatus.NOTHING_AVAILABLE;
    }
    String split = outcome.task().split();
    if (outcome.failure() != null) {
      throw new IOException(split + ": " + outcome.failure().getMessage(), outcome.failure());
    }
    Piece<P> piece = outcome.piece();
    piece.records().forEach(output::collect);
    goOn(splits.get(split), piece, outcome.task());
    return InputStatus.MORE_AVAILABLE;
  }

  private void goOn(PollingSplit<P> split, Piece<P> piece, PollingTask<P> task) {
    Instant due = piece.next() == Piece.Next.LATER ? beat.next(split.due()) : split.due();
    splits.put(split.splitId(), split.at(piece.position(), due));
    switch (piece.next()) {
      case AT_ONCE -> task.schedule(Duration.ZERO);
      case LATER -> task.schedule(beat.untilNext(due));
      case NEVER -> {
        reading.remove(split.splitId());
        if (split.isPart()) {
          finish(split, task);
        }
      }
    }
  }

  private void finish(PollingSplit<P> part, PollingTask<P> task) {
    splits.put(part.splitId(), part.at(null, null));
    tasks.remove(task);
    task.close();
    enumerator.tell(new PartRead(part.split(), part.part(), true));
    requestPart();
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    return inbox.arrival();
  }

  @Override
  public List<PollingSplit<P>> snapshotState(long checkpoint) {
    for (PollingSplit<P> split : splits.values()) {
      if (split.isRead()) {
        read.putIfAbsent(split.splitId(), checkpoint);
      }
    }
    return List.copyOf(splits.values());
  }

  /** The enumerator has heard of parts whose end a completed checkpoint tells. */
  @Override
  public void notifyCheckpointComplete(long checkpoint) {
    read.entrySet()
        .removeIf(
            part -> {
              boolean heard = part.getValue() <= checkpoint;
              if (heard) {
                splits.remove(part.getKey());
              }
              return heard;
            });
  }

  /** Waits a moment for a poll that is under way; one that goes on fails on its closed poller. */
  @Override
  public void close() {
    thread.shutdownNow();
    try {
      if (!thread.awaitTermination(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("A poll did not end within {}", CLOSE_TIMEOUT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    tasks.forEach(PollingTask::close);
  }
}
