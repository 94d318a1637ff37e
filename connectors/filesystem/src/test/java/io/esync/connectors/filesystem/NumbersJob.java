package io.esync.connectors.filesystem;

import io.esync.connectors.filesystem.FilesystemConfig.Compact;
import io.esync.connectors.filesystem.FilesystemConfig.Format;
import io.esync.connectors.filesystem.FilesystemConfig.Mode;
import io.esync.connectors.filesystem.FilesystemSourceConfig.Envelope;
import io.esync.connectors.filesystem.FilesystemSourceConfig.FirstRead;
import io.esync.connectors.filesystem.FilesystemSourceConfig.UnknownMembers;
import io.esync.connectors.filesystem.SourceFolder.Reading;
import io.esync.connectors.spi.json.DeclaredStream;
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
import io.esync.operators.model.SourceChange;
import io.esync.operators.model.SourceRecord;
import io.esync.operators.model.SourceVersion;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A job on the mini cluster of the test that writes numbers into files, even ones as customers and
 * odd ones as orders, some in each checkpoint; and what a reader sees of them.
 *
 * @param lake a path or an address
 */
record NumbersJob(String lake, Format format, Compact compact, Duration betweenCheckpoints) {
  static final int PARALLELISM = 2;
  static final int PER_CHECKPOINT = 100;

  private static final RowSchema NARROW =
      RowSchema.of(List.of(new Field("id", DataType.BIGINT)), List.of("id"));
  private static final RowSchema WIDE =
      RowSchema.of(
          List.of(new Field("id", DataType.BIGINT), new Field("name", DataType.STRING)),
          List.of("id"));

  NumbersJob(String lake, Format format, Compact compact) {
    this(lake, format, compact, Duration.ofMillis(50));
  }

  /**
   * Starts the job.
   *
   * @param step that each number takes before it is written
   * @param savepoint to start from; null where there is none
   */
  JobClient start(long numbers, MapFunction<Long, Long> step, String savepoint) throws Exception {
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
    environment.enableCheckpointing(betweenCheckpoints.toMillis());
    environment.getCheckpointConfig().setMinPauseBetweenCheckpoints(betweenCheckpoints.toMillis());
    DataGeneratorSource<Long> source =
        new DataGeneratorSource<>(
            index -> index, numbers, RateLimiterStrategy.perCheckpoint(PER_CHECKPOINT), Types.LONG);
    DataStream<ChangeRecord> changes =
        environment
            .fromSource(source, WatermarkStrategy.noWatermarks(), "numbers")
            .uid("numbers")
            .map(step)
            .uid("step")
            .map(NumbersJob::change)
            .returns(ModelTypeInfo.CHANGE_RECORD)
            .uid("change");
    new WriteStep("lake", "lake", PARALLELISM, OnRefusal.FAIL)
        .add(
            changes,
            new FilesystemConnector()
                .target(
                    new FilesystemConfig(lake, format, Mode.CHANGELOG, null, 1L << 20, compact),
                    FilesystemConnectorTest.context(Map.of("customer", "customers", "order", ""))));
    return environment.executeAsync();
  }

  /** Some rows have a field that the others do not know: files of several schemas. */
  private static ChangeRecord change(long id) {
    String entity = id % 2 == 0 ? "customer" : "order";
    Origin origin = new Origin("crm", "s", new SourceVersion(0, id, 0), id, id, false);
    Row row = id % 5 < 2 ? Row.of(NARROW, id) : Row.of(WIDE, id, "line\nfeed and \"" + id + '"');
    return new ChangeRecord(EntityKey.of(entity, id), ChangeOp.UPSERT, row, origin);
  }

  /**
   * The numbers that a reader sees in a directory of the lake, each as often as it stands there.
   */
  List<Long> seen(String directory) throws Exception {
    boolean text = format == Format.JSON_LINES || format == Format.CSV;
    Map<String, String> fields = text ? Map.of("id", "bigint", "name", "string") : null;
    FilesystemSourceConfig source =
        new FilesystemSourceConfig(
            lake + "/" + directory,
            format,
            Envelope.ROW,
            Map.of("rows", new DeclaredStream(List.of("id"), fields)),
            null,
            "delete",
            UnknownMembers.IGNORE,
            null,
            1 << 20,
            null,
            false,
            FirstRead.IN_ORDER);
    try (Reading reading = Reading.start(source)) {
      return reading.read().stream().map(NumbersJob::number).toList();
    }
  }

  private static long number(SourceRecord record) {
    Row row = ((SourceChange) record).after();
    long id = (long) row.get("id");
    boolean named = row.schema().indexOf("name") >= 0 && row.get("name") instanceof String;
    if (named != (id % 5 >= 2)) {
      throw new AssertionError("written as another row than it was: " + row);
    }
    return id;
  }
}
