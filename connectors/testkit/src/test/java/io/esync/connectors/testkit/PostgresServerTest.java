package io.esync.connectors.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerTest {
  @Test
  void a_started_server_is_ready_for_logical_decoding() throws SQLException {
    try (PostgresServer server = PostgresServer.start()) {
      assertThat(query(server, "SHOW wal_level")).isEqualTo("logical");
      assertThat(query(server, "SHOW max_replication_slots")).isEqualTo("20");
      assertThat(query(server, "SHOW max_wal_senders")).isEqualTo("20");
      assertThat(query(server, "SHOW max_connections")).isEqualTo("200");
    }
  }

  @Test
  void a_wrong_password_is_refused() {
    try (PostgresServer server = PostgresServer.start()) {
      assertThatThrownBy(
              () -> DriverManager.getConnection(server.jdbcUrl("postgres"), server.user(), "wrong"))
          .hasMessageContaining("password authentication failed");
    }
  }

  @Test
  void committed_data_and_port_survive_a_stop() throws SQLException {
    try (PostgresServer server = PostgresServer.start()) {
      server.createDatabase("shop");
      server.execute("shop", "CREATE TABLE orders (id int)", "INSERT INTO orders VALUES (42)");
      int port = server.port();

      server.stop();

      assertThatThrownBy(() -> server.connect("shop")).isInstanceOf(SQLException.class);
      server.restart();
      assertThat(server.port()).isEqualTo(port);
      assertThat(query(server, "shop", "SELECT id FROM orders")).isEqualTo("42");
    }
  }

  @Test
  void a_data_directory_is_taken_up_by_the_next_server(@TempDir Path directory)
      throws SQLException {
    try (PostgresServer first = PostgresServer.builder().dataDirectory(directory).start()) {
      first.createDatabase("shop");
    }

    try (PostgresServer second =
        PostgresServer.builder()
            .dataDirectory(directory)
            .port(ServerPort.free())
            .setting("max_connections", "30")
            .start()) {
      assertThat(query(second, "shop", "SHOW max_connections")).isEqualTo("30");
    }
  }

  @Test
  void a_server_that_does_not_start_says_why() {
    PostgresServer.Builder builder = PostgresServer.builder().setting("no_such_setting", "1");

    assertThatThrownBy(builder::start)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no_such_setting");
  }

  @Test
  void the_server_ends_when_its_jvm_is_killed(@TempDir Path directory) throws Exception {
    Process jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                StartedServer.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(jvm.inputReader().readLine()).isEqualTo("started");
    long server =
        Long.parseLong(Files.readAllLines(directory.resolve("data/postmaster.pid")).get(0));
    ProcessHandle handle = ProcessHandle.of(server).orElseThrow();

    jvm.destroyForcibly();

    assertThat(handle.onExit()).succeedsWithin(Duration.ofMinutes(2));
  }

  /** Starts a server and waits to be killed. */
  static final class StartedServer {
    private StartedServer() {}

    public static void main(String[] args) throws Exception {
      PostgresServer.builder().dataDirectory(Path.of(args[0])).start();
      System.out.println("started");
      System.in.read();
    }
  }

  private static String query(PostgresServer server, String sql) throws SQLException {
    return query(server, "postgres", sql);
  }

  private static String query(PostgresServer server, String database, String sql)
      throws SQLException {
    try (Connection connection = server.connect(database);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      assertThat(result.next()).isTrue();
      return result.getString(1);
    }
  }
}
