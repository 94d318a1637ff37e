package io.esync.connectors.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.esync.connectors.spi.SourceConnector;
import io.esync.connectors.testkit.PostgresServer;
import io.esync.operators.flink.ModelTypeInfo;
import io.esync.operators.model.SourceRecord;
import java.nio.file.Path;
import java.util.Queue;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The source within Flink. */
@Timeout(60)
class JdbcSourceJobTest {
  private static final int PARALLELISM = 2;

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberSlotsPerTaskManager(PARALLELISM)
              .build());

  private static final Queue<String> SEEN = new ConcurrentLinkedQueue<>();
  private static PostgresServer server;

  @BeforeAll
  static void start() {
    server = PostgresServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void it_is_found_by_the_service_loader() {
    assertThat(ServiceLoader.load(SourceConnector.class))
        .hasAtLeastOneElementOfType(JdbcSourceConnector.class);
  }

  @Test
  void a_stopped_job_goes_on_and_takes_a_new_table_from_its_beginning(@TempDir Path savepoints)
      throws Exception {
    for (String table : new String[] {"a", "b", "c"}) {
      server.execute(
          "postgres", "CREATE TABLE " + table + " (id int PRIMARY KEY, updated_at bigint)");
      insert(table, 1);
    }
    JobClient first = start(null, "a", "b");
    await().untilAsserted(() -> assertThat(SEEN).containsExactlyInAnyOrder("a 1", "b 1"));
    insert("a", 2);
    await().untilAsserted(() -> assertThat(SEEN).contains("a 2"));
    String savepoint =
        first
            .stopWithSavepoint(false, savepoints.toUri().toString(), SavepointFormatType.CANONICAL)
            .get(30, TimeUnit.SECONDS);
    SEEN.clear();
    insert("a", 3);

    JobClient second = start(savepoint, "c", "a");
    await().untilAsserted(() -> assertThat(SEEN).contains("a 3", "c 1"));
    server.restart();
    insert("a", 4);

    await().untilAsserted(() -> assertThat(SEEN).contains("a 4"));
    assertThat(SEEN).doesNotContain("a 1", "b 1").doesNotHaveDuplicates();
    second.cancel().get(30, TimeUnit.SECONDS);
  }

  private static void insert(String table, int id) {
    server.execute("postgres", "INSERT INTO %s VALUES (%d, %2$d)".formatted(table, id));
  }

  private static JobClient start(String savepoint, String... tables) throws Exception {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    if (savepoint != null) {
      configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
    }
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    environment.setParallelism(PARALLELISM);
    environment.enableCheckpointing(20);
    environment
        .fromSource(
            new JdbcSourceConnector()
                .source(
                    TestSource.withoutLag(
                        server.jdbcUrl("postgres"), server.user(), server.password(), tables),
                    TestSource.context()),
            WatermarkStrategy.noWatermarks(),
            "crm",
            ModelTypeInfo.SOURCE_RECORD)
        .uid("crm")
        .map(new Seen())
        .returns(ModelTypeInfo.SOURCE_RECORD)
        .uid("seen")
        .sinkTo(new DiscardingSink<>())
        .uid("nowhere");
    return environment.executeAsync();
  }

  /** Notes what it sees. */
  private static final class Seen implements MapFunction<SourceRecord, SourceRecord> {
    private static final long serialVersionUID = 1L;

    @Override
    public SourceRecord map(SourceRecord record) {
      SEEN.add(record.origin().stream() + " " + TestSource.id(record));
      return record;
    }
  }
}
