package io.esync.connectors.memory;

import io.esync.operators.model.SourceRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/**
 * Records in the order in which a source shall read them. They stay, so that a restarted source
 * finds them again at their position. For any number of threads.
 */
public final class MemoryBuffer {
  private final List<SourceRecord> records = new ArrayList<>();
  private final CompletableFuture<Void> end = new CompletableFuture<>();
  private boolean ended;
  private CompletableFuture<Void> changed = new CompletableFuture<>();

  /**
   * Appends a record.
   *
   * @throws IllegalStateException after {@link #end}
   */
  public void offer(SourceRecord record) {
    Objects.requireNonNull(record, "record");
    CompletableFuture<Void> waiting;
    synchronized (this) {
      if (ended) {
        throw new IllegalStateException("the buffer has been ended");
      }
      records.add(record);
      waiting = renewed();
    }
    waiting.complete(null);
  }

  /** Says that nothing will be offered any more; a source finishes after the last record. */
  public void end() {
    CompletableFuture<Void> waiting;
    synchronized (this) {
      ended = true;
      waiting = renewed();
    }
    waiting.complete(null);
    end.complete(null);
  }

  private CompletableFuture<Void> renewed() {
    CompletableFuture<Void> waiting = changed;
    changed = new CompletableFuture<>();
    return waiting;
  }

  /** The record at {@code position}, or null where there is none yet. */
  synchronized SourceRecord get(int position) {
    return position < records.size() ? records.get(position) : null;
  }

  /** Whether there is no record at {@code position} and never will be. */
  synchronized boolean isEndedAt(int position) {
    return ended && position >= records.size();
  }

  /** Completes when the buffer has been ended. */
  CompletableFuture<Void> ended() {
    return end;
  }

  /** Completes when there is something to learn about {@code position}. */
  synchronized CompletableFuture<Void> available(int position) {
    return ended || position < records.size() ? CompletableFuture.completedFuture(null) : changed;
  }
}
