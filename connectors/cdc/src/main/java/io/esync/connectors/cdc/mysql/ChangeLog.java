package io.esync.connectors.cdc.mysql;

import com.github.shyiko.mysql.binlog.network.ServerException;
import io.esync.connectors.cdc.capture.CapturedBatch;
import io.esync.connectors.cdc.capture.ChangeFeed;
import io.esync.connectors.cdc.capture.Heartbeats;
import io.esync.operators.model.Heartbeat;
import io.esync.operators.model.SourceRecord;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the binary log from a place on. A connection that breaks is opened again behind the last
 * whole transaction.
 *
 * <p>Between the records stand {@link Heartbeats}. They speak for the whole source: the log is read
 * only when all tables are copied, and the rows of a table that is added later bear no time.
 */
final class ChangeLog implements ChangeFeed {
  private static final Logger LOG = LoggerFactory.getLogger(ChangeLog.class);
  private static final long WAIT_MILLIS = 5;

  private final MySqlCapture capture;
  private final boolean mariaDb;
  private final Charsets charsets;
  private final ServerClock clock;
  private final Heartbeats heartbeats;
  private ChangeAssembler assembler;
  private LogConnection connection;
  private boolean received;

  private ChangeLog(MySqlCapture capture, boolean mariaDb, Charsets charsets) {
    this.capture = capture;
    this.mariaDb = mariaDb;
    this.charsets = charsets;
    this.clock = ServerClock.start(capture);
    this.heartbeats = new Heartbeats(capture.source());
  }

  /**
   * Opens the log at {@code position}.
   *
   * @throws SQLException if it does not go back to there
   */
  static ChangeLog open(MySqlCapture capture, LogPosition position) throws SQLException {
    try (Connection connection = MySqlConnections.open(capture.config())) {
      LogStatus.require(connection, position);
      ChangeLog log =
          new ChangeLog(capture, MySqlServerKind.isMariaDb(connection), Charsets.load(connection));
      log.connect(position);
      return log;
    }
  }

  private void connect(LogPosition position) {
    LOG.info("Source {} reads the binary log from {}", capture.source(), position);
    assembler = new ChangeAssembler(capture, new TableMaps(capture, charsets, mariaDb), position);
    connection = LogConnection.open(capture, position, mariaDb);
    received = false;
  }

  @Override
  public CapturedBatch next(int most, long patienceNanos, BooleanSupplier interrupted)
      throws SQLException {
    List<SourceRecord> batch = new ArrayList<>();
    long now = System.currentTimeMillis();
    long deadline = System.nanoTime() + patienceNanos;
    while (batch.size() < most) {
      LogEvent event = event(batch.isEmpty() ? WAIT_MILLIS : 0);
      if (event != null) {
        assembler.accept(event, now, batch::add);
        received = true;
      } else if (!batch.isEmpty()
          || interrupted.getAsBoolean()
          || System.nanoTime() - deadline > 0) {
        break;
      } else {
        now = System.currentTimeMillis();
      }
    }
    promise(now, batch);
    return new CapturedBatch(batch, assembler.position().toOffset(), false);
  }

  private LogEvent event(long waitMillis) throws SQLException {
    try {
      return connection.next(waitMillis);
    } catch (SQLException e) {
      connection.close();
      if (!received || e.getCause() instanceof ServerException) {
        throw new SQLException("the server does not send its log: " + e.getMessage(), e);
      }
      LOG.warn("The connection to the log broke and is opened again: {}", e.getMessage());
      connect(assembler.position());
      return null;
    }
  }

  private void promise(long now, List<SourceRecord> batch) throws SQLException {
    if (assembler.inTransaction()) {
      return; // all changes of a transaction have one time, also where they are read again
    }
    LogPosition position = assembler.position();
    clock.reached(position);
    if (assembler.lastCommitMicros() > 0) {
      heartbeats.reached(assembler.lastCommitMicros());
    }
    ServerTime server = clock.answer();
    if (server != null && position.order() >= server.order()) {
      heartbeats.reached(server.micros());
      clock.take();
    }
    Heartbeat heartbeat = heartbeats.next(System.nanoTime(), now);
    if (heartbeat != null) {
      batch.add(heartbeat);
      assembler.promise(heartbeat.origin().timestamp());
    }
  }

  @Override
  public void close() {
    connection.close();
    clock.close();
  }
}
