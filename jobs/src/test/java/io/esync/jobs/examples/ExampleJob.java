package io.esync.jobs.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.esync.jobs.cluster.Installation;
import io.esync.jobs.compile.PipelineCompiler;
import io.esync.jobs.compile.Preflight;
import io.esync.jobs.spec.ConnectorCatalog;
import io.esync.jobs.spec.PipelineLoader;
import io.esync.jobs.spec.PipelineSpec;
import io.esync.jobs.spec.bind.References;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.CommonTestUtils;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Runs pipeline files on Flink in this process, checked and compiled as they always are. */
public final class ExampleJob {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration CHECKPOINTS = Duration.ofMillis(500);

  private final MiniCluster flink;
  private final Path folder;

  /**
   * @param folder for checkpoints and savepoints
   */
  public ExampleJob(MiniCluster flink, Path folder) {
    this.flink = flink;
    this.folder = folder;
  }

  /** As {@link #start(Path, Map, String)}, of pipelines/. */
  JobID start(Example example, String savepoint) throws Exception {
    return start(file(example), example.environment(), savepoint);
  }

  /**
   * Starts a pipeline; all its tasks run.
   *
   * @param environment what {@code ${env:…}} refers to
   * @param savepoint to start from; null where there is none
   */
  public JobID start(Path file, Map<String, String> environment, String savepoint)
      throws Exception {
    ConnectorCatalog catalog = ConnectorCatalog.discover();
    PipelineSpec pipeline = new PipelineLoader(catalog).load(file, References.of(environment));
    assertThat(Preflight.check(pipeline, catalog)).isEmpty();
    Configuration settings = new Configuration();
    settings.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY,
        folder.resolve("checkpoints").toUri().toString());
    StreamExecutionEnvironment flow = new StreamExecutionEnvironment(settings);
    flow.setParallelism(2);
    PipelineCompiler.compile(pipeline, catalog, flow);
    flow.enableCheckpointing(CHECKPOINTS.toMillis());
    JobGraph graph = flow.getStreamGraph().getJobGraph();
    if (savepoint != null) {
      graph.setSavepointRestoreSettings(SavepointRestoreSettings.forPath(savepoint));
    }
    JobID job = flink.submitJob(graph).get().getJobID();
    CommonTestUtils.waitForAllTaskRunning(flink, job, false);
    return job;
  }

  private Path file(Example example) throws IOException {
    String text =
        Files.readString(Installation.find().home().resolve("pipelines").resolve(example.file()));
    for (Map.Entry<String, String> replaced : example.replaced().entrySet()) {
      assertThat(text).contains(replaced.getKey());
      text = text.replace(replaced.getKey(), replaced.getValue());
    }
    return Files.writeString(folder.resolve(example.file()), text);
  }

  /** Stops a job with a savepoint and returns the savepoint's path. */
  public String stop(JobID job) throws Exception {
    String savepoint =
        flink
            .stopWithSavepoint(job, folder.toUri().toString(), false, SavepointFormatType.CANONICAL)
            .get();
    await().atMost(PATIENCE).until(() -> flink.getJobStatus(job).join() == JobStatus.FINISHED);
    return savepoint;
  }

  /** Cancels a job that runs. */
  public void cancel(JobID job) throws Exception {
    if (!flink.getJobStatus(job).join().isGloballyTerminalState()) {
      flink.cancelJob(job).get();
      await()
          .atMost(PATIENCE)
          .until(() -> flink.getJobStatus(job).join().isGloballyTerminalState());
    }
  }
}
