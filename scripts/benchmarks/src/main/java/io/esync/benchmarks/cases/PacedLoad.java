package io.esync.benchmarks.cases;

import io.esync.connectors.testkit.DatabaseServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Connections that change a database at a steady rate until they are stopped. */
final class PacedLoad implements AutoCloseable {
  private final ExecutorService threads;
  private final List<Future<?>> writers = new ArrayList<>();
  private final AtomicLong changes = new AtomicLong();
  private volatile boolean stopped;

  private PacedLoad(int writers) {
    this.threads = Executors.newFixedThreadPool(writers);
  }

  /** A transaction of a writer. */
  interface Transaction {
    /** Changes some rows and returns how many; 0 if there is nothing more to do. */
    int run() throws SQLException;
  }

  /** Makes the transactions of a writer on its connection. */
  interface Writer {
    Transaction on(Connection connection, int number) throws SQLException;
  }

  /**
   * Starts to write.
   *
   * @param rate changed rows per second, of all writers together; behind it, they hurry
   */
  static PacedLoad start(
      DatabaseServer server, String database, int writers, int rate, Writer writer) {
    PacedLoad load = new PacedLoad(writers);
    double nanosPerRow = 1e9 * writers / rate;
    for (int i = 0; i < writers; i++) {
      int number = i;
      load.writers.add(
          load.threads.submit(
              () -> {
                try (Connection connection = server.connect(database)) {
                  load.write(writer.on(connection, number), nanosPerRow);
                }
                return null;
              }));
    }
    return load;
  }

  private void write(Transaction transaction, double nanosPerRow) throws SQLException {
    long start = System.nanoTime();
    long done = 0;
    while (!stopped) {
      int changed = transaction.run();
      if (changed == 0) {
        return;
      }
      changes.addAndGet(changed);
      done += changed;
      long due = start + (long) (done * nanosPerRow);
      while (!stopped && due - System.nanoTime() > 0) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
    }
  }

  /** Rows changed and committed so far. */
  long changes() {
    return changes.get();
  }

  /** Whether all writers have ended. */
  boolean isDone() {
    return writers.stream().allMatch(Future::isDone);
  }

  /**
   * Ends all writers and returns when they have ended.
   *
   * @throws IllegalStateException if one failed: then there was less load than asked for
   */
  void stop() throws InterruptedException {
    stopped = true;
    for (Future<?> writer : writers) {
      try {
        writer.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException("a writer failed: " + e.getCause().getMessage(), e);
      }
    }
  }

  @Override
  public void close() {
    stopped = true;
    threads.shutdown();
  }
}
