package io.esync.connectors.cdc.mysql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the server once a second for its time and the end of its log, in a thread of its own. A new
 * answer is fetched only when the last was taken, so that a reader that is behind comes to it in
 * the end.
 */
final class ServerClock implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ServerClock.class);
  private static final long PAUSE_MILLIS = 1000;

  /** The clock first: what is logged between the two is counted to the later time. */
  private static final String CLOCK = "SELECT CAST(UNIX_TIMESTAMP(NOW(6)) * 1000000 AS SIGNED)";

  private final MySqlCapture capture;
  private final AtomicReference<ServerTime> answer = new AtomicReference<>();
  private final ScheduledExecutorService executor;
  private volatile LogPosition reached;
  private volatile SQLException reset;
  private Connection connection;

  private ServerClock(MySqlCapture capture) {
    this.capture = capture;
    this.executor =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "mysql-cdc-clock-" + capture.source());
              thread.setDaemon(true);
              return thread;
            });
  }

  static ServerClock start(MySqlCapture capture) {
    ServerClock clock = new ServerClock(capture);
    Future<?> unused = // its failures are told by the next answer that is missing
        clock.executor.scheduleWithFixedDelay(clock::ask, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    return clock;
  }

  private synchronized void ask() {
    if (answer.get() != null) {
      return;
    }
    LogPosition before = reached;
    try {
      if (connection == null) {
        connection = MySqlConnections.open(capture.config());
      }
      ServerTime time = query();
      if (before != null && time.order() < before.order()) {
        reset =
            new SQLException(
                "the binary log ends before "
                    + before
                    + ", which was read already: it was reset or the server replaced. Start without"
                    + " state and with a higher generation");
      }
      answer.set(time);
    } catch (SQLException | RuntimeException e) {
      LOG.warn("The server did not tell its time: {}", e.getMessage());
      disconnect();
    }
  }

  private ServerTime query() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(CLOCK)) {
      row.next();
      long micros = row.getLong(1);
      return new ServerTime(micros, LogStatus.end(connection).order());
    }
  }

  /** Notes how far the log was read. */
  void reached(LogPosition position) {
    reached = position;
  }

  /**
   * The answer that waits, or null.
   *
   * @throws SQLException if the server's log ends before what was read of it
   */
  ServerTime answer() throws SQLException {
    if (reset != null) {
      throw reset;
    }
    return answer.get();
  }

  /** The answer is of no more use; another one is fetched. */
  void take() {
    answer.set(null);
  }

  private void disconnect() {
    if (connection != null) {
      try {
        connection.close();
      } catch (SQLException e) {
        LOG.debug("A connection did not close cleanly", e);
      }
      connection = null;
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
    synchronized (this) {
      disconnect();
    }
  }
}
