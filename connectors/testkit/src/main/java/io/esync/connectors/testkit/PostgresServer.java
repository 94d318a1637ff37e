package io.esync.connectors.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A real PostgreSQL 16, ready for logical decoding ({@code wal_level=logical}, 20 slots and
 * senders, 200 connections). Passwords are checked (SCRAM). It runs on the loopback address and
 * ends with this JVM; see {@link #stop} for what survives.
 */
public final class PostgresServer extends DatabaseServer {
  private static final String ARCHIVE = "postgres-linux-x86_64.txz";
  private static final String VERSION = "postgres-16.15.0";
  private static final String USER = "postgres";
  private static final String PASSWORD = "postgres";

  // Commits are written to the operating system before they are acknowledged, but not synced.
  private static final Map<String, String> SETTINGS =
      Map.of(
          "fsync", "off",
          "full_page_writes", "off",
          "wal_level", "logical",
          "max_replication_slots", "20",
          "max_wal_senders", "20",
          "max_connections", "200",
          "unix_socket_directories", "",
          "timezone", "UTC");

  private final Path binaries;
  private final Map<String, String> settings;

  private PostgresServer(ServerHome home, int port, Map<String, String> settings) {
    super(home, port);
    this.binaries = UnpackedArchive.of(ARCHIVE, VERSION).resolve("bin");
    this.settings = settings;
  }

  /** Starts an empty server in a temporary directory, on a free port. */
  public static PostgresServer start() {
    return builder().start();
  }

  public static Builder builder() {
    return new Builder();
  }

  @Override
  public String user() {
    return USER;
  }

  @Override
  public String password() {
    return PASSWORD;
  }

  @Override
  public String jdbcUrl(String database) {
    return "jdbc:postgresql://" + host() + ":" + port() + "/" + database;
  }

  @Override
  public void createDatabase(String name) {
    execute(ownDatabase(), "CREATE DATABASE \"" + name + "\"");
  }

  @Override
  String ownDatabase() {
    return "postgres";
  }

  @Override
  void initialize() throws IOException {
    if (Files.exists(data().resolve("PG_VERSION"))) {
      return;
    }
    Path passwordFile = Files.writeString(home().directory().resolve("password"), PASSWORD);
    List<String> command = UnprivilegedCommand.prefix(home().directory());
    command.add(binaries.resolve("initdb").toString());
    command.addAll(List.of("--pgdata=" + data(), "--username=" + USER, "--pwfile=" + passwordFile));
    command.addAll(List.of("--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--no-sync"));
    ServerProcess.run(command, home().log());
    Files.delete(passwordFile);
  }

  @Override
  List<String> command() {
    List<String> command = UnprivilegedCommand.prefix(home().directory());
    command.add(binaries.resolve("postgres").toString());
    command.addAll(List.of("-D", data().toString(), "-p", "" + port(), "-h", host()));
    settings.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
    return command;
  }

  @Override
  String stopSignal() {
    return "QUIT";
  }

  /** What differs from an empty server in a temporary directory on a free port. */
  public static final class Builder extends ServerBuilder<PostgresServer, Builder> {
    private Builder() {
      super("postgres", SETTINGS);
    }

    @Override
    Builder self() {
      return this;
    }

    @Override
    PostgresServer create(ServerHome home, int onPort, Map<String, String> withSettings) {
      return new PostgresServer(home, onPort, withSettings);
    }
  }
}
