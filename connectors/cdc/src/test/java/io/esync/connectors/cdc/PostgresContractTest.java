package io.esync.connectors.cdc;

import io.esync.connectors.spi.Secret;
import io.esync.connectors.spi.SourceConnector;
import io.esync.connectors.spi.SourceContext;
import io.esync.connectors.testkit.PostgresServer;
import io.esync.connectors.testkit.contract.SourceContract;
import io.esync.connectors.testkit.contract.SourceSubject;
import io.esync.connectors.testkit.contract.Unmet;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(240)
class PostgresContractTest {
  private static final int NOBODY_LISTENS = 1;

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder().setNumberSlotsPerTaskManager(2).build());

  private static PostgresServer server;
  private static int databases;

  @BeforeAll
  static void start() {
    server = PostgresServer.builder().setting("wal_sender_timeout", "2s").start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @TestFactory
  Stream<DynamicTest> the_source_keeps_its_contract() {
    return SourceContract.tests(Subject::new);
  }

  private static final class Subject implements SourceSubject<PostgresCdcConfig> {
    private final String database = "contract_" + databases++;

    Subject() {
      server.createDatabase(database);
      execute("CREATE TABLE customers (id bigint PRIMARY KEY, name text, born date)");
    }

    private void execute(String statement) {
      server.execute(database, statement);
    }

    @Override
    public SourceConnector<PostgresCdcConfig> connector() {
      return new PostgresCdcConnector();
    }

    @Override
    public SourceContext context() {
      return new SourceContext(
          "shop", "crm", List.of(new SourceContext.Stream("public.customers", List.of())));
    }

    @Override
    public PostgresCdcConfig config() {
      return config(server.port(), server.password());
    }

    private PostgresCdcConfig config(int port, String password) {
      return new PostgresCdcConfig(
          server.host(),
          port,
          database,
          server.user(),
          Secret.of(password),
          List.of("public.customers"),
          database,
          null,
          true,
          0,
          50_000,
          5_000,
          null,
          Duration.ofMinutes(1),
          Duration.ofSeconds(2),
          "prefer");
    }

    @Override
    public void put(long id, String name) {
      execute(
          "INSERT INTO customers VALUES (%d, '%s') ON CONFLICT (id) DO UPDATE SET name = '%2$s'"
              .formatted(id, name));
    }

    @Override
    public void delete(long id) {
      execute("DELETE FROM customers WHERE id = " + id);
    }

    @Override
    public Optional<String> poison() {
      execute("INSERT INTO customers VALUES (100, 'Methuselah', '-infinity')");
      return Optional.of("Methuselah");
    }

    @Override
    public PostgresCdcConfig unreachable() {
      return config(NOBODY_LISTENS, "geheim");
    }

    @Override
    public List<Unmet<PostgresCdcConfig>> unmet() {
      return List.of(
          new Unmet<>(
              "no server",
              unreachable(),
              List.of(server.host() + ":" + NOBODY_LISTENS),
              List.of("host", "port")));
    }

    @Override
    public List<String> secrets() {
      return List.of("geheim");
    }

    @Override
    public void close() {
      server.execute(
          "postgres",
          "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots"
              + " WHERE NOT active AND slot_name = '"
              + database
              + "'");
    }
  }
}
