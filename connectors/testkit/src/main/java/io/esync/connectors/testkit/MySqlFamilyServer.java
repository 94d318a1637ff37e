package io.esync.connectors.testkit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What MySQL and MariaDB have in common: protocol, driver, users and most of a command line. The
 * binary log holds whole rows, and passwords are checked.
 */
public abstract sealed class MySqlFamilyServer extends DatabaseServer
    permits MySqlServer, MariaDbServer {
  private static final String USER = "root";

  // Commits are written to the operating system before they are acknowledged, but not synced.
  static final Map<String, String> SETTINGS =
      Map.of(
          "innodb_flush_log_at_trx_commit", "2",
          "sync_binlog", "0",
          "log_bin", "binlog",
          "binlog_format", "ROW",
          "binlog_row_image", "FULL",
          "binlog_row_metadata", "FULL",
          "server_id", "1",
          "max_connections", "200",
          "performance_schema", "OFF",
          "default_time_zone", "+00:00");

  private final Path installation;
  private final Map<String, String> settings;

  MySqlFamilyServer(ServerHome home, int port, Path installation, Map<String, String> settings) {
    super(home, port);
    this.installation = installation;
    this.settings = settings;
  }

  /** The server's program. */
  abstract Path program();

  /** What the command line says beside the settings. */
  abstract List<String> arguments();

  final Path installation() {
    return installation;
  }

  @Override
  public final String user() {
    return USER;
  }

  @Override
  public final String jdbcUrl(String database) {
    return "jdbc:mysql://" + host() + ":" + port() + "/" + database;
  }

  @Override
  public final void createDatabase(String name) {
    execute(ownDatabase(), "CREATE DATABASE `" + name + "`");
  }

  @Override
  final String ownDatabase() {
    return "mysql";
  }

  @Override
  final List<String> command() {
    List<String> command = serverCommand();
    command.addAll(List.of("--bind-address=" + host(), "--port=" + port()));
    command.addAll(arguments());
    // relative to the data directory, for the name of a socket is short
    command.addAll(List.of("--socket=mysql.sock", "--pid-file=mysql.pid"));
    settings.forEach((name, value) -> command.add("--" + name + "=" + value));
    return command;
  }

  /** The program with its directories, without settings. */
  final List<String> serverCommand() {
    List<String> command = new ArrayList<>(List.of(program().toString(), "--no-defaults"));
    command.add("--basedir=" + installation);
    command.add("--lc-messages-dir=" + installation.resolve("share"));
    command.add("--datadir=" + data());
    if (UnprivilegedCommand.isRoot()) {
      command.add("--user=root");
    }
    return command;
  }

  @Override
  final String stopSignal() {
    return "KILL";
  }
}
