package io.esync.connectors.jdbc;

import io.esync.connectors.testkit.MySqlServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A database on a real MySQL of its own. */
record MySqlDatabase(MySqlServer server) implements AutoCloseable {
  private static final String NAME = "esync";

  static MySqlDatabase start() {
    MySqlServer server = MySqlServer.start();
    server.createDatabase(NAME);
    return new MySqlDatabase(server);
  }

  TestTarget target() {
    return TestTarget.at(server.jdbcUrl(NAME), server.user(), server.password());
  }

  void execute(String... sql) {
    server.execute(NAME, sql);
  }

  List<String> query(String sql) {
    try (Connection connection = server.connect(NAME);
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      return PostgresTable.rows(found);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
