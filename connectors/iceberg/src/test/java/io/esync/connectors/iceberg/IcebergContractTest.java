package io.esync.connectors.iceberg;

import io.esync.connectors.iceberg.IcebergConfig.CatalogType;
import io.esync.connectors.iceberg.IcebergConfig.Create;
import io.esync.connectors.iceberg.IcebergConfig.Mode;
import io.esync.connectors.spi.Secret;
import io.esync.connectors.spi.TargetConnector;
import io.esync.connectors.testkit.contract.TargetContract;
import io.esync.connectors.testkit.contract.TargetSubject;
import io.esync.connectors.testkit.contract.Unmet;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(240)
class IcebergContractTest {
  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder().setNumberSlotsPerTaskManager(2).build());

  private static int tables;

  @TestFactory
  Stream<DynamicTest> the_target_keeps_its_contract() {
    return TargetContract.tests(Subject::new);
  }

  private static final class Subject implements TargetSubject<IcebergConfig, IcebergRoute> {
    private final String table = "contract_" + tables++;

    @Override
    public TargetConnector<IcebergConfig, IcebergRoute> connector() {
      return new IcebergConnector();
    }

    @Override
    public IcebergConfig config() {
      return Lake.config(Mode.UPSERT);
    }

    @Override
    public IcebergRoute route() {
      return new IcebergRoute(table, List.of());
    }

    @Override
    public Map<Long, String> rows() throws IOException {
      Map<Long, String> rows = new HashMap<>();
      try {
        for (Record row : Lake.rows(Lake.table(table))) {
          if (rows.put((Long) row.getField("id"), (String) row.getField("name")) != null) {
            throw new AssertionError("it stands twice in the table: " + row);
          }
        }
      } catch (NoSuchTableException e) {
        return rows; // not created yet
      }
      return rows;
    }

    @Override
    public IcebergConfig unreachable() {
      return new IcebergConfig(
          CatalogType.JDBC,
          "jdbc:postgresql://localhost:1/catalog",
          "s3://lake/warehouse",
          "esync",
          Secret.of("geheim"),
          null,
          "default",
          Mode.UPSERT,
          Create.IF_MISSING,
          Duration.ofSeconds(10),
          Map.of(),
          Map.of());
    }

    @Override
    public List<Unmet<IcebergConfig>> unmet() {
      return List.of(
          new Unmet<>("no catalogue", unreachable(), List.of("localhost:1"), List.of("uri")));
    }

    @Override
    public List<String> secrets() {
      return List.of("geheim");
    }

    @Override
    public void close() {}
  }
}
