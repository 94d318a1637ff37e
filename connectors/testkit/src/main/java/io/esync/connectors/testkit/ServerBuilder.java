package io.esync.connectors.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What differs from an empty server in a temporary directory on a free port.
 *
 * @param <S> the server
 * @param <B> the builder itself
 */
abstract class ServerBuilder<S extends LocalServer, B extends ServerBuilder<S, B>> {
  private final String server;
  private final Map<String, String> settings;
  private Path directory;
  private int port;

  ServerBuilder(String server, Map<String, String> settings) {
    this.server = server;
    this.settings = new LinkedHashMap<>(settings);
  }

  abstract B self();

  abstract S create(ServerHome home, int onPort, Map<String, String> withSettings);

  /** The port to listen on. */
  public final B port(int number) {
    this.port = number;
    return self();
  }

  /**
   * Where the data lives and stays after the server is closed; created where it is missing, and
   * taken up where a server has left it. The log is {@code server.log} in there.
   */
  public final B dataDirectory(Path path) {
    this.directory = path;
    return self();
  }

  /** A setting of the server's configuration; replaces a default of the testkit. */
  public final B setting(String name, String value) {
    settings.put(name, value);
    return self();
  }

  /**
   * Starts the server and waits until it accepts connections.
   *
   * @throws IllegalStateException with the end of the server's log if it does not start
   */
  public final S start() {
    try {
      ServerHome home = ServerHome.of(directory, server);
      S started = create(home, port == 0 ? ServerPort.free() : port, Map.copyOf(settings));
      if (home.temporary()) {
        Runtime.getRuntime().addShutdownHook(new Thread(started::close));
      }
      started.initialize();
      started.restart();
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create the server's directory", e);
    }
  }
}
