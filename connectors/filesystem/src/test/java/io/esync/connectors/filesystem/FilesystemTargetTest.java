package io.esync.connectors.filesystem;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.esync.connectors.filesystem.FilesystemConfig.Format;
import io.esync.connectors.spi.write.OnRefusal;
import io.esync.connectors.spi.write.WriteStep;
import io.esync.operators.flink.ModelTypeInfo;
import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.DataType;
import io.esync.operators.model.EntityKey;
import io.esync.operators.model.Field;
import io.esync.operators.model.Origin;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.SourceVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class FilesystemTargetTest {
  private static final int PARALLELISM = 2;

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberSlotsPerTaskManager(PARALLELISM)
              .build());

  private static final int RECORDS = 1_000;
  private static final int PER_CHECKPOINT = 100;
  private static final RowSchema SCHEMA =
      RowSchema.of(List.of(new Field("id", DataType.BIGINT)), List.of("id"));
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path lake;

  @Test
  void every_change_stands_once_in_a_finished_file_though_the_job_failed() throws Exception {
    FailOnce.failed.set(false);

    run(new FailOnce());

    assertThat(FailOnce.failed).isTrue();
    Stream<JsonNode> customers = lines("customers").stream();
    Stream<JsonNode> orders = lines("order").stream();
    assertThat(Stream.concat(customers, orders).map(line -> line.get("id").longValue()))
        .containsExactlyInAnyOrderElementsOf(LongStream.range(0, RECORDS).boxed().toList());
  }

  @Test
  void each_entity_has_its_own_directory_of_jsonl_files() throws Exception {
    run(id -> id);

    assertThat(lines("customers")).allMatch(line -> line.get("id").longValue() % 2 == 0);
    assertThat(lines("order")).allMatch(line -> line.get("id").longValue() % 2 == 1);
    try (Stream<Path> directories = Files.list(lake)) {
      assertThat(directories.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("customers", "order");
    }
    assertThat(finishedFiles("order")).allMatch(file -> file.toString().endsWith(".jsonl"));
  }

  private void run(MapFunction<Long, Long> step) throws Exception {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ZERO);
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    environment.setParallelism(PARALLELISM);
    environment.enableCheckpointing(50);
    DataStream<ChangeRecord> changes =
        environment
            .fromSource(numbers(), WatermarkStrategy.noWatermarks(), "numbers")
            .uid("numbers")
            .map(step)
            .uid("step")
            .map(FilesystemTargetTest::change)
            .returns(ModelTypeInfo.CHANGE_RECORD)
            .uid("change");
    new WriteStep("lake", "lake", PARALLELISM, OnRefusal.FAIL)
        .add(
            changes,
            new FilesystemConnector()
                .target(
                    new FilesystemConfig(lake.toString(), Format.JSON_LINES),
                    FilesystemConnectorTest.context(Map.of("customer", "customers", "order", ""))));
    environment.execute();
  }

  private static DataGeneratorSource<Long> numbers() {
    return new DataGeneratorSource<>(
        index -> index, RECORDS, RateLimiterStrategy.perCheckpoint(PER_CHECKPOINT), Types.LONG);
  }

  private static ChangeRecord change(long id) {
    String entity = id % 2 == 0 ? "customer" : "order";
    Origin origin = new Origin("crm", "s", new SourceVersion(0, id, 0), id, id, false);
    return new ChangeRecord(EntityKey.of(entity, id), ChangeOp.UPSERT, Row.of(SCHEMA, id), origin);
  }

  private List<JsonNode> lines(String directory) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (Path file : finishedFiles(directory)) {
      for (String line : Files.readAllLines(file)) {
        lines.add(JSON.readTree(line));
      }
    }
    return lines;
  }

  /** What a reader sees that skips hidden names. */
  private List<Path> finishedFiles(String directory) throws IOException {
    try (Stream<Path> files = Files.list(lake.resolve(directory))) {
      return files.filter(file -> !file.getFileName().toString().matches("[._].*")).toList();
    }
  }

  /** Fails one time, with checkpoints before it and records since the last of them. */
  private static final class FailOnce implements MapFunction<Long, Long> {
    private static final long serialVersionUID = 1L;
    private static final AtomicBoolean failed = new AtomicBoolean();
    private static final int LATE = RECORDS / 2 - PER_CHECKPOINT / 4;

    @Override
    public Long map(Long id) {
      if (id == LATE && failed.compareAndSet(false, true)) {
        throw new IllegalStateException("fails on purpose");
      }
      return id;
    }
  }
}
