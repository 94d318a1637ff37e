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
import org.junit.jupiter.api.io.TempDir;

class MariaDbServerTest {
  @Test
  void a_started_server_logs_whole_rows_and_checks_passwords() throws SQLException {
    try (MariaDbServer server = MariaDbServer.start()) {
      assertThat(query(server, "mysql", "SELECT @@version")).startsWith("11.4.5-MariaDB");
      assertThat(query(server, "mysql", "SELECT @@log_bin")).isEqualTo("1");
      assertThat(query(server, "mysql", "SELECT @@binlog_format")).isEqualTo("ROW");
      assertThat(query(server, "mysql", "SELECT @@binlog_row_image")).isEqualTo("FULL");
      assertThatThrownBy(
              () -> DriverManager.getConnection(server.jdbcUrl("mysql"), server.user(), "wrong"))
          .hasMessageContaining("Access denied");
    }
  }

  @Test
  void users_are_created_with_passwords_and_have_only_what_they_are_granted() throws SQLException {
    try (MariaDbServer server = MariaDbServer.start()) {
      server.createDatabase("shop");
      server.execute(
          "shop",
          "CREATE TABLE orders (id int)",
          "CREATE USER reader IDENTIFIED BY 'secret'",
          "GRANT SELECT ON shop.orders TO reader");
      try (Connection reader =
              DriverManager.getConnection(server.jdbcUrl("shop"), "reader", "secret");
          Statement statement = reader.createStatement()) {
        statement.execute("SELECT * FROM orders");
        assertThatThrownBy(() -> statement.execute("DELETE FROM orders"))
            .hasMessageContaining("denied");
      }
    }
  }

  @Test
  void committed_data_survives_a_stop_and_is_taken_up_by_the_next_server(@TempDir Path directory)
      throws SQLException {
    try (MariaDbServer first = MariaDbServer.builder().dataDirectory(directory).start()) {
      first.createDatabase("shop");
      first.execute("shop", "CREATE TABLE orders (id int)", "INSERT INTO orders VALUES (42)");

      first.stop();

      assertThatThrownBy(() -> first.connect("shop")).isInstanceOf(SQLException.class);
      first.restart();
      assertThat(query(first, "shop", "SELECT id FROM orders")).isEqualTo("42");
    }

    try (MariaDbServer second =
        MariaDbServer.builder().dataDirectory(directory).setting("max_connections", "30").start()) {
      assertThat(query(second, "shop", "SELECT id + @@max_connections FROM orders"))
          .isEqualTo("72");
    }
  }

  private static String query(MariaDbServer server, String database, String sql)
      throws SQLException {
    try (Connection connection = server.connect(database);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      assertThat(result.next()).isTrue();
      return result.getString(1);
    }
  }
}
