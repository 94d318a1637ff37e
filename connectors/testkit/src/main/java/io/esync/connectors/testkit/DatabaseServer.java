package io.esync.connectors.testkit;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real database server on the loopback address, as a process of its own that ends with this JVM.
 * What it committed survives {@link #stop} and a killed JVM; since it does not sync to disk, a
 * crash of the machine could take it.
 */
public abstract sealed class DatabaseServer implements AutoCloseable
    permits PostgresServer, MySqlFamilyServer {
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseServer.class);
  private static final String HOST = "127.0.0.1";
  private static final Duration START_TIMEOUT = Duration.ofSeconds(30);

  private final ServerHome home;
  private final int port;
  private ServerProcess process;

  DatabaseServer(ServerHome home, int port) {
    this.home = home;
    this.port = port;
  }

  public final String host() {
    return HOST;
  }

  public final int port() {
    return port;
  }

  /** The superuser's name. */
  public abstract String user();

  /** The superuser's password. */
  public abstract String password();

  public abstract String jdbcUrl(String database);

  public abstract void createDatabase(String name);

  /** The name of a database that is always there. */
  abstract String ownDatabase();

  /** What creates the data directory where it is missing. */
  abstract void initialize() throws IOException;

  /** What starts the server on its data directory. */
  abstract List<String> command();

  /** The signal that stops the server at once. */
  abstract String stopSignal();

  final Path data() {
    return home.data();
  }

  final ServerHome home() {
    return home;
  }

  /** A connection of the superuser, in auto-commit mode. */
  public final Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(jdbcUrl(database), user(), password());
  }

  /**
   * Executes statements as the superuser, each in its own transaction.
   *
   * @throws IllegalStateException with the server's message if one fails
   */
  public final void execute(String database, String... sql) {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      for (String text : sql) {
        statement.execute(text);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  /** Stops the server at once, as a crash would: connections break, committed data stays. */
  public final synchronized void stop() {
    if (process != null) {
      process.stop();
      process = null;
    }
  }

  /** Starts the server again on the same data and port, after stopping it where it runs. */
  public final synchronized void restart() {
    stop();
    process = ServerProcess.start(stopSignal(), command(), home.log());
    awaitReady();
  }

  /** Stops the server, and deletes its data where it lived in a temporary directory. */
  @Override
  public final void close() {
    stop();
    try {
      home.deleteIfTemporary();
    } catch (IOException e) {
      LOG.warn("{} is left behind: {}", home.directory(), e.toString());
    }
  }

  private void awaitReady() {
    Instant deadline = Instant.now().plus(START_TIMEOUT);
    for (SQLException refusal = refusal(); refusal != null; refusal = refusal()) {
      if (!process.isAlive() || Instant.now().isAfter(deadline)) {
        String lastWords = process.lastWords();
        stop();
        throw new IllegalStateException(
            "the server in %s on port %d does not start:\n%s"
                .formatted(home.directory(), port, lastWords),
            refusal);
      }
      ServerPort.pauseBetweenAttempts();
    }
  }

  /** Why the server takes no connections; null where it does. */
  private SQLException refusal() {
    try (Connection connection = connect(ownDatabase())) {
      return connection.isValid(1) ? null : new SQLException("the connection is not valid");
    } catch (SQLException e) {
      return e;
    }
  }
}
