package io.esync.connectors.cdc.postgres;

import io.esync.connectors.cdc.capture.CapturedBatch;
import io.esync.connectors.cdc.capture.ChangeFeed;
import io.esync.connectors.cdc.capture.Heartbeats;
import io.esync.operators.model.Heartbeat;
import io.esync.operators.model.SourceRecord;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the change log from a position on and confirms to the server what checkpoints hold.
 *
 * <p>A second thread sends the confirmations, also while nobody reads because a target is slow;
 * otherwise the server would take the connection for dead. It asks for the server's time as well.
 *
 * <p>Between the records stand {@link Heartbeats}. They speak for the whole source: the log is read
 * only when all tables are copied, and the rows of a table that is added later bear no time.
 */
final class ChangeStream implements ChangeFeed {
  private static final Logger LOG = LoggerFactory.getLogger(ChangeStream.class);
  private static final String SLOT_IN_USE = "55006";
  private static final long RETRY_MILLIS = 200;
  private static final long CONFIRM_MILLIS = 1000;
  private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final ReplicationLink link;
  private final ChangeAssembler assembler;
  private final Confirmed confirmed;
  private final ScheduledExecutorService confirmer;
  private final ServerClock clock;
  private final Heartbeats heartbeats;
  private volatile SQLException failure;

  private ChangeStream(
      Capture capture, ReplicationLink link, ChangeAssembler assembler, Confirmed confirmed) {
    this.link = link;
    this.assembler = assembler;
    this.confirmed = confirmed;
    this.clock = new ServerClock(capture.config());
    this.heartbeats = new Heartbeats(capture.source());
    ThreadFactory threads =
        task -> {
          Thread thread = new Thread(task, "postgres-cdc-confirm");
          thread.setDaemon(true);
          return thread;
        };
    this.confirmer = Executors.newSingleThreadScheduledExecutor(threads);
  }

  /**
   * Opens the log at {@code position}.
   *
   * @throws SQLException if the slot is gone, in use, or confirmed beyond {@code position}, so that
   *     changes would be missing
   */
  static ChangeStream open(Capture capture, Confirmed confirmed, long position)
      throws SQLException {
    requireSlotAt(capture, position);
    ReplicationLink link = awaitSlot(capture, position);
    ChangeStream stream =
        new ChangeStream(capture, link, new ChangeAssembler(capture, position), confirmed);
    Future<?> unused = // its failures are kept in a field
        stream.confirmer.scheduleWithFixedDelay(
            stream::confirmAndAsk, CONFIRM_MILLIS, CONFIRM_MILLIS, TimeUnit.MILLISECONDS);
    LOG.info("Reading slot {} from {}", capture.slot(), Positions.text(position));
    return stream;
  }

  private static void requireSlotAt(Capture capture, long position) throws SQLException {
    try (Connection connection = Connections.open(capture.config())) {
      long slot = Slot.position(connection, capture);
      if (Long.compareUnsigned(slot, position) > 0) {
        throw new SQLException(
            String.format(
                "replication slot '%s' was confirmed up to %s, but the restored state ends at %s:"
                    + " the changes between are gone from the slot. Restore the latest checkpoint"
                    + " or savepoint, or start without state and with a higher generation",
                capture.slot(), Positions.text(slot), Positions.text(position)));
      }
    }
  }

  /** A previous run may hold the slot for a while after it has failed. */
  private static ReplicationLink awaitSlot(Capture capture, long position) throws SQLException {
    long deadline = System.nanoTime() + capture.config().slotTimeout().toNanos();
    while (true) {
      try {
        return ReplicationLink.open(capture, position);
      } catch (SQLException e) {
        if (!SLOT_IN_USE.equals(e.getSQLState()) || System.nanoTime() > deadline) {
          throw e;
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(RETRY_MILLIS));
      }
    }
  }

  private void confirmAndAsk() {
    try {
      clock.ask();
      link.confirm(confirmed.position());
    } catch (SQLException e) {
      failure = e;
    } catch (RuntimeException e) {
      failure = new SQLException("positions cannot be confirmed: " + e, e);
    }
  }

  @Override
  public CapturedBatch next(int most, long patienceNanos, BooleanSupplier interrupted)
      throws SQLException {
    if (failure != null) {
      throw failure;
    }
    List<SourceRecord> batch = new ArrayList<>();
    long now = System.currentTimeMillis();
    long deadline = System.nanoTime() + patienceNanos;
    while (batch.size() < most) {
      ByteBuffer message = link.next();
      if (message != null) {
        PgOutputMessage decoded = PgOutputDecoder.decode(message);
        assembler.accept(decoded, link.messagePosition(), now, batch::add);
      } else if (!batch.isEmpty() || interrupted.getAsBoolean() || System.nanoTime() > deadline) {
        break;
      } else {
        LockSupport.parkNanos(IDLE_NANOS);
        now = System.currentTimeMillis();
      }
    }
    long position = position(batch.size() < most);
    promise(position, now, batch);
    return new CapturedBatch(batch, Positions.offset(position), false);
  }

  private void promise(long position, long now, List<SourceRecord> batch) {
    heartbeats.reached(assembler.lastCommitMicros());
    ServerTime server = clock.answer();
    if (server != null && Long.compareUnsigned(position, server.position()) >= 0) {
      heartbeats.reached(server.micros());
      clock.take();
    }
    Heartbeat heartbeat = heartbeats.next(System.nanoTime(), now);
    if (heartbeat != null) {
      batch.add(heartbeat);
    }
  }

  /**
   * Where to go on. A quiet database moves on as well, else the slot of a table that never changes
   * would hold back the whole log.
   */
  private long position(boolean drained) {
    long position = assembler.endOfLastTransaction();
    return drained && !assembler.inTransaction()
        ? Math.max(position, link.serverPosition())
        : position;
  }

  @Override
  public void close() throws SQLException {
    confirmer.shutdownNow();
    try (clock) {
      link.close();
    }
  }
}
