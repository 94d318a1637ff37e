package io.esync.connectors.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.esync.connectors.spi.SourceConnector;
import io.esync.connectors.spi.SourceContext;
import io.esync.connectors.spi.json.DeclaredStream;
import io.esync.connectors.testkit.contract.StoppedJob;
import io.esync.operators.flink.ModelTypeInfo;
import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.DataType;
import io.esync.operators.model.Field;
import io.esync.operators.model.Origin;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.SourceChange;
import io.esync.operators.model.SourceRecord;
import io.esync.operators.model.SourceVersion;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Timeout(240)
class MemorySourceTest {
  private static final String BUFFER = "memory-source-test";
  private static final int PARALLELISM = 2;
  private static final RowSchema SCHEMA =
      RowSchema.of(List.of(new Field("id", DataType.BIGINT)), List.of("id"));

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberSlotsPerTaskManager(PARALLELISM)
              .build());

  private final MemorySourceConnector connector = new MemorySourceConnector();

  @BeforeEach
  void forget() {
    Seen.IDS.clear();
    Seen.failing.set(false);
    Seen.completed = 0;
  }

  @AfterEach
  void remove() {
    MemoryBuffers.remove(BUFFER);
  }

  @Test
  void it_is_found_by_the_service_loader() {
    assertThat(ServiceLoader.load(SourceConnector.class))
        .hasAtLeastOneElementOfType(MemorySourceConnector.class);
  }

  @Test
  void the_changes_of_the_file_are_read_in_their_order_and_then_it_ends() throws Exception {
    MemorySourceConfig config =
        new MemorySourceConfig(
            Map.of("customers", new DeclaredStream(List.of("id"), Map.of("id", "bigint"))),
            List.of(line(3), line(1), line(2)),
            null,
            true);

    start(config, null).getJobExecutionResult().get();

    assertThat(Seen.IDS).containsExactly(3L, 1L, 2L);
  }

  @Test
  void a_stopped_source_goes_on_where_it_was(@TempDir Path savepoints) throws Exception {
    offer(1, 2, 3);
    JobClient first = start(buffer(), null);
    await().untilAsserted(() -> assertThat(Seen.IDS).hasSize(3));
    String savepoint = StoppedJob.withSavepoint(first, savepoints);
    offer(4, 5);
    MemoryBuffers.named(BUFFER).end();

    start(buffer(), savepoint).getJobExecutionResult().get();

    assertThat(Seen.IDS).containsExactly(1L, 2L, 3L, 4L, 5L);
  }

  @Test
  void a_failed_source_goes_on_at_its_last_checkpoint() throws Exception {
    offer(1, 2, 3);
    JobClient job = start(buffer(), null);
    await().untilAsserted(() -> assertThat(Seen.IDS).hasSize(3));
    Seen.awaitCheckpoint();
    Seen.failing.set(true);

    offer(4, 5);
    MemoryBuffers.named(BUFFER).end();
    job.getJobExecutionResult().get();

    assertThat(Seen.failing).isFalse();
    assertThat(Seen.IDS).containsExactly(1L, 2L, 3L, 4L, 5L);
  }

  @Test
  void an_idle_source_waits_for_the_next_offer() throws Exception {
    JobClient job = start(buffer(), null);
    offer(1);
    await().untilAsserted(() -> assertThat(Seen.IDS).containsExactly(1L));

    offer(2);

    await().untilAsserted(() -> assertThat(Seen.IDS).containsExactly(1L, 2L));
    job.cancel().get();
  }

  @Test
  void a_stream_that_is_not_there_fails_the_check() {
    MemorySourceConfig config =
        new MemorySourceConfig(
            Map.of("customers", new DeclaredStream(List.of("id"), Map.of("id", "bigint"))),
            List.of(line(1)),
            null,
            true);

    assertThat(connector.check(config, context("cust.*"))).isEmpty();
    assertThat(connector.check(config, context("orders")))
        .singleElement()
        .satisfies(failure -> assertThat(failure.problem()).contains("no stream 'orders'"));
  }

  private JobClient start(MemorySourceConfig config, String savepoint) throws Exception {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ZERO);
    if (savepoint != null) {
      configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
    }
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    environment.setParallelism(PARALLELISM);
    environment.enableCheckpointing(20);
    environment
        .fromSource(
            connector.source(config, context("customers")),
            WatermarkStrategy.noWatermarks(),
            "crm",
            ModelTypeInfo.SOURCE_RECORD)
        .uid("crm")
        .process(new Seen())
        .returns(ModelTypeInfo.SOURCE_RECORD)
        .uid("seen")
        .sinkTo(new DiscardingSink<>())
        .uid("nowhere");
    return environment.executeAsync();
  }

  private static MemorySourceConfig buffer() {
    return new MemorySourceConfig(Map.of(), List.of(), BUFFER, false);
  }

  private static SourceContext context(String stream) {
    return new SourceContext("shop", "crm", List.of(new SourceContext.Stream(stream, List.of())));
  }

  private static String line(long id) {
    return "{\"stream\": \"customers\", \"after\": {\"id\": " + id + "}}";
  }

  private static void offer(long... ids) {
    for (long id : ids) {
      Origin origin = new Origin("crm", "customers", new SourceVersion(0, id, 0), id, 0, false);
      MemoryBuffers.named(BUFFER)
          .offer(new SourceChange(origin, ChangeOp.UPSERT, null, Row.of(SCHEMA, id)));
    }
  }

  /** Notes the ids that it sees, and fails once where it is told to. */
  private static final class Seen extends ProcessFunction<SourceRecord, SourceRecord>
      implements CheckpointListener {
    private static final long serialVersionUID = 1L;
    static final Queue<Long> IDS = new ConcurrentLinkedQueue<>();
    static final AtomicBoolean failing = new AtomicBoolean();
    private static volatile long completed;

    /** Waits until a checkpoint is complete that was started after this call. */
    static void awaitCheckpoint() {
      long before = completed;
      await().until(() -> completed > before + 2);
    }

    @Override
    public void processElement(SourceRecord record, Context context, Collector<SourceRecord> out) {
      if (failing.compareAndSet(true, false)) {
        throw new IllegalStateException("fails on purpose");
      }
      IDS.add((Long) ((SourceChange) record).after().get("id"));
      out.collect(record);
    }

    @Override
    public void notifyCheckpointComplete(long checkpoint) {
      completed = checkpoint;
    }
  }
}
