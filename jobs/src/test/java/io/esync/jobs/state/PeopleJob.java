package io.esync.jobs.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.esync.connectors.memory.MemoryTable;
import io.esync.connectors.memory.MemoryTables;
import io.esync.jobs.cli.EsyncCommand;
import io.esync.jobs.compile.PipelineCompiler;
import io.esync.jobs.spec.ConnectorCatalog;
import io.esync.jobs.spec.PipelineLoader;
import io.esync.jobs.spec.bind.References;
import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.Row;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.client.JobStatusMessage;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.CommonTestUtils;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Runs a pipeline of two sources of persons on a real Flink in this process, and commands against
 * it. Person 1 has the same time in both sources and other values; 2 was deleted by crm; 3 is in
 * crm alone; 4 is later in billing.
 */
final class PeopleJob {
  static final String TABLE = "people-job";
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String PIPELINE =
      """
      pipeline:
        id: %s
        parallelism: 2
        data_dir: %s
        audit: {level: none}
        dlq: {type: memory, config: {table: people-dlq}}
        checkpointing: {interval: 10m}
        sources:
          - id: crm
            type: memory
            config:
              bounded: false
              streams:
                people: {key: [id], fields: {id: bigint, email: string, name: string}}
              changes:
                - '{"stream": "people", "version": "0/10/0", "timestamp": "2026-01-01T00:00:10Z", "after": {"id": 1, "email": "ada@crm.org", "name": "Ada"}}'
                - '{"stream": "people", "version": "0/20/0", "timestamp": "2026-01-01T00:00:20Z", "after": {"id": 2, "email": "bob@crm.org", "name": "Bob"}}'
                - '{"stream": "people", "version": "0/30/0", "timestamp": "2026-01-01T00:00:30Z", "after": {"id": 3, "email": "cyd@crm.org", "name": "Cyd"}}'
                - '{"stream": "people", "version": "0/35/0", "timestamp": "2026-01-01T00:00:35Z", "after": {"id": 4, "email": "dan@crm.org", "name": "Dan"}}'
                - '{"stream": "people", "version": "0/40/0", "timestamp": "2026-01-01T00:00:40Z", "op": "delete", "before": {"id": 2}}'
          - id: billing
            type: memory
            config:
              bounded: false
              streams:
                accounts: {key: [id], fields: {id: bigint, email: string, balance: "decimal(18,2)"}}
              changes:
                - '{"stream": "accounts", "version": "0/5/0", "timestamp": "2026-01-01T00:00:10Z", "after": {"id": 1, "email": "ada@billing.org", "balance": "12.50"}}'
                - '{"stream": "accounts", "version": "0/6/0", "timestamp": "2026-01-01T00:00:06Z", "after": {"id": 2, "email": "bob@billing.org", "balance": "-1.00"}}'
                - '{"stream": "accounts", "version": "0/7/0", "timestamp": "2026-01-01T00:00:45Z", "after": {"id": 4, "email": "dan@billing.org", "balance": "7.00"}}'
        entities:
          - name: contact
            key: [id]
            fields:
              id: {type: bigint}
              email: {type: string}
              name: {type: string}
              balance: {type: "decimal(18,2)"}
            from: [{source: crm}, {source: billing}]
            merge: {%s}
            to: [{target: out}]
        targets:
          - {id: out, type: memory, config: {table: %s}}
      """;

  private final MiniCluster flink;
  private final Path folder;
  private final String state;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  PeopleJob(MiniCluster flink, Path folder) {
    this(flink, folder, folder.toUri().toString());
  }

  /**
   * @param state where checkpoints and savepoints lie
   */
  PeopleJob(MiniCluster flink, Path folder, String state) {
    this.flink = flink;
    this.folder = folder;
    this.state = state;
  }

  /** A pipeline file with this id and the entries of {@code merge}. */
  Path file(String id, String merge) throws IOException {
    return Files.writeString(
        folder.resolve(id + Integer.toHexString(merge.hashCode()) + ".yaml"),
        PIPELINE.formatted(id, folder, merge, TABLE));
  }

  MemoryTable table() {
    return MemoryTables.named(TABLE);
  }

  /** Starts the pipeline of {@code file}; null for {@code savepoint} starts it anew. */
  JobID start(Path file, String savepoint) throws Exception {
    Configuration settings = new Configuration();
    settings.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, state + "/checkpoints");
    StreamExecutionEnvironment environment = new StreamExecutionEnvironment(settings);
    ConnectorCatalog catalog = ConnectorCatalog.discover();
    PipelineCompiler.compile(
        new PipelineLoader(catalog).load(file, References.of(Map.of())), catalog, environment);
    JobGraph graph = environment.getStreamGraph().getJobGraph();
    if (savepoint != null) {
      graph.setSavepointRestoreSettings(SavepointRestoreSettings.forPath(savepoint));
    }
    JobID job = flink.submitJob(graph).get().getJobID();
    CommonTestUtils.waitForAllTaskRunning(flink, job, false);
    return job;
  }

  /** Starts the pipeline and waits until everything that its sources have is written. */
  JobID startAndFill(Path file) throws Exception {
    JobID job = start(file, null);
    // Each source's last change: all before it are on their way, and a barrier comes after them.
    until(
        () ->
            table().changes().stream().anyMatch(change -> change.op() == ChangeOp.DELETE)
                && table().latest("contact", 4L).map(PeopleJob::balance).isPresent());
    return job;
  }

  private static Object balance(Row row) {
    return row.schema().indexOf("balance") < 0 ? null : row.get("balance");
  }

  String stop(JobID job, SavepointFormatType format) throws Exception {
    String savepoint = flink.stopWithSavepoint(job, state, false, format).get();
    until(() -> flink.getJobStatus(job).join() == JobStatus.FINISHED);
    return savepoint;
  }

  void cancel(JobID job) throws Exception {
    flink.cancelJob(job).get();
    until(() -> flink.getJobStatus(job).join() == JobStatus.CANCELED);
  }

  /** Ends what a failed test left, which would keep the next one waiting for slots. */
  void end() throws Exception {
    MemoryTables.remove(TABLE);
    for (JobStatusMessage job : flink.listJobs().get()) {
      if (!job.getJobState().isGloballyTerminalState()) {
        cancel(job.getJobId());
      }
    }
  }

  static void until(BooleanSupplier condition) {
    await().atMost(PATIENCE).until(condition::getAsBoolean);
  }

  /** Runs a command that must exit with {@code code}; what it printed to its output, or errors. */
  String esync(int code, Object... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    List<String> words = new ArrayList<>();
    for (Object argument : arguments) {
      words.add(argument.toString());
    }
    int exit =
        EsyncCommand.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(words.toArray(String[]::new));
    assertThat(exit).as("%s%s", out, err).isEqualTo(code);
    return code == 0 ? out.toString() : err.toString();
  }

  String jobManager() throws Exception {
    return flink.getRestAddress().get().getAuthority();
  }
}
