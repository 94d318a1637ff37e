package io.esync.jobs.cli;

import io.esync.jobs.cluster.ClusterDirectory;
import io.esync.jobs.cluster.ClusterOptions;
import io.esync.jobs.cluster.ClusterStatus;
import io.esync.jobs.cluster.FlinkJob;
import io.esync.jobs.cluster.FlinkRest;
import io.esync.jobs.cluster.Installation;
import io.esync.jobs.cluster.LocalFlinkCluster;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** Starts and stops a Flink cluster on this machine. */
@Command(
    name = "cluster",
    description = {
      "Starts, stops and shows a Flink cluster on this machine.",
      "Flink is the one under FLINK_HOME if that is set, otherwise one assembled from Maven artifacts."
    },
    synopsisSubcommandLabel = "(start | stop | status)")
final class ClusterCommand {
  @Spec private CommandSpec spec;

  @Option(
      names = "--dir",
      paramLabel = "FOLDER",
      scope = ScopeType.INHERIT,
      description = {
        "Its configuration, logs and checkpoints (default: .esync/cluster).",
        "For submit and scripts/flink to find another one, set FLINK_CONF_DIR to its conf."
      })
  private Path folder;

  @Command(description = "Starts the cluster and returns when it is ready for jobs.")
  int start(
      @Option(
              names = "--port",
              paramLabel = "PORT",
              description = "Port of the Web UI (default: 8081); 0 takes a free one.")
          Integer port,
      @Option(
              names = "--taskmanagers",
              paramLabel = "N",
              defaultValue = "1",
              description = "Number of TaskManagers (default: ${DEFAULT-VALUE}).")
          int taskManagers,
      @Option(
              names = "-D",
              paramLabel = "KEY=VALUE",
              description = "A Flink option in place of the one in config.yaml.")
          Map<String, String> configuration) {
    ClusterOptions options =
        new ClusterOptions(
            port == null ? OptionalInt.empty() : OptionalInt.of(port),
            taskManagers,
            configuration == null ? Map.of() : configuration);
    cluster().start(options);
    return ExitCode.OK;
  }

  @Command(description = "Stops the cluster. Jobs end with it; their last checkpoints stay.")
  int stop() {
    LocalFlinkCluster cluster = cluster();
    ClusterStatus status = cluster.status();
    if (status.isStopped()) {
      out().println("No cluster runs in " + cluster.directory().root() + ".");
      return ExitCode.OK;
    }
    status.overview().ifPresent(overview -> sayWhatEnds(cluster.rest()));
    cluster.stop();
    out().println("The cluster is stopped.");
    return ExitCode.OK;
  }

  private void sayWhatEnds(FlinkRest rest) {
    for (FlinkJob job : rest.jobs()) {
      if (!job.isTerminal()) {
        out().println("Job " + job.name() + " (" + job.id() + ") ends with the cluster.");
        rest.checkpoints(job.id())
            .latestPath()
            .ifPresent(
                path ->
                    out().println("  To continue it: esync submit FILE --from-savepoint " + path));
      }
    }
  }

  @Command(
      description = "Shows the cluster and its jobs. Exit code 1 when it is not ready for jobs.")
  int status() {
    LocalFlinkCluster cluster = cluster();
    ClusterStatus status = cluster.status();
    if (status.isStopped()) {
      out().println("No cluster runs in " + cluster.directory().root() + ".");
      return ExitCode.SOFTWARE;
    }
    status.webUi().ifPresent(uri -> line("Web UI", uri));
    line("JobManager", status.jobManagerPid().map(pid -> "pid " + pid).orElse("not running"));
    line("TaskManagers", status.taskManagerPids().isEmpty() ? "none" : status.taskManagerPids());
    line("Logs", cluster.directory().logs());
    status
        .overview()
        .ifPresentOrElse(
            overview -> {
              line("Flink", overview.version());
              line("Slots", overview.slotsTotal() + ", " + overview.slotsFree() + " free");
              cluster.rest().jobs().forEach(job -> line("Job", job.id() + "  " + describe(job)));
            },
            () -> out().println("Its REST API does not answer; see the logs."));
    return status.isReady() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private static String describe(FlinkJob job) {
    return String.format("%-10s %s, since %s", job.state(), job.name(), job.started());
  }

  private void line(String name, Object value) {
    out().printf("%-13s %s%n", name, value);
  }

  private LocalFlinkCluster cluster() {
    Installation installation = Installation.find();
    ClusterDirectory directory =
        new ClusterDirectory(folder == null ? installation.clusterDirectory() : folder);
    return new LocalFlinkCluster(
        installation.flink(System.getenv()), directory, line -> out().println(line));
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
