package io.esync.connectors.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

@EnabledIf(
    value = "io.esync.connectors.testkit.MySqlServer#isSupported",
    disabledReason = "MySQL needs libaio.so.1: apt-get install libaio1")
class MySqlServerTest {
  @Test
  void a_started_server_logs_whole_rows_and_checks_passwords() throws SQLException {
    try (MySqlServer server = MySqlServer.start()) {
      assertThat(query(server, "mysql", "SELECT @@version")).startsWith("8.0.12");
      assertThat(query(server, "mysql", "SELECT @@log_bin")).isEqualTo("1");
      assertThat(query(server, "mysql", "SELECT @@binlog_format")).isEqualTo("ROW");
      assertThat(query(server, "mysql", "SELECT @@binlog_row_image")).isEqualTo("FULL");
      assertThatThrownBy(
              () -> DriverManager.getConnection(server.jdbcUrl("mysql"), server.user(), "wrong"))
          .hasMessageContaining("Access denied");
    }
  }

  @Test
  void committed_data_and_port_survive_a_stop() throws SQLException {
    try (MySqlServer server = MySqlServer.start()) {
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
    try (MySqlServer first = MySqlServer.builder().dataDirectory(directory).start()) {
      first.createDatabase("shop");
    }

    try (MySqlServer second =
        MySqlServer.builder().dataDirectory(directory).setting("max_connections", "30").start()) {
      assertThat(query(second, "shop", "SELECT @@max_connections")).isEqualTo("30");
    }
  }

  private static String query(MySqlServer server, String database, String sql) throws SQLException {
    try (Connection connection = server.connect(database);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      assertThat(result.next()).isTrue();
      return result.getString(1);
    }
  }
}
