package io.esync.connectors.cdc.mysql;

import com.github.shyiko.mysql.binlog.BinaryLogClient;
import com.github.shyiko.mysql.binlog.network.SSLMode;
import com.github.shyiko.mysql.binlog.network.protocol.command.DumpBinaryLogCommand;
import com.github.shyiko.mysql.binlog.network.protocol.command.QueryCommand;
import io.esync.connectors.cdc.MySqlCdcConfig;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A connection that the server sends its log over. A thread of its own takes the events; while its
 * queue is full the server waits, for an hour at most.
 */
final class LogConnection implements AutoCloseable {
  private static final int QUEUE = 2000;
  private static final long HEARTBEAT_MILLIS = 1000;
  private static final int MARIADB_KNOWS_GTID = 4;

  private final BlockingQueue<LogEvent> events = new ArrayBlockingQueue<>(QUEUE);
  private final Client client;
  private volatile Exception failure;
  private volatile boolean ended;
  private volatile boolean closed;

  private LogConnection(MySqlCapture capture, LogPosition from, boolean mariaDb) {
    MySqlCdcConfig config = capture.config();
    this.client = new Client(config, mariaDb);
    client.setBinlogFilename(from.file());
    client.setBinlogPosition(from.offset());
    client.setServerId(capture.serverId());
    client.setKeepAlive(false);
    client.setHeartbeatInterval(HEARTBEAT_MILLIS);
    client.setConnectTimeout(Math.max(1, config.connectTimeout().toMillis()));
    client.setSSLMode(SSLMode.valueOf(config.sslMode().toUpperCase(Locale.ROOT)));
    client.setEventDeserializer(new LogEvents(this::put));
  }

  /** Connects in a thread of its own; what goes wrong is told by {@link #next}. */
  static LogConnection open(MySqlCapture capture, LogPosition from, boolean mariaDb) {
    LogConnection connection = new LogConnection(capture, from, mariaDb);
    Thread thread = new Thread(connection::run, "mysql-cdc-log-" + capture.source());
    thread.setDaemon(true);
    thread.start();
    return connection;
  }

  private void run() {
    FailureListener listener = new FailureListener();
    client.registerLifecycleListener(listener);
    try {
      client.connect();
      failure = listener.failure;
    } catch (IOException | RuntimeException e) {
      failure = listener.failure == null ? e : listener.failure;
    } finally {
      ended = true;
    }
  }

  private void put(LogEvent event) {
    try {
      while (!closed && !events.offer(event, 1, TimeUnit.SECONDS)) {
        // the reader is behind
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * The next event, or null if none came within {@code millis}.
   *
   * @throws SQLException if the connection has ended, and all it brought has been taken
   */
  LogEvent next(long millis) throws SQLException {
    try {
      LogEvent event = millis == 0 ? events.poll() : events.poll(millis, TimeUnit.MILLISECONDS);
      if (event == null && ended) {
        event = events.poll();
        if (event == null) {
          throw new SQLException(
              failure == null ? "the server ended the connection" : failure.getMessage(), failure);
        }
      }
      return event;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLException("interrupted while reading the log", e);
    }
  }

  @Override
  public void close() {
    closed = true;
    events.clear();
    try {
      client.disconnect();
    } catch (IOException e) {
      // it is over either way
    }
  }

  /** Asks for the log in a way that keeps what both kinds of server have to tell. */
  private static final class Client extends BinaryLogClient {
    private final boolean mariaDb;

    Client(MySqlCdcConfig config, boolean mariaDb) {
      super(config.host(), config.port(), config.username(), config.password().reveal());
      this.mariaDb = mariaDb;
    }

    @Override
    protected void requestBinaryLogStream() throws IOException {
      run("SET net_write_timeout = 3600");
      if (mariaDb) {
        run("SET @mariadb_slave_capability = " + MARIADB_KNOWS_GTID);
      }
      channel.write(
          new DumpBinaryLogCommand(getServerId(), getBinlogFilename(), getBinlogPosition()));
    }

    private void run(String sql) throws IOException {
      channel.write(new QueryCommand(sql));
      checkError(channel.read());
    }
  }

  private static final class FailureListener implements BinaryLogClient.LifecycleListener {
    private Exception failure;

    @Override
    public void onConnect(BinaryLogClient client) {}

    @Override
    public void onCommunicationFailure(BinaryLogClient client, Exception e) {
      failure = e;
    }

    @Override
    public void onEventDeserializationFailure(BinaryLogClient client, Exception e) {
      failure = e;
    }

    @Override
    public void onDisconnect(BinaryLogClient client) {}
  }
}
