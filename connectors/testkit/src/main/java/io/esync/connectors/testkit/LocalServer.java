package io.esync.connectors.testkit;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real server on the loopback address, as a process of its own that ends with this JVM. What it
 * has acknowledged survives {@link #stop} and a killed JVM; since it does not sync to disk, a crash
 * of the machine could take it.
 */
public abstract sealed class LocalServer implements AutoCloseable
    permits DatabaseServer, KafkaServer {
  private static final Logger LOG = LoggerFactory.getLogger(LocalServer.class);
  private static final String HOST = "127.0.0.1";
  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

  private final ServerHome home;
  private final int port;
  private ServerProcess process;

  LocalServer(ServerHome home, int port) {
    this.home = home;
    this.port = port;
  }

  public final String host() {
    return HOST;
  }

  public final int port() {
    return port;
  }

  /** What creates the data directory where it is missing. */
  abstract void initialize() throws IOException;

  /** What starts the server on its data directory. */
  abstract List<String> command();

  /** The signal that stops the server at once. */
  abstract String stopSignal();

  /** Why the server takes no requests; null where it does. */
  abstract Exception refusal();

  final Path data() {
    return home.data();
  }

  final ServerHome home() {
    return home;
  }

  /**
   * The id of the process that the server and all its children descend from.
   *
   * @throws IllegalStateException if it does not run
   */
  public final synchronized long processId() {
    if (process == null) {
      throw new IllegalStateException("the server in " + home.directory() + " does not run");
    }
    return process.id();
  }

  /** Stops the server at once, as a crash would: connections break, acknowledged data stays. */
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
    for (Exception refusal = refusal(); refusal != null; refusal = refusal()) {
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
}
