package io.esync.connectors.testkit;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A real database server. */
public abstract sealed class DatabaseServer extends LocalServer
    permits PostgresServer, MySqlFamilyServer {
  DatabaseServer(ServerHome home, int port) {
    super(home, port);
  }

  /** The superuser's name. */
  public abstract String user();

  /** The superuser's password. */
  public abstract String password();

  public abstract String jdbcUrl(String database);

  public abstract void createDatabase(String name);

  /** The name of a database that is always there. */
  abstract String ownDatabase();

  /** A connection of the superuser, in auto-commit mode. */
  public final Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(jdbcUrl(database), user(), password());
  }

  /**
   * Executes statements as the superuser, each in its own transaction.
   *
   * @throws IllegalStateException with the server's message if one fails
   */
  public final void execute(String database, String... sql) {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      for (String text : sql) {
        statement.execute(text);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  @Override
  final Exception refusal() {
    try (Connection connection = connect(ownDatabase())) {
      return connection.isValid(1) ? null : new SQLException("the connection is not valid");
    } catch (SQLException e) {
      return e;
    }
  }
}
