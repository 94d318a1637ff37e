package io.esync.jobs.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.esync.connectors.memory.MemoryBuffers;
import io.esync.connectors.memory.MemoryTable;
import io.esync.connectors.memory.MemoryTables;
import io.esync.connectors.spi.store.StoreException;
import io.esync.jobs.compile.PipelineCompiler;
import io.esync.jobs.compile.Preflight;
import io.esync.jobs.spec.ConnectorCatalog;
import io.esync.jobs.spec.PipelineLoader;
import io.esync.jobs.spec.PipelineSpec;
import io.esync.jobs.spec.bind.References;
import io.esync.operators.control.Command.Action;
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
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A pipeline of two sources, one of which is paused by commands in JSON lines. */
class PausedPipelineTest {
  private static final RowSchema CONTACT =
      RowSchema.of(List.of(new Field("id", DataType.BIGINT)), List.of("id"));

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  @TempDir Path folder;

  private final MemoryTable merged = MemoryTables.named("paused");
  private final MemoryTable audit = MemoryTables.named("paused-audit");
  private Path file;
  private CommandDesk desk;

  @BeforeEach
  void write() throws IOException {
    file =
        Files.writeString(
            folder.resolve("p.yaml"),
            """
            pipeline:
              id: paused
              data_dir: %s/data
              checkpointing: {interval: 100ms}
              sources:
                - {id: crm, type: memory, config: {buffer: paused-crm, bounded: false}}
                - {id: billing, type: memory, config: {buffer: paused-billing, bounded: false}}
              control: [{id: commands, takes: commands}]
              entities:
                - name: customer
                  key: [id]
                  fields: {id: {type: bigint}}
                  from: [{source: crm}, {source: billing}]
                  merge: {strategy: last-write-wins}
                  to: [{target: merged}]
              targets: [{id: merged, type: memory, config: {table: paused}}]
              audit: {level: all, type: memory, config: {table: paused-audit}}
            """
                .formatted(folder));
    desk = CommandDesk.open(file, Map.of());
  }

  @AfterEach
  void forget() {
    List.of("paused-crm", "paused-billing").forEach(MemoryBuffers::remove);
    List.of("paused", "paused-audit").forEach(MemoryTables::remove);
  }

  @Test
  void a_paused_source_is_not_read_over_a_savepoint_too_and_goes_on_where_it_was(
      @InjectMiniCluster MiniCluster flink) throws Exception {
    JobID job = submit(flink, null);
    say("crm", 1);
    awaitMerged(1);
    ask(Action.PAUSE, "crm");
    await().until(() -> reasons().contains("PAUSE crm by ada: repair"));

    say("crm", 2);
    say("billing", 3);
    awaitMerged(3);
    String savepoint =
        flink
            .stopWithSavepoint(
                job, folder.resolve("savepoints").toString(), false, SavepointFormatType.CANONICAL)
            .get();
    job = submit(flink, savepoint);
    say("billing", 4);
    awaitMerged(4);
    assertThat(merged.latest("customer", 2L)).as("what the paused source says").isEmpty();

    ask(Action.RESUME, "crm");

    awaitMerged(2);
    say("crm", 5);
    awaitMerged(5);
    flink.cancelJob(job).get();
  }

  @Test
  void what_the_pipeline_would_refuse_is_refused_before_it_is_written() {
    assertThatThrownBy(() -> ask(Action.PAUSE, "crmm"))
        .hasMessage("there is no source 'crmm'; there are [billing, crm]");
    assertThat(folder.resolve("data/paused/commands")).doesNotExist();
  }

  @Test
  void a_pipeline_that_takes_no_commands_says_what_to_add() throws IOException {
    Files.writeString(
        file, Files.readString(file).replace("control: [{id: commands, takes: commands}]", ""));

    assertThatThrownBy(() -> CommandDesk.open(file, Map.of()))
        .hasMessageContaining("takes no commands")
        .hasMessageContaining("control: [{id: commands, takes: commands}]");
  }

  private void ask(Action action, String source) throws StoreException {
    desk.issue(CommandForm.of(action, source, "ada", "repair"));
  }

  private void awaitMerged(long id) {
    await().until(() -> merged.latest("customer", id).isPresent());
  }

  private List<Object> reasons() {
    return audit.changes().stream().map(change -> change.row().get("reason")).toList();
  }

  private static void say(String source, long id) {
    Origin origin = new Origin(source, "contacts", new SourceVersion(0, id, 0), id, 0, false);
    MemoryBuffers.named("paused-" + source)
        .offer(new SourceChange(origin, ChangeOp.UPSERT, null, Row.of(CONTACT, id)));
  }

  private JobID submit(MiniCluster flink, String savepoint) throws Exception {
    Configuration settings = new Configuration();
    settings.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY,
        folder.resolve("checkpoints").toUri().toString());
    if (savepoint != null) {
      settings.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
    }
    StreamExecutionEnvironment environment = new StreamExecutionEnvironment(settings);
    environment.setParallelism(2);
    ConnectorCatalog catalog = ConnectorCatalog.discover();
    PipelineSpec pipeline = new PipelineLoader(catalog).load(file, References.of(Map.of()));
    assertThat(Preflight.check(pipeline, catalog)).isEmpty();
    PipelineCompiler.compile(pipeline, catalog, environment);
    return flink.submitJob(environment.getStreamGraph().getJobGraph()).get().getJobID();
  }
}
