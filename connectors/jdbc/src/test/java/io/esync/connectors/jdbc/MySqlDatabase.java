package io.esync.connectors.jdbc;

import io.esync.connectors.testkit.MySqlFamilyServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A database on a real MySQL or MariaDB. */
record MySqlDatabase(MySqlFamilyServer server) {
  static final String NAME = "esync";

  TestTarget target() {
    return TestTarget.at(server.jdbcUrl(NAME), server.user(), server.password());
  }

  JdbcSourceConfig source(String... tables) {
    return TestSource.config(server.jdbcUrl(NAME), server.user(), server.password(), tables);
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
}
