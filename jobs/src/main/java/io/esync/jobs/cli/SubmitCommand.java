package io.esync.jobs.cli;

import io.esync.jobs.cluster.Installation;
import io.esync.jobs.cluster.Plugins;
import io.esync.jobs.cluster.RunningCluster;
import io.esync.jobs.spec.ConnectorCatalog;
import io.esync.jobs.spec.PipelineLoader;
import io.esync.jobs.spec.bind.References;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Hands a pipeline to a Flink cluster: {@code flink run -d} of the job jar. */
@Command(
    name = "submit",
    description = {
      "Starts a pipeline on a Flink cluster and returns.",
      "The cluster is the one of FLINK_CONF_DIR, or the local one (esync cluster start), or the one of FLINK_HOME."
    })
final class SubmitCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The pipeline file.")
  private Path file;

  @Option(
      names = {"-s", "--from-savepoint"},
      paramLabel = "PATH",
      description = "Continue from this savepoint or retained checkpoint.")
  private String savepoint;

  @Option(
      names = {"-n", "--allow-non-restored-state"},
      description = "Start although the savepoint holds state that the pipeline has no place for.")
  private boolean allowNonRestoredState;

  @Option(
      names = {"-p", "--parallelism"},
      paramLabel = "N",
      description = "Parallel tasks per operator (default: parallelism.default of the cluster).")
  private Integer parallelism;

  @Override
  public void run() {
    PipelineLoader loader = new PipelineLoader(ConnectorCatalog.discover());
    loader.load(file, References.of(System.getenv()));

    Installation installation = Installation.find();
    RunningCluster cluster = RunningCluster.find(installation, System.getenv());
    String pipeline = file.toAbsolutePath().toString();
    String job =
        cluster
            .cli()
            .submit(flinkOptions(), installation.jobJar(), List.of("--pipeline", pipeline));
    PrintWriter out = spec.commandLine().getOut();
    out.println("Job     " + job);
    out.println("Web UI  " + cluster.rest().webUi(job));
  }

  private List<String> flinkOptions() {
    List<String> options = new ArrayList<>(Plugins.of(System.getenv()).flinkOptions());
    if (savepoint != null) {
      options.addAll(List.of("-s", savepoint));
    }
    if (allowNonRestoredState) {
      options.add("-n");
    }
    if (parallelism != null) {
      options.addAll(List.of("-p", parallelism.toString()));
    }
    return options;
  }
}
