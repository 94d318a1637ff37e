package io.esync.connectors.memory;

import io.esync.connectors.spi.SourceConnector;
import io.esync.connectors.spi.SourceContext;
import io.esync.connectors.spi.TargetConnector;
import io.esync.connectors.spi.json.DeclaredStream;
import io.esync.connectors.testkit.contract.SourceContract;
import io.esync.connectors.testkit.contract.SourceSubject;
import io.esync.connectors.testkit.contract.TargetContract;
import io.esync.connectors.testkit.contract.TargetSubject;
import io.esync.connectors.testkit.contract.Unmet;
import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.DataType;
import io.esync.operators.model.ErrorCode;
import io.esync.operators.model.Field;
import io.esync.operators.model.Malformed;
import io.esync.operators.model.Origin;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.SourceChange;
import io.esync.operators.model.SourceVersion;
import java.nio.charset.StandardCharsets;
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
class MemoryContractTest {
  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder().setNumberSlotsPerTaskManager(2).build());

  @TestFactory
  Stream<DynamicTest> the_source_keeps_its_contract() {
    return SourceContract.tests(Subject::new);
  }

  @TestFactory
  Stream<DynamicTest> the_target_keeps_its_contract() {
    return TargetContract.tests(TableSubject::new);
  }

  private static final class Subject implements SourceSubject<MemorySourceConfig> {
    private static final String BUFFER = "contract";
    private static final RowSchema SCHEMA =
        RowSchema.of(
            List.of(new Field("id", DataType.BIGINT), new Field("name", DataType.STRING)),
            List.of("id"));

    private final MemoryBuffer buffer = MemoryBuffers.named(BUFFER);
    private long version;

    @Override
    public SourceConnector<MemorySourceConfig> connector() {
      return new MemorySourceConnector();
    }

    @Override
    public SourceContext context() {
      return new SourceContext(
          "shop", "crm", List.of(new SourceContext.Stream("customers", List.of())));
    }

    @Override
    public MemorySourceConfig config() {
      return new MemorySourceConfig(Map.of(), List.of(), BUFFER, false);
    }

    @Override
    public void put(long id, String name) {
      buffer.offer(new SourceChange(origin(), ChangeOp.UPSERT, null, Row.of(SCHEMA, id, name)));
    }

    @Override
    public void delete(long id) {
      Row before = Row.of(SCHEMA.keySchema(), id);
      buffer.offer(new SourceChange(origin(), ChangeOp.DELETE, before, null));
    }

    private Origin origin() {
      version++;
      SourceVersion number = new SourceVersion(0, version, 0);
      return new Origin("crm", "customers", number, version, 0, false);
    }

    @Override
    public Optional<String> poison() {
      byte[] payload = "no change".getBytes(StandardCharsets.UTF_8);
      buffer.offer(
          new Malformed(origin(), payload, ErrorCode.UNREADABLE_RECORD, "it is no change"));
      return Optional.of("no change");
    }

    @Override
    public MemorySourceConfig unreachable() {
      return config();
    }

    @Override
    public List<Unmet<MemorySourceConfig>> unmet() {
      DeclaredStream orders = new DeclaredStream(List.of("id"), Map.of("id", "bigint"));
      String change = "{\"stream\": \"orders\", \"after\": {\"id\": 1}}";
      return List.of(
          new Unmet<>(
              "another stream",
              new MemorySourceConfig(Map.of("orders", orders), List.of(change), null, true),
              List.of("no stream 'customers'"),
              List.of("'streams'", "orders")));
    }

    @Override
    public List<String> secrets() {
      return List.of();
    }

    @Override
    public void close() {
      MemoryBuffers.remove(BUFFER);
    }
  }

  private static final class TableSubject
      implements TargetSubject<MemoryTargetConfig, MemoryRoute> {
    private static final String TABLE = "contract";

    @Override
    public TargetConnector<MemoryTargetConfig, MemoryRoute> connector() {
      return new MemoryTargetConnector();
    }

    @Override
    public MemoryTargetConfig config() {
      return new MemoryTargetConfig(TABLE);
    }

    @Override
    public MemoryRoute route() {
      return new MemoryRoute();
    }

    @Override
    public Map<Long, String> rows() {
      Map<Long, String> rows = new HashMap<>();
      MemoryTables.named(TABLE)
          .rows()
          .values()
          .forEach(row -> rows.put((Long) row.get("id"), (String) row.get("name")));
      return rows;
    }

    @Override
    public MemoryTargetConfig unreachable() {
      return config();
    }

    @Override
    public List<Unmet<MemoryTargetConfig>> unmet() {
      return List.of();
    }

    @Override
    public List<String> secrets() {
      return List.of();
    }

    @Override
    public void close() {
      MemoryTables.remove(TABLE);
    }
  }
}
