package io.esync.connectors.cdc.postgres;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyDual;

/**
 * The streaming replication protocol over one connection: log data comes in, confirmations go out.
 *
 * <p>The driver's own stream is not used as it confirms positions of its own accord when the server
 * is idle. Here the server is told nothing but what a completed checkpoint holds, so that a slot
 * never gets ahead of the job's state unnoticed.
 *
 * <p>{@link #next} is called by one thread; {@link #confirm} may be called by another.
 */
final class ReplicationLink implements AutoCloseable {
  private static final long POSTGRES_EPOCH_MILLIS = 946_684_800_000L;
  private static final int STATUS_BYTES = 34;

  private final Connection connection;
  private final CopyDual copy;
  private long messagePosition;
  private long serverPosition;
  private volatile long confirmed;

  private ReplicationLink(Connection connection, CopyDual copy) {
    this.connection = connection;
    this.copy = copy;
  }

  /**
   * Starts to read at {@code position}, or where the slot stands if that is later.
   *
   * @throws SQLException with state 55006 while another connection holds the slot
   */
  static ReplicationLink open(Capture capture, long position) throws SQLException {
    Connection connection = Connections.openReplication(capture.config());
    try {
      String publication = Sql.name(capture.publication()).replace("'", "''");
      String command =
          String.format(
              "START_REPLICATION SLOT %s LOGICAL %s (proto_version '1', publication_names '%s')",
              Sql.name(capture.slot()), Positions.text(position), publication);
      CopyDual copy = connection.unwrap(PGConnection.class).getCopyAPI().copyDual(command);
      return new ReplicationLink(connection, copy);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** The next message of the plug-in, or null if none has come yet. */
  ByteBuffer next() throws SQLException {
    byte[] bytes = copy.readFromCopy(false);
    while (bytes != null) {
      ByteBuffer in = ByteBuffer.wrap(bytes);
      char kind = (char) in.get();
      if (kind == 'w') {
        messagePosition = in.getLong();
        in.getLong();
        in.getLong();
        return in;
      }
      if (kind == 'k') {
        keepAlive(in);
      }
      bytes = copy.readFromCopy(false);
    }
    if (!copy.isActive()) {
      throw new SQLException("the server ended the replication stream", "08006");
    }
    return null;
  }

  private void keepAlive(ByteBuffer in) throws SQLException {
    serverPosition = Math.max(serverPosition, in.getLong());
    in.getLong();
    if (in.get() == 1) {
      confirm(confirmed);
    }
  }

  /** Where the message that {@link #next} gave stands in the log. */
  long messagePosition() {
    return messagePosition;
  }

  /**
   * Up to where the server has looked for transactions to send. All that were committed below it
   * have been given out by {@link #next} once that returns null.
   */
  long serverPosition() {
    return serverPosition;
  }

  /**
   * Tells the server that it need not keep the log below {@code position}; also a sign of life, and
   * that alone where the position is 0.
   */
  void confirm(long position) throws SQLException {
    confirmed = Math.max(confirmed, position);
    ByteBuffer status = ByteBuffer.allocate(STATUS_BYTES);
    long now = System.currentTimeMillis() - POSTGRES_EPOCH_MILLIS;
    status.put((byte) 'r').putLong(confirmed).putLong(confirmed).putLong(confirmed);
    status.putLong(TimeUnit.MILLISECONDS.toMicros(now)).put((byte) 0);
    copy.writeToCopy(status.array(), 0, STATUS_BYTES);
    copy.flushCopy();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
