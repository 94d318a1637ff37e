package io.esync.jobs.drill;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures again and again how long a change of one row takes from its commit in the source until
 * it is seen in the target. One change at a time: what is late is seen as late as it is.
 */
final class LagProbe implements AutoCloseable {
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final ResyncTables tables;
  private final String table;
  private final List<Duration> lags = new ArrayList<>();
  private final CompletableFuture<Void> done = new CompletableFuture<>();
  private volatile boolean stopped;

  private LagProbe(ResyncTables tables, String table) {
    this.tables = tables;
    this.table = table;
  }

  static LagProbe start(ResyncTables tables, String table) {
    LagProbe probe = new LagProbe(tables, table);
    Thread thread = new Thread(probe::measure, "lag-" + table);
    thread.setDaemon(true);
    thread.start();
    return probe;
  }

  private void measure() {
    String where = " WHERE id = " + ResyncTables.PROBE;
    try (Connection source = tables.server().connect(tables.source());
        Connection target = tables.server().connect(tables.target());
        PreparedStatement write =
            source.prepareStatement("UPDATE " + table + " SET version = ?" + where);
        PreparedStatement read = target.prepareStatement("SELECT version FROM " + table + where)) {
      for (long version = 1; !stopped; version++) {
        write.setLong(1, version);
        write.executeUpdate();
        long committed = System.nanoTime();
        while (!stopped && version(read) < version) {
          LockSupport.parkNanos(LOOK_NANOS);
        }
        lags.add(Duration.ofNanos(System.nanoTime() - committed));
        LockSupport.parkNanos(REST_NANOS);
      }
      done.complete(null);
    } catch (SQLException e) {
      done.completeExceptionally(e);
    }
  }

  private static long version(PreparedStatement read) throws SQLException {
    try (ResultSet row = read.executeQuery()) {
      return row.next() ? row.getLong(1) : -1;
    }
  }

  /**
   * Ends measuring.
   *
   * @return each lag, the least first; the last change counts as seen now if it was not
   * @throws IllegalStateException if it failed on the way
   */
  List<Duration> stop() {
    stopped = true;
    try {
      done.join();
    } catch (CompletionException e) {
      throw new IllegalStateException(
          "the lag could not be measured: " + e.getCause().getMessage(), e);
    }
    return lags.stream().sorted().toList();
  }

  @Override
  public void close() {
    stopped = true;
  }
}
