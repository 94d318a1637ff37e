package io.esync.connectors.spi.poll;

import io.esync.operators.model.SourceRecord;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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

  private final PolledSystem<P> system;
  private final Beat beat;
  private final Counter failedPolls;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(PollingReader::daemon);
  private final Inbox<PollingTask.Outcome<P>> inbox = new Inbox<>();

  private final Map<String, PollingSplit<P>> splits = new LinkedHashMap<>();
  private final Set<String> reading = new HashSet<>();
  private final List<PollingTask<P>> tasks = new ArrayList<>();
  private boolean noMoreSplits;

  PollingReader(PolledSystem<P> system, Beat beat, Counter failedPolls) {
    this.system = system;
    this.beat = beat;
    this.failedPolls = failedPolls;
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "esync-polling");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void start() {}

  @Override
  public void addSplits(List<PollingSplit<P>> added) {
    for (PollingSplit<P> split : added) {
      String id = split.splitId();
      if (system.splits().contains(id)) { // else the pipeline file lost it since the last run
        Instant due = beat.resume(split.due());
        splits.put(id, new PollingSplit<>(id, split.position(), due));
        reading.add(id);
        PollingTask<P> task =
            new PollingTask<>(id, system.open(id, split.position()), thread, inbox, failedPolls);
        tasks.add(task);
        task.schedule(beat.untilStart(due));
      }
    }
    inbox.wake();
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
    Instant due = splits.get(split).due();
    switch (piece.next()) {
      case AT_ONCE -> outcome.task().schedule(Duration.ZERO);
      case LATER -> {
        due = beat.next(due);
        outcome.task().schedule(beat.untilNext(due));
      }
      case NEVER -> reading.remove(split);
    }
    piece.records().forEach(output::collect);
    splits.put(split, new PollingSplit<>(split, piece.position(), due));
    return InputStatus.MORE_AVAILABLE;
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    return inbox.arrival();
  }

  @Override
  public List<PollingSplit<P>> snapshotState(long checkpoint) {
    return List.copyOf(splits.values());
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
