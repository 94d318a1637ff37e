package io.esync.jobs.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.esync.connectors.memory.MemoryBuffers;
import io.esync.connectors.memory.MemoryTable;
import io.esync.connectors.memory.MemoryTables;
import io.esync.jobs.compile.PipelineCompiler;
import io.esync.jobs.compile.Preflight;
import io.esync.jobs.spec.ConnectorCatalog;
import io.esync.jobs.spec.PipelineLoader;
import io.esync.jobs.spec.PipelineSpec;
import io.esync.jobs.spec.bind.References;
import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.DataType;
import io.esync.operators.model.Field;
import io.esync.operators.model.Origin;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.SourceChange;
import io.esync.operators.model.SourceVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A pipeline with reviews, of which a test says what its two sources say. */
final class ReviewedPipeline implements AutoCloseable {
  private static final RowSchema CONTACT =
      RowSchema.of(
          List.of(new Field("id", DataType.BIGINT), new Field("email", DataType.STRING)),
          List.of("id"));

  final MemoryTable merged = MemoryTables.named("reviewed");
  final MemoryTable audit = MemoryTables.named("reviewed-audit");
  final MemoryTable letters = MemoryTables.named("reviewed-dlq");
  final Desk desk;
  private final Path folder;
  private final Path file;
  private long versions;

  /**
   * @param stores what the file says of {@code review} and {@code control}; empty for the default
   */
  ReviewedPipeline(Path folder, String stores) throws IOException {
    this.folder = folder;
    this.file =
        Files.writeString(
            folder.resolve("p.yaml"),
            """
            pipeline:
              id: reviewed
              data_dir: %s/data
              checkpointing: {interval: 100ms}
              sources:
                - {id: crm, type: memory, config: {buffer: reviewed-crm, bounded: false}}
                - {id: billing, type: memory, config: {buffer: reviewed-billing, bounded: false}}
              entities:
                - name: customer
                  key: [id]
                  fields: {id: {type: bigint}, email: {type: string}}
                  from: [{source: crm}, {source: billing}]
                  merge: {strategy: manual-review}
                  to: [{target: merged}]
              targets: [{id: merged, type: memory, config: {table: reviewed}}]
              audit: {level: all, type: memory, config: {table: reviewed-audit}}
              dlq: {type: memory, config: {table: reviewed-dlq}}
              %s
            """
                .formatted(folder, stores.indent(2).strip()));
    this.desk = Desk.open(file, Map.of());
  }

  @Override
  public void close() {
    for (String buffer : List.of("reviewed-crm", "reviewed-billing")) {
      MemoryBuffers.remove(buffer);
    }
    for (String table : List.of("reviewed", "reviewed-audit", "reviewed-dlq")) {
      MemoryTables.remove(table);
    }
  }

  Object email() {
    return merged.latest("customer", 1L).orElseThrow().get("email");
  }

  List<Object> outcomes() {
    return audit.changes().stream().map(change -> change.row().get("outcome")).toList();
  }

  void say(String source, String email, int day) {
    long time = Duration.ofDays(day).toMillis() * 1000;
    Origin origin =
        new Origin(source, "contacts", new SourceVersion(0, ++versions, 0), time, 0, false);
    MemoryBuffers.named("reviewed-" + source)
        .offer(new SourceChange(origin, ChangeOp.UPSERT, null, Row.of(CONTACT, 1L, email)));
  }

  JobID submit(MiniCluster flink) throws Exception {
    Configuration settings = new Configuration();
    settings.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY,
        folder.resolve("checkpoints").toUri().toString());
    StreamExecutionEnvironment environment = new StreamExecutionEnvironment(settings);
    environment.setParallelism(2);
    ConnectorCatalog catalog = ConnectorCatalog.discover();
    PipelineSpec pipeline = new PipelineLoader(catalog).load(file, References.of(Map.of()));
    assertThat(Preflight.check(pipeline, catalog)).isEmpty();
    PipelineCompiler.compile(pipeline, catalog, environment);
    return flink.submitJob(environment.getStreamGraph().getJobGraph()).get().getJobID();
  }
}
