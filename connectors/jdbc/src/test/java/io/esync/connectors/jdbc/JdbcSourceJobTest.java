package io.esync.connectors.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.esync.connectors.spi.SourceConnector;
import io.esync.connectors.testkit.PostgresServer;
import io.esync.connectors.testkit.contract.StoppedJob;
import io.esync.operators.flink.ModelTypeInfo;
import io.esync.operators.model.SourceChange;
import io.esync.operators.model.SourceRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The source within Flink. */
@Timeout(240)
class JdbcSourceJobTest {
  private static final int PARALLELISM = 2;

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberSlotsPerTaskManager(PARALLELISM)
              .build());

  private static final Queue<String> SEEN = new ConcurrentLinkedQueue<>();
  private static final Map<Object, Object> LATEST = new ConcurrentHashMap<>();
  private static final AtomicBoolean SLOW = new AtomicBoolean();
  private static final PostgresServer SERVER = SharedPostgres.get();

  @BeforeEach
  void emptyDatabase() {
    SharedPostgres.empty();
    SLOW.set(false);
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
      SERVER.execute(
          "postgres", "CREATE TABLE " + table + " (id int PRIMARY KEY, updated_at bigint)");
      insert(table, 1);
    }
    JobClient first = start(null, "a", "b");
    await().untilAsserted(() -> assertThat(SEEN).containsExactlyInAnyOrder("a 1", "b 1"));
    insert("a", 2);
    await().untilAsserted(() -> assertThat(SEEN).contains("a 2"));
    String savepoint = StoppedJob.withSavepoint(first, savepoints);
    SEEN.clear();
    insert("a", 3);

    JobClient second = start(savepoint, "c", "a");
    await().untilAsserted(() -> assertThat(SEEN).contains("a 3", "c 1"));
    SERVER.restart();
    insert("a", 4);

    await().untilAsserted(() -> assertThat(SEEN).contains("a 4"));
    assertThat(SEEN).doesNotContain("a 1", "b 1").doesNotHaveDuplicates();
    second.cancel().get();
  }

  @Test
  void a_first_reading_in_parts_goes_on_where_it_was_stopped_and_polls_follow_it(
      @TempDir Path savepoints) throws Exception {
    int rows = 40_000;
    SERVER.execute(
        "postgres",
        "CREATE TABLE parted (id int PRIMARY KEY, updated_at bigint)",
        "CREATE INDEX ON parted (updated_at, id)",
        "INSERT INTO parted SELECT i, i % 100 FROM generate_series(1, " + rows + ") i",
        "ANALYZE parted");
    JdbcSourceConfig config =
        TestSource.inParts(
            SERVER.jdbcUrl("postgres"), SERVER.user(), SERVER.password(), 500, "parted");
    LATEST.clear();
    SLOW.set(true);
    JobClient first = start(null, config);
    await().until(() -> LATEST.size() > 1000);
    String savepoint = StoppedJob.withSavepoint(first, savepoints);
    SLOW.set(false);
    assertThat(LATEST).hasSizeLessThan(rows);
    SERVER.execute(
        "postgres",
        "UPDATE parted SET updated_at = 1000 + id WHERE id % 1000 = 0",
        "INSERT INTO parted VALUES (0, 1000)");

    JobClient second = start(savepoint, config);
    await().until(() -> LATEST.size() == rows + 1 && LATEST.get(0).equals(1000L));

    assertThat(LATEST).containsEntry(1000, 2000L).containsEntry(rows, 1000L + rows);
    assertThat(LATEST).containsEntry(999, 99L).containsEntry(rows - 1, 99L);
    SERVER.execute("postgres", "UPDATE parted SET updated_at = 100000 WHERE id = 7");
    await().until(() -> LATEST.get(7).equals(100_000L));
    second.cancel().get();
  }

  private static void insert(String table, int id) {
    SERVER.execute("postgres", "INSERT INTO %s VALUES (%d, %2$d)".formatted(table, id));
  }

  private static JobClient start(String savepoint, String... tables) throws Exception {
    return start(
        savepoint,
        TestSource.withoutLag(
            SERVER.jdbcUrl("postgres"), SERVER.user(), SERVER.password(), tables));
  }

  private static JobClient start(String savepoint, JdbcSourceConfig config) throws Exception {
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
            new JdbcSourceConnector().source(config, TestSource.context()),
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
      if (SLOW.get() && LATEST.size() % 200 == 199) {
        await().pollDelay(Duration.ofMillis(50)).until(() -> true); // to be stopped before the end
      }
      LATEST.put(TestSource.id(record), ((SourceChange) record).after().get("updated_at"));
      return record;
    }
  }
}
