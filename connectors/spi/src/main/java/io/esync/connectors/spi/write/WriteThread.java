package io.esync.connectors.spi.write;

import io.esync.operators.model.Rejection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** A thread that makes one write at a time, for another thread that goes on meanwhile. */
final class WriteThread implements AutoCloseable {
  private final ExecutorService executor;
  private final Duration patience;
  private FutureTask<List<Rejection>> write;

  /**
   * @param name of the thread
   * @param classes the context class loader of the thread
   * @param patience how long {@link #close} waits
   */
  WriteThread(String name, ClassLoader classes, Duration patience) {
    this.patience = patience;
    executor =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread thread = new Thread(task, name);
              thread.setContextClassLoader(classes);
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Whether a write was started that was not finished by {@link #finish}. */
  boolean isBusy() {
    return write != null;
  }

  /** Whether {@link #finish} has something to give and need not wait. */
  boolean isDone() {
    return write != null && write.isDone();
  }

  /**
   * Starts a write; {@link #isBusy} is false.
   *
   * @param next gives what is rejected
   * @param whenDone is run in the thread itself, once {@link #isDone}
   */
  void start(Callable<List<Rejection>> next, Runnable whenDone) {
    write =
        new FutureTask<>(next) {
          @Override
          protected void done() {
            whenDone.run();
          }
        };
    executor.execute(write);
  }

  /**
   * Waits for the write that was started; gives what it rejected, nothing where none was started.
   *
   * @throws Exception what the write threw; interrupted, the wait ends and the write goes on
   */
  List<Rejection> finish() throws Exception {
    if (write == null) {
      return List.of();
    }
    try {
      return write.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception failure) {
        throw failure;
      }
      throw e;
    } finally {
      write = null;
    }
  }

  /**
   * Interrupts a write that goes on, and waits until it has ended.
   *
   * @throws IllegalStateException if that takes too long
   */
  @Override
  public void close() {
    executor.shutdownNow();
    try {
      if (!executor.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException(
            "a write did not end within " + patience + " after it was interrupted");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
