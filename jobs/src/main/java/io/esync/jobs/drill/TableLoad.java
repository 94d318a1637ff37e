package io.esync.jobs.drill;

import io.esync.connectors.testkit.PostgresServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
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

/** Changes rows of the tables of the resync drill, a writer for each, at an even rate. */
final class TableLoad implements AutoCloseable {
  private static final int ROWS_AT_A_TIME = 10;
  private static final int INSERTED = 8;
  private static final int DELETED = 9;
  private static final String UPDATE =
      "UPDATE %s SET name = ?, version = version + 1, touched = clock_timestamp() WHERE id = ?";
  private static final String INSERT =
      "INSERT INTO %s VALUES (?, ?, 0, 0, clock_timestamp()) ON CONFLICT DO NOTHING";
  private static final String DELETE = "DELETE FROM %s WHERE id = ?";

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Future<?>> writers = new ArrayList<>();
  private final AtomicLong changes = new AtomicLong();
  private volatile boolean stopped;

  private TableLoad() {}

  /**
   * Starts to write.
   *
   * @param rows of each table
   * @param rate changed rows per second, of all tables together
   */
  static TableLoad start(
      PostgresServer server, String database, List<String> tables, int rows, int rate, long seed) {
    TableLoad load = new TableLoad();
    long pauseNanos = 1_000_000_000L * tables.size() / rate;
    for (String table : tables) {
      Random random = new Random(seed + table.hashCode());
      load.writers.add(
          load.threads.submit(
              () -> {
                load.write(server, database, table, rows, random, pauseNanos);
                return null;
              }));
    }
    return load;
  }

  private void write(
      PostgresServer server, String database, String table, int keys, Random random, long pause)
      throws SQLException {
    try (Connection connection = server.connect(database);
        PreparedStatement update = connection.prepareStatement(UPDATE.formatted(table));
        PreparedStatement insert = connection.prepareStatement(INSERT.formatted(table));
        PreparedStatement delete = connection.prepareStatement(DELETE.formatted(table))) {
      connection.setAutoCommit(false);
      long due = System.nanoTime();
      while (!stopped) {
        int changed = 0;
        while (changed < ROWS_AT_A_TIME) {
          long id = 1L + random.nextInt(keys);
          int what = random.nextInt(ROWS_AT_A_TIME);
          changed +=
              what < INSERTED
                  ? change(update, "changed " + random.nextInt(), id)
                  : what < DELETED ? change(insert, id, "new") : change(delete, id);
        }
        connection.commit();
        changes.addAndGet(changed);
        due += pause * changed;
        LockSupport.parkNanos(due - System.nanoTime());
      }
    }
  }

  private static int change(PreparedStatement statement, Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement.executeUpdate();
  }

  /** Rows changed so far. */
  long changes() {
    return changes.get();
  }

  /**
   * Returns when all writers have ended.
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
