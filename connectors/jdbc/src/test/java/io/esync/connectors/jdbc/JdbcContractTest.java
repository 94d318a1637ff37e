package io.esync.connectors.jdbc;

import io.esync.connectors.spi.SourceConnector;
import io.esync.connectors.spi.SourceContext;
import io.esync.connectors.spi.TargetConnector;
import io.esync.connectors.testkit.PostgresServer;
import io.esync.connectors.testkit.contract.SourceContract;
import io.esync.connectors.testkit.contract.SourceSubject;
import io.esync.connectors.testkit.contract.TargetContract;
import io.esync.connectors.testkit.contract.TargetSubject;
import io.esync.connectors.testkit.contract.Unmet;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(240)
class JdbcContractTest {
  private static final String NOBODY_LISTENS = "jdbc:postgresql://localhost:1/shop";

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder().setNumberSlotsPerTaskManager(2).build());

  private static final PostgresServer SERVER = SharedPostgres.get();
  private static int databases;

  @TestFactory
  Stream<DynamicTest> the_source_keeps_its_contract() {
    return SourceContract.tests(Subject::new);
  }

  @TestFactory
  Stream<DynamicTest> the_target_keeps_its_contract() {
    return TargetContract.tests(TableSubject::new);
  }

  private static String newDatabase() {
    String database = "contract_" + databases++;
    SERVER.createDatabase(database);
    return database;
  }

  private static final class Subject implements SourceSubject<JdbcSourceConfig> {
    private final String database = newDatabase();

    Subject() {
      SERVER.execute(
          database,
          "CREATE SEQUENCE change",
          "CREATE TABLE customers (id bigint PRIMARY KEY, name text, born date,"
              + " updated_at bigint NOT NULL)");
    }

    @Override
    public SourceConnector<JdbcSourceConfig> connector() {
      return new JdbcSourceConnector();
    }

    @Override
    public SourceContext context() {
      return TestSource.context("customers");
    }

    @Override
    public JdbcSourceConfig config() {
      return TestSource.withoutLag(
          SERVER.jdbcUrl(database), SERVER.user(), SERVER.password(), "customers");
    }

    @Override
    public void put(long id, String name) {
      SERVER.execute(
          database,
          "INSERT INTO customers VALUES (%d, '%s', NULL, nextval('change'))".formatted(id, name)
              + " ON CONFLICT (id) DO UPDATE"
              + " SET name = excluded.name, updated_at = excluded.updated_at");
    }

    @Override
    public boolean tellsDeletes() {
      return false;
    }

    @Override
    public void delete(long id) {
      throw new UnsupportedOperationException("a cursor does not see deletes");
    }

    @Override
    public Optional<String> poison() {
      SERVER.execute(
          database,
          "INSERT INTO customers VALUES (100, 'Methuselah', '-infinity', nextval('change'))");
      return Optional.of("Methuselah");
    }

    @Override
    public JdbcSourceConfig unreachable() {
      return TestSource.withoutLag(NOBODY_LISTENS, "esync", "geheim", "customers");
    }

    @Override
    public List<Unmet<JdbcSourceConfig>> unmet() {
      JdbcSourceConfig orders =
          TestSource.withoutLag(
              SERVER.jdbcUrl(database), SERVER.user(), SERVER.password(), "customers", "orders");
      return List.of(
          new Unmet<>("no server", unreachable(), List.of("localhost:1"), List.of("url")),
          new Unmet<>("no table", orders, List.of("'orders' does not exist"), List.of("tables")));
    }

    @Override
    public List<String> secrets() {
      return List.of("geheim");
    }

    @Override
    public void close() {
      SERVER.execute("postgres", "DROP DATABASE " + database + " WITH (FORCE)");
    }
  }

  private static final class TableSubject implements TargetSubject<JdbcConfig, JdbcRoute> {
    private final String database = newDatabase();

    TableSubject() {
      SERVER.execute(database, "CREATE TABLE customers (id bigint PRIMARY KEY, name varchar(20))");
    }

    @Override
    public TargetConnector<JdbcConfig, JdbcRoute> connector() {
      return new JdbcTargetConnector();
    }

    @Override
    public JdbcConfig config() {
      return TestTarget.at(SERVER.jdbcUrl(database), SERVER.user(), SERVER.password()).config();
    }

    @Override
    public JdbcRoute route() {
      return new JdbcRoute("customers", null);
    }

    @Override
    public Map<Long, String> rows() throws SQLException {
      Map<Long, String> rows = new HashMap<>();
      try (Connection connection = SERVER.connect(database);
          Statement statement = connection.createStatement();
          ResultSet result = statement.executeQuery("SELECT id, name FROM customers")) {
        while (result.next()) {
          rows.put(result.getLong(1), result.getString(2));
        }
      }
      return rows;
    }

    @Override
    public Optional<String> refused() {
      return Optional.of("a name of more than twenty letters");
    }

    @Override
    public JdbcConfig unreachable() {
      return TestTarget.at(NOBODY_LISTENS, "esync", "geheim").config();
    }

    @Override
    public List<Unmet<JdbcConfig>> unmet() {
      return List.of(
          new Unmet<>("no server", unreachable(), List.of("localhost:1"), List.of("url")));
    }

    @Override
    public List<String> secrets() {
      return List.of("geheim");
    }

    @Override
    public void close() {
      SERVER.execute("postgres", "DROP DATABASE " + database + " WITH (FORCE)");
    }
  }
}
