package io.esync.jobs.cli;

import io.esync.jobs.compile.Preflight;
import io.esync.jobs.compile.UnmetPrerequisitesException;
import io.esync.jobs.spec.ConnectorCatalog;
import io.esync.jobs.spec.PipelineLoader;
import io.esync.jobs.spec.PipelineSpec;
import io.esync.jobs.spec.bind.References;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code esync run FILE…}: everything in one process. */
@Command(
    name = "run",
    description = {
      "Run pipelines in this process, with the Flink Web UI.",
      "Ends when all of them have ended, or with Ctrl-C. To keep a pipeline running, submit it"
          + " to a cluster."
    })
final class RunCommand implements Callable<Integer> {
  private static final int OK = 0;
  private static final int FAILED = 1;

  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Pipeline files, YAML or JSON.")
  private List<Path> files;

  @Option(
      names = {"-p", "--parallelism"},
      defaultValue = "1",
      description = "Parallel instances of each operator (default: ${DEFAULT-VALUE}).")
  private int parallelism;

  @Option(
      names = "--ports",
      defaultValue = "8081-8180",
      description = "Where the Web UI may listen (default: ${DEFAULT-VALUE}).")
  private String ports;

  @Option(
      names = "--directory",
      defaultValue = ".esync/run",
      description = "Folder for checkpoints (default: ${DEFAULT-VALUE}).")
  private Path directory;

  @Override
  public Integer call() throws Exception {
    ConnectorCatalog catalog = ConnectorCatalog.discover();
    List<PipelineSpec> pipelines = load(catalog);
    List<Preflight.Finding> findings =
        pipelines.stream().flatMap(p -> Preflight.check(p, catalog).stream()).toList();
    if (!findings.isEmpty()) {
      throw new UnmetPrerequisitesException(findings);
    }
    return run(pipelines, catalog);
  }

  private List<PipelineSpec> load(ConnectorCatalog catalog) {
    PipelineLoader loader = new PipelineLoader(catalog);
    References references = References.of(System.getenv());
    return files.stream().map(file -> loader.load(file, references)).toList();
  }

  private int run(List<PipelineSpec> pipelines, ConnectorCatalog catalog) throws Exception {
    int slots =
        pipelines.stream()
            .mapToInt(p -> p.parallelism() == null ? parallelism : p.parallelism())
            .sum();
    try (PipelineRunner runner = PipelineRunner.start(ports, slots, directory)) {
      runner.submit(pipelines, catalog, parallelism);
      for (PipelineSpec pipeline : pipelines) {
        spec.commandLine().getOut().println(pipeline.id() + " is running, see " + runner.webUi());
      }
      spec.commandLine().getOut().flush();
      Map<String, Throwable> failures = runner.await();
      for (PipelineSpec pipeline : pipelines) {
        Throwable failure = failures.get(pipeline.id());
        if (failure == null) {
          spec.commandLine().getOut().println(pipeline.id() + " has ended");
        } else {
          spec.commandLine().getErr().println(pipeline.id() + " failed: " + failure.getMessage());
        }
      }
      return failures.isEmpty() ? OK : FAILED;
    }
  }
}
