package io.esync.jobs.cli;

import io.esync.jobs.compile.PipelineCompiler;
import io.esync.jobs.spec.ConnectorCatalog;
import io.esync.jobs.spec.PipelineSpec;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Runs pipelines in this process, on a Flink of its own with a Web UI. */
final class PipelineRunner implements AutoCloseable {
  private static final MemorySize MANAGED_MEMORY = MemorySize.ofMebiBytes(256);
  private static final MemorySize NETWORK_MEMORY = MemorySize.ofMebiBytes(64);

  private final MiniCluster cluster;
  private final Configuration settings;
  private final Map<String, JobID> jobs = new LinkedHashMap<>();

  private PipelineRunner(MiniCluster cluster, Configuration settings) {
    this.cluster = cluster;
    this.settings = settings;
  }

  /**
   * Starts the embedded Flink.
   *
   * @param ports where the Web UI may listen, e.g. {@code 8081-8099}; the first free one is taken
   * @param slots how many parallel instances all pipelines together may have
   * @param directory for checkpoints
   */
  static PipelineRunner start(String ports, int slots, Path directory) throws Exception {
    Configuration settings = new Configuration();
    settings.set(RestOptions.BIND_PORT, ports);
    settings.set(RestOptions.ADDRESS, "localhost");
    settings.set(RestOptions.BIND_ADDRESS, "localhost");
    settings.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY,
        directory.toAbsolutePath().resolve("checkpoints").toUri().toString());
    settings.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MANAGED_MEMORY);
    settings.set(TaskManagerOptions.NETWORK_MEMORY_MIN, NETWORK_MEMORY);
    settings.set(TaskManagerOptions.NETWORK_MEMORY_MAX, NETWORK_MEMORY);
    MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(settings)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(slots)
                .build());
    cluster.start();
    return new PipelineRunner(cluster, settings);
  }

  /** Address of the Web UI. */
  URI webUi() throws Exception {
    return cluster.getRestAddress().get();
  }

  /** Submits {@code pipelines}, each as a job of its own. */
  void submit(List<PipelineSpec> pipelines, ConnectorCatalog catalog, int parallelism)
      throws Exception {
    for (PipelineSpec pipeline : pipelines) {
      StreamExecutionEnvironment environment = new StreamExecutionEnvironment(settings);
      environment.setParallelism(parallelism);
      PipelineCompiler.compile(pipeline, catalog, environment);
      JobGraph graph = environment.getStreamGraph().getJobGraph();
      cluster.submitJob(graph).get();
      jobs.put(pipeline.id(), graph.getJobID());
    }
  }

  /** Waits for the end of all jobs; tells the pipelines that failed, each with the reason. */
  Map<String, Throwable> await() throws Exception {
    Map<String, Throwable> failures = new LinkedHashMap<>();
    for (Map.Entry<String, JobID> job : jobs.entrySet()) {
      JobResult result = cluster.requestJobResult(job.getValue()).get();
      Optional<? extends Throwable> failure = result.getSerializedThrowable();
      failure.ifPresent(
          error ->
              failures.put(job.getKey(), FailureReason.of(error, getClass().getClassLoader())));
    }
    return failures;
  }

  @Override
  public void close() {
    cluster.closeAsync().join();
  }
}
