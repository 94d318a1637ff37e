package io.esync.operators.flink.steering;

import io.esync.operators.model.SourceRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.util.FlinkRuntimeException;

/**
 * Reads while its source is not paused. It waits until it was told: a source that is paused is not
 * even connected to after a restart. Pausing closes the reader within and keeps its splits as a
 * checkpoint would; resuming goes on with them as after a restart, so that nothing is lost.
 */
@SuppressWarnings("try") // the reader within may be interrupted as it closes
final class SteeredReader<S extends SourceSplit> implements SourceReader<SourceRecord, S> {
  private final Callable<SourceReader<SourceRecord, S>> factory;
  private final List<S> splits = new ArrayList<>();
  private final List<SourceEvent> events = new ArrayList<>();

  /** Null while there is nothing to read. */
  private SourceReader<SourceRecord, S> reader;

  private boolean noMoreSplits;
  private long checkpoint;
  private CompletableFuture<Void> readable = new CompletableFuture<>();
  private CompletableFuture<Void> waiting = new CompletableFuture<>();

  SteeredReader(Callable<SourceReader<SourceRecord, S>> factory) {
    this.factory = factory;
  }

  @Override
  public void start() {}

  @Override
  public void handleSourceEvents(SourceEvent event) {
    if (event instanceof Steer steer) {
      steer(steer.paused());
    } else if (reader == null) {
      events.add(event);
    } else {
      reader.handleSourceEvents(event);
    }
  }

  private void steer(boolean paused) {
    if (paused == (reader == null)) {
      return;
    }
    try {
      if (paused) {
        splits.addAll(reader.snapshotState(checkpoint));
        SourceReader<SourceRecord, S> closing = reader;
        reader = null;
        closing.close();
      } else {
        resume();
      }
    } catch (Exception e) {
      throw new FlinkRuntimeException(e.getMessage(), e);
    }
    waiting.complete(null);
  }

  private void resume() throws Exception {
    reader = factory.call();
    if (!splits.isEmpty()) {
      reader.addSplits(List.copyOf(splits));
      splits.clear();
    }
    reader.start();
    if (noMoreSplits) {
      reader.notifyNoMoreSplits();
    }
    List.copyOf(events).forEach(reader::handleSourceEvents);
    events.clear();
  }

  @Override
  public InputStatus pollNext(ReaderOutput<SourceRecord> output) throws Exception {
    return reader == null ? InputStatus.NOTHING_AVAILABLE : reader.pollNext(output);
  }

  /**
   * {@inheritDoc}
   *
   * <p>Completes as well when the source is paused or resumed: who waits on a reader that is closed
   * would wait for ever.
   */
  @Override
  public CompletableFuture<Void> isAvailable() {
    if (reader == null) {
      return renewed();
    }
    CompletableFuture<Void> available = reader.isAvailable();
    if (available.isDone()) {
      return available;
    }
    if (available != readable || waiting.isDone()) {
      readable = available;
      CompletableFuture<Void> next = renewed();
      CompletableFuture<Void> unused =
          available.whenComplete((nothing, failure) -> next.complete(null));
    }
    return waiting;
  }

  private CompletableFuture<Void> renewed() {
    if (waiting.isDone()) {
      waiting = new CompletableFuture<>();
    }
    return waiting;
  }

  @Override
  public List<S> snapshotState(long id) {
    checkpoint = id;
    return reader == null ? List.copyOf(splits) : reader.snapshotState(id);
  }

  @Override
  public void addSplits(List<S> added) {
    if (reader == null) {
      splits.addAll(added);
    } else {
      reader.addSplits(added);
    }
  }

  @Override
  public void notifyNoMoreSplits() {
    noMoreSplits = true;
    if (reader != null) {
      reader.notifyNoMoreSplits();
    }
  }

  @Override
  public void notifyCheckpointComplete(long id) throws Exception {
    if (reader != null) {
      reader.notifyCheckpointComplete(id);
    }
  }

  @Override
  public void notifyCheckpointAborted(long id) throws Exception {
    if (reader != null) {
      reader.notifyCheckpointAborted(id);
    }
  }

  @Override
  public void pauseOrResumeSplits(Collection<String> toPause, Collection<String> toResume) {
    if (reader != null) {
      reader.pauseOrResumeSplits(toPause, toResume);
    }
  }

  @Override
  public void close() throws Exception {
    if (reader != null) {
      reader.close();
    }
  }
}
