package io.esync.connectors.cdc;

import io.esync.connectors.spi.Secret;
import io.esync.connectors.spi.SourceConnector;
import io.esync.connectors.spi.SourceContext;
import io.esync.connectors.testkit.MySqlFamilyServer;
import io.esync.connectors.testkit.contract.SourceContract;
import io.esync.connectors.testkit.contract.SourceSubject;
import io.esync.connectors.testkit.contract.Unmet;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(240)
class MySqlContractTest {
  private static final int NOBODY_LISTENS = 1;

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder().setNumberSlotsPerTaskManager(2).build());

  private static int databases;

  @TestFactory
  Stream<DynamicNode> the_source_keeps_its_contract() {
    return MySqlServers.all()
        .map(
            server ->
                DynamicContainer.dynamicContainer(
                    server.getName(),
                    SourceContract.tests(() -> new Subject(server.getPayload()))));
  }

  private static final class Subject implements SourceSubject<MySqlCdcConfig> {
    private final MySqlFamilyServer server;
    private final String database = "contract_" + databases++;

    Subject(MySqlFamilyServer server) {
      this.server = server;
      server.createDatabase(database);
      execute("CREATE TABLE customers (id bigint PRIMARY KEY, name varchar(100), open time)");
    }

    private void execute(String statement) {
      server.execute(database, statement);
    }

    private String table() {
      return database + ".customers";
    }

    @Override
    public SourceConnector<MySqlCdcConfig> connector() {
      return new MySqlCdcConnector();
    }

    @Override
    public SourceContext context() {
      return new SourceContext(
          "shop", "billing", List.of(new SourceContext.Stream(table(), List.of())));
    }

    @Override
    public MySqlCdcConfig config() {
      return MySqlServers.config(server, 50_000, table());
    }

    @Override
    public void put(long id, String name) {
      execute(
          "INSERT INTO customers VALUES (%d, '%s', NULL) ON DUPLICATE KEY UPDATE name = '%2$s'"
              .formatted(id, name));
    }

    @Override
    public void delete(long id) {
      execute("DELETE FROM customers WHERE id = " + id);
    }

    @Override
    public Optional<String> poison() {
      execute("INSERT INTO customers VALUES (100, 'Methuselah', '800:00:00')");
      return Optional.of("Methuselah");
    }

    @Override
    public MySqlCdcConfig unreachable() {
      return new MySqlCdcConfig(
          server.host(),
          NOBODY_LISTENS,
          null,
          "esync",
          Secret.of("geheim"),
          List.of(table()),
          null,
          MySqlCdcConfig.INITIAL,
          0,
          50_000,
          null,
          Duration.ofSeconds(2),
          "preferred");
    }

    @Override
    public List<Unmet<MySqlCdcConfig>> unmet() {
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
      execute("DROP DATABASE " + database);
    }
  }
}
