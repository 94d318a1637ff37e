package io.esync.connectors.cdc.mysql;

import io.esync.connectors.cdc.MySqlCdcConfig;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the place that the log is read from, <em>before</em> the first row of a table is read, so
 * that every change behind that row is in the log behind that place.
 */
final class LogStart {
  private static final Logger LOG = LoggerFactory.getLogger(LogStart.class);
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(150);
  private static final long LOG_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long ANSWER_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** Those that have changed something; they are listed until their changes are visible to all. */
  private static final String RUNNING =
      "SELECT trx_id FROM information_schema.INNODB_TRX WHERE trx_rows_modified > 0";

  private final MySqlCapture capture;

  LogStart(MySqlCapture capture) {
    this.capture = capture;
  }

  /**
   * Where the source begins: the end of the log, once all that stands before it is visible to
   * queries, or the place that the configuration names.
   *
   * @throws SQLException if the log has no such place
   */
  LogPosition find() throws SQLException {
    String wanted = capture.config().start();
    try (Connection connection = MySqlConnections.open(capture.config())) {
      LogPosition place = LogStatus.end(connection);
      if (capture.config().copies()) {
        awaitRunningTransactions(connection);
      } else if (!wanted.equals(MySqlCdcConfig.LATEST)) {
        place = LogPosition.parse(wanted);
        requireWanted(connection, place);
      }
      LogPosition start =
          new LogPosition(
              place.file(),
              place.offset(),
              created(place, MySqlServerKind.isMariaDb(connection)),
              0);
      LOG.info(
          "Source {} {} the log from {}",
          capture.source(),
          capture.config().copies() ? "copies its tables and then reads" : "reads",
          start);
      return start;
    }
  }

  private static void requireWanted(Connection connection, LogPosition place) throws SQLException {
    Optional<String> lack = LogStatus.lack(connection, place);
    if (lack.isPresent()) {
      throw new SQLException(
          "start: the binary log has no "
              + place
              + " ("
              + lack.get()
              + "). Correct it: SHOW BINARY LOGS tells what there is");
    }
  }

  /**
   * Makes sure that the log goes back to a restored place.
   *
   * @param tablesAdded whether there are tables whose changes were not read before
   */
  void require(LogPosition start, boolean tablesAdded) throws SQLException {
    try (Connection connection = MySqlConnections.open(capture.config())) {
      if (start != null) {
        LogStatus.require(connection, start);
      }
      if (tablesAdded) {
        awaitRunningTransactions(connection);
      }
    }
  }

  /**
   * Waits until all transactions that have changed something by now have ended. A transaction is
   * written to the log before it is visible to queries: for a moment as a rule, for seconds where
   * the server waits for a replica's acknowledgement.
   */
  static void awaitRunningTransactions(Connection connection) throws SQLException {
    Set<String> awaited = running(connection);
    long nextLog = System.nanoTime() + LOG_NANOS;
    while (!awaited.isEmpty()) {
      if (System.nanoTime() > nextLog) {
        LOG.info("Waiting for transactions {} to end", awaited);
        nextLog = System.nanoTime() + LOG_NANOS;
      }
      LockSupport.parkNanos(POLL_NANOS); // the server renews its list after a tenth of a second
      if (Thread.currentThread().isInterrupted()) {
        throw new SQLException("interrupted while waiting for transactions to end");
      }
      awaited.retainAll(running(connection));
    }
  }

  private static Set<String> running(Connection connection) throws SQLException {
    Set<String> transactions = new HashSet<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(RUNNING)) {
      while (rows.next()) {
        transactions.add(rows.getString(1));
      }
    }
    return transactions;
  }

  /** When the file was created; the server tells it to those only who read the file. */
  private long created(LogPosition end, boolean mariaDb) throws SQLException {
    long deadline = System.nanoTime() + ANSWER_NANOS;
    try (LogConnection log = LogConnection.open(capture, end, mariaDb)) {
      while (System.nanoTime() < deadline) {
        LogEvent event = log.next(TimeUnit.SECONDS.toMillis(1));
        if (event != null && event.type() == LogEvent.FORMAT_DESCRIPTION) {
          return event.seconds();
        }
      }
    }
    throw new SQLException("the server does not send its log");
  }
}
