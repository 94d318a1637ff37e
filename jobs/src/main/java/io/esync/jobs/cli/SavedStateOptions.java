package io.esync.jobs.cli;

import io.esync.jobs.cluster.FlinkJob;
import io.esync.jobs.cluster.FlinkRest;
import io.esync.jobs.cluster.Installation;
import io.esync.jobs.cluster.RunningCluster;
import io.esync.jobs.compile.Names;
import io.esync.jobs.state.SavedMerge;
import io.esync.jobs.state.StateFiles;
import io.esync.jobs.state.UnreadableStateException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** Where the state of a pipeline is read from: a savepoint, or a checkpoint of its running job. */
final class SavedStateOptions {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int ATTEMPTS = 3;

  @Option(
      names = "--savepoint",
      paramLabel = "PATH",
      description = "Read this savepoint or retained checkpoint; no job needs to run.")
  private String savepoint;

  @Option(
      names = "--job",
      paramLabel = "ID",
      description =
          "Read a checkpoint of this running job (default: the one with the pipeline's name).")
  private String job;

  @Option(
      names = "--jobmanager",
      paramLabel = "HOST:PORT",
      description = "Flink's REST API (default: the cluster that submit goes to).")
  private String jobManager;

  /**
   * Has {@code reader} read the state. Where a running job replaces the checkpoint meanwhile, it is
   * given a newer one.
   *
   * @param fresh whether a running job is to take a checkpoint for it
   */
  <T> T read(String pipeline, boolean fresh, Function<SavedMerge, T> reader) {
    Installation installation = Installation.find();
    StateFiles.know(RunningCluster.conf(installation, System.getenv()));
    String uid = new Names(pipeline).merge();
    if (savepoint != null) {
      return reader.apply(SavedMerge.open(savepoint, pipeline, uid));
    }
    FlinkRest flink = flink(installation);
    String id = job == null ? running(flink, pipeline) : job;
    for (int attempt = 1; ; attempt++) {
      try {
        String path = fresh ? flink.checkpoint(id, PATIENCE) : latest(flink, id);
        return reader.apply(SavedMerge.open(path, pipeline, uid));
      } catch (UnreadableStateException e) {
        if (!e.isGone() || attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private FlinkRest flink(Installation installation) {
    if (jobManager == null) {
      return RunningCluster.find(installation, System.getenv()).rest();
    }
    return new FlinkRest(
        URI.create(jobManager.contains("://") ? jobManager : "http://" + jobManager));
  }

  private static String running(FlinkRest flink, String pipeline) {
    List<FlinkJob> jobs =
        flink.jobs().stream()
            .filter(job -> job.name().equals(pipeline) && !job.isTerminal())
            .toList();
    if (jobs.size() == 1) {
      return jobs.get(0).id();
    }
    throw new CommandFailedException(
        jobs.isEmpty()
            ? "No job '"
                + pipeline
                + "' runs at "
                + flink.address()
                + ". Start it, or give --savepoint PATH, or --jobmanager HOST:PORT of another"
                + " cluster."
            : jobs.size()
                + " jobs '"
                + pipeline
                + "' run at "
                + flink.address()
                + ". Say which with --job: "
                + String.join(", ", jobs.stream().map(FlinkJob::id).toList()));
  }

  private static String latest(FlinkRest flink, String job) {
    return flink
        .checkpoints(job)
        .latestPath()
        .orElseThrow(
            () ->
                new CommandFailedException(
                    "Job " + job + " has no checkpoint yet. Wait for the first one."));
  }
}
