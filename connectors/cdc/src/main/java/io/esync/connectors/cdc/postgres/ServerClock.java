package io.esync.connectors.cdc.postgres;

import io.esync.connectors.cdc.PostgresCdcConfig;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the server for its time and the end of its log. One thread asks, another takes the answer; a
 * new one is fetched only when the last was taken, so that a reader that is behind comes to it in
 * the end.
 *
 * <p>The server's keep-alive messages tell a time as well, but not whether all that was committed
 * by then has been sent: a server that is behind in decoding sends them too.
 */
final class ServerClock implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ServerClock.class);

  /** The clock first: what is logged between the two is counted to the later time. */
  private static final String QUERY =
      "SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint,"
          + " (pg_current_wal_insert_lsn() - '0/0'::pg_lsn)::bigint,"
          + " current_setting('wal_block_size')::int WHERE NOT pg_is_in_recovery()";

  private static final int SHORT_PAGE_HEADER = 24;
  private static final int LONG_PAGE_HEADER = 40;

  private final PostgresCdcConfig config;
  private final AtomicReference<ServerTime> answer = new AtomicReference<>();
  private Connection connection;

  ServerClock(PostgresCdcConfig config) {
    this.config = config;
  }

  /** Asks unless an answer waits to be taken. Where that fails there is none until the next try. */
  synchronized void ask() {
    if (answer.get() != null) {
      return;
    }
    try {
      if (connection == null) {
        connection = Connections.open(config);
      }
      answer.set(query());
    } catch (SQLException e) {
      LOG.warn("The server did not tell its time: {}", e.getMessage());
      close();
    }
  }

  /** Null on a standby, whose clock says nothing of the commits that it is sent. */
  private ServerTime query() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(QUERY)) {
      return row.next()
          ? new ServerTime(row.getLong(1), endOfLastRecord(row.getLong(2), row.getInt(3)))
          : null;
    }
  }

  /**
   * Where the last record ends. At the start of a page the server names the place behind the page's
   * header instead, which reading would only come to with the next record.
   */
  static long endOfLastRecord(long insert, int blockSize) {
    long inPage = Long.remainderUnsigned(insert, blockSize);
    return inPage == SHORT_PAGE_HEADER || inPage == LONG_PAGE_HEADER ? insert - inPage : insert;
  }

  /** The answer that waits, or null. */
  ServerTime answer() {
    return answer.get();
  }

  /** The answer is of no more use; the next {@link #ask} fetches another one. */
  void take() {
    answer.set(null);
  }

  @Override
  public synchronized void close() {
    if (connection != null) {
      try {
        connection.close();
      } catch (SQLException e) {
        LOG.debug("A connection did not close cleanly", e);
      }
      connection = null;
    }
  }
}
