package io.esync.connectors.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real PostgreSQL 16 on the loopback address, ready for logical decoding ({@code
 * wal_level=logical}, 20 slots and senders, 200 connections). Passwords are checked (SCRAM).
 *
 * <p>It does not sync to disk, which makes it fast; what it committed survives {@link #stop} and a
 * killed JVM all the same, and only a crash of the machine could take it. It ends with this JVM.
 */
public final class PostgresServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresServer.class);
  private static final String ARCHIVE = "postgres-linux-x86_64.txz";
  private static final String VERSION = "postgres-16.15.0";
  private static final String HOST = "127.0.0.1";
  private static final String USER = "postgres";
  private static final String PASSWORD = "postgres";
  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

  private final Path binaries;
  private final Path home;
  private final Path data;
  private final boolean temporary;
  private final int port;
  private final Map<String, String> settings;
  private ServerProcess process;

  private PostgresServer(Path home, boolean temporary, int port, Map<String, String> settings) {
    this.binaries = UnpackedArchive.of(ARCHIVE, VERSION).resolve("bin");
    this.home = home;
    this.data = home.resolve("data");
    this.temporary = temporary;
    this.port = port;
    this.settings = settings;
  }

  /** Starts an empty server in a temporary directory, on a free port. */
  public static PostgresServer start() {
    return builder().start();
  }

  public static Builder builder() {
    return new Builder();
  }

  public String host() {
    return HOST;
  }

  public int port() {
    return port;
  }

  /** The superuser's name. */
  public String user() {
    return USER;
  }

  /** The superuser's password. */
  public String password() {
    return PASSWORD;
  }

  public String jdbcUrl(String database) {
    return "jdbc:postgresql://" + HOST + ":" + port + "/" + database;
  }

  public void createDatabase(String name) {
    execute(USER, "CREATE DATABASE \"" + name + "\"");
  }

  /** A connection of the superuser, in auto-commit mode. */
  public Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(jdbcUrl(database), USER, PASSWORD);
  }

  /**
   * Executes statements as the superuser, each in its own transaction.
   *
   * @throws IllegalStateException with the server's message if one fails
   */
  public void execute(String database, String... sql) {
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
  public synchronized void stop() {
    if (process != null) {
      process.stop();
      process = null;
    }
  }

  /** Starts the server again on the same data and port, after stopping it where it runs. */
  public synchronized void restart() {
    stop();
    process = ServerProcess.start("QUIT", serverCommand(), log());
    awaitReady();
  }

  /** Stops the server, and deletes its data where it lived in a temporary directory. */
  @Override
  public void close() {
    stop();
    if (temporary) {
      try {
        Directories.delete(home);
      } catch (IOException e) {
        LOG.warn("{} is left behind: {}", home, e.toString());
      }
    }
  }

  private void initialize() {
    if (Files.exists(data.resolve("PG_VERSION"))) {
      return;
    }
    try {
      Files.createDirectories(home);
      Path passwordFile = Files.writeString(home.resolve("password"), PASSWORD);
      List<String> command = UnprivilegedCommand.prefix(home);
      command.add(binaries.resolve("initdb").toString());
      command.addAll(List.of("--pgdata=" + data, "--username=" + USER, "--pwfile=" + passwordFile));
      command.addAll(List.of("--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--no-sync"));
      ServerProcess.run(command, log());
      Files.delete(passwordFile);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create " + home, e);
    }
  }

  private List<String> serverCommand() {
    List<String> command = UnprivilegedCommand.prefix(home);
    command.add(binaries.resolve("postgres").toString());
    command.addAll(List.of("-D", data.toString(), "-p", Integer.toString(port), "-h", HOST));
    settings.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
    return command;
  }

  private Path log() {
    return home.resolve("server.log");
  }

  private void awaitReady() {
    Instant deadline = Instant.now().plus(START_TIMEOUT);
    while (!accepts()) {
      if (!process.isAlive() || Instant.now().isAfter(deadline)) {
        String lastWords = process.lastWords();
        stop();
        throw new IllegalStateException(
            "PostgreSQL in " + home + " on port " + port + " does not start:\n" + lastWords);
      }
      ServerPort.pauseBetweenAttempts();
    }
  }

  private boolean accepts() {
    try (Connection connection = connect(USER)) {
      return connection.isValid(1);
    } catch (SQLException e) {
      return false;
    }
  }

  /** What differs from an empty server in a temporary directory on a free port. */
  public static final class Builder {
    private int port;
    private Path directory;
    private final Map<String, String> settings = new LinkedHashMap<>();

    private Builder() {
      settings.put("fsync", "off");
      settings.put("full_page_writes", "off");
      settings.put("wal_level", "logical");
      settings.put("max_replication_slots", "20");
      settings.put("max_wal_senders", "20");
      settings.put("max_connections", "200");
      settings.put("unix_socket_directories", "");
      settings.put("timezone", "UTC");
    }

    /** The port to listen on. */
    public Builder port(int number) {
      this.port = number;
      return this;
    }

    /**
     * Where the data lives and stays after {@link PostgresServer#close}; created where it is
     * missing, and taken up where a server has left it. Its log is {@code server.log} in there.
     */
    public Builder dataDirectory(Path path) {
      this.directory = path.toAbsolutePath();
      return this;
    }

    /** A setting of postgresql.conf; replaces a default of this class. */
    public Builder setting(String name, String value) {
      settings.put(name, value);
      return this;
    }

    /**
     * Starts the server and waits until it accepts connections.
     *
     * @throws IllegalStateException with the end of the server's log if it does not start
     */
    public PostgresServer start() {
      try {
        boolean temporary = directory == null;
        Path home = temporary ? Files.createTempDirectory("esync-postgres") : directory;
        PostgresServer server =
            new PostgresServer(
                home, temporary, port == 0 ? ServerPort.free() : port, Map.copyOf(settings));
        if (temporary) {
          Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        }
        server.initialize();
        server.restart();
        return server;
      } catch (IOException e) {
        throw new UncheckedIOException("cannot create a temporary directory", e);
      }
    }
  }
}
