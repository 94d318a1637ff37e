package io.esync.connectors.cdc.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes sure that slot and publication are there <em>before</em> the first row of a table is read,
 * so that every change behind that row is in the slot.
 */
final class Slot {
  private static final Logger LOG = LoggerFactory.getLogger(Slot.class);
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long LOG_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Capture capture;

  Slot(Capture capture) {
    this.capture = capture;
  }

  /**
   * Creates what is missing.
   *
   * @param restored whether the job has state; then the slot must exist, or changes are lost
   */
  void prepare(boolean restored) throws SQLException {
    try (Connection connection = Connections.open(capture.config())) {
      boolean published = new Publication(capture).prepare(connection);
      if (!exists(connection)) {
        if (restored) {
          throw new SQLException(lost(capture));
        }
        create(connection);
      }
      if (published || !restored) {
        awaitRunningTransactions(connection);
      }
    }
  }

  /**
   * Up to where the slot is confirmed: the log behind it is there to be read.
   *
   * @throws SQLException if there is no such slot
   */
  static long position(Connection connection, Capture capture) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT confirmed_flush_lsn::text FROM pg_catalog.pg_replication_slots"
                + " WHERE slot_name = ?")) {
      statement.setString(1, capture.slot());
      try (ResultSet rows = statement.executeQuery()) {
        if (!rows.next()) {
          throw new SQLException(lost(capture));
        }
        return Positions.parse(rows.getString(1));
      }
    }
  }

  private static String lost(Capture capture) {
    return String.format(
        "replication slot '%s' is gone, and with it the changes since the restored state. Start"
            + " without state and with a higher generation",
        capture.slot());
  }

  private boolean exists(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT FROM pg_catalog.pg_replication_slots WHERE slot_name = ?")) {
      statement.setString(1, capture.slot());
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }

  private void create(Connection connection) throws SQLException {
    LOG.info("Creating replication slot {}", capture.slot());
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT pg_catalog.pg_create_logical_replication_slot(?, 'pgoutput')")) {
      statement.setString(1, capture.slot());
      statement.execute();
    }
  }

  /**
   * Waits until all transactions that may not be in the slot are visible to queries. Such are those
   * that changed a table before it was published, and those whose commit is logged before the
   * slot's start but is still waiting, e.g. for a synchronous standby.
   */
  static void awaitRunningTransactions(Connection connection) throws SQLException {
    // an id of its own: a snapshot's end is behind the last that has ended, not the last that began
    long behind = number(connection, "SELECT txid_current()");
    long nextLog = System.nanoTime() + LOG_NANOS;
    while (number(connection, "SELECT txid_snapshot_xmin(txid_current_snapshot())") < behind) {
      if (System.nanoTime() > nextLog) {
        LOG.info("Waiting for transactions that began before {} to end", behind);
        nextLog = System.nanoTime() + LOG_NANOS;
      }
      LockSupport.parkNanos(POLL_NANOS);
      if (Thread.currentThread().isInterrupted()) {
        throw new SQLException("interrupted while waiting for transactions to end");
      }
    }
  }

  private static long number(Connection connection, String query) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query);
        ResultSet rows = statement.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
