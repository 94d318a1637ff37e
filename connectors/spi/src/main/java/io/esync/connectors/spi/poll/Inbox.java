package io.esync.connectors.spi.poll;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/** Takes what one thread found to another that must not wait for it. For any number of threads. */
public final class Inbox<T> {
  private final Queue<T> items = new ArrayDeque<>();
  private CompletableFuture<Void> arrival = new CompletableFuture<>();

  public void put(T item) {
    CompletableFuture<Void> waiting;
    synchronized (this) {
      items.add(item);
      waiting = arrival;
    }
    waiting.complete(null);
  }

  /** Makes {@link #arrival} complete though nothing came. */
  public void wake() {
    CompletableFuture<Void> waiting;
    synchronized (this) {
      waiting = arrival;
    }
    waiting.complete(null);
  }

  /** The next item, or null. */
  public synchronized T take() {
    T item = items.poll();
    if (items.isEmpty() && arrival.isDone()) {
      arrival = new CompletableFuture<>();
    }
    return item;
  }

  /** Completes when it is worth to {@link #take} again. */
  public synchronized CompletableFuture<Void> arrival() {
    return arrival;
  }
}
