package io.esync.jobs.drill;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Several connections that change a {@link DrillSource}'s table at random until they are stopped.
 */
final class ChangeLoad implements AutoCloseable {
  /** Neighbouring seeds begin with nearly the same numbers. */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private final ExecutorService threads;
  private final List<Future<?>> writers = new ArrayList<>();
  private final AtomicLong changes = new AtomicLong();
  private volatile boolean stopped;

  private ChangeLoad(int writers) {
    this.threads = Executors.newFixedThreadPool(writers);
  }

  /**
   * Starts to write.
   *
   * @param rows the table's; keys are drawn from twice as many
   * @param writers connections
   * @param rate changed rows per second, of all writers together
   */
  static ChangeLoad start(
      DrillSource source, String database, int rows, int writers, int rate, long seed) {
    ChangeLoad load = new ChangeLoad(writers);
    for (int i = 0; i < writers; i++) {
      Random random = new Random((seed * 31 + i) * SPREAD);
      long pauseNanos = 1_000_000_000L * writers / rate;
      load.writers.add(
          load.threads.submit(
              () -> {
                load.write(source, database, rows * 2, random, pauseNanos);
                return null;
              }));
    }
    return load;
  }

  private void write(DrillSource source, String database, int keys, Random random, long pauseNanos)
      throws SQLException {
    try (RandomTransaction transaction =
        new RandomTransaction(
            source.server().connect(database), source.statements(), keys, random)) {
      while (!stopped) {
        int changed = transaction.run();
        changes.addAndGet(changed);
        LockSupport.parkNanos(pauseNanos * Math.max(1, changed));
      }
    }
  }

  /** Rows changed and committed so far. */
  long changes() {
    return changes.get();
  }

  /**
   * Ends all transactions and returns when they have ended.
   *
   * @throws IllegalStateException if a writer failed: then there was less load than asked for
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
