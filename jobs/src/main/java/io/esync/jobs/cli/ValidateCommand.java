package io.esync.jobs.cli;

import io.esync.jobs.spec.ConnectorCatalog;
import io.esync.jobs.spec.PipelineLoader;
import io.esync.jobs.spec.tree.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reports all problems of pipeline files. */
@Command(
    name = "validate",
    description = "Reports all problems of pipeline files. Connects to nothing, needs no secrets.")
final class ValidateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Pipeline files, YAML or JSON.")
  private List<Path> files;

  @Override
  public Integer call() {
    PipelineLoader loader = new PipelineLoader(ConnectorCatalog.discover());
    List<Problem> problems = new ArrayList<>();
    for (Path file : files) {
      List<Problem> found = loader.validate(file);
      if (found.isEmpty()) {
        spec.commandLine().getOut().println(file + ": valid");
      }
      problems.addAll(found);
    }
    if (problems.isEmpty()) {
      return ExitCode.OK;
    }
    FailureReport.print(problems, spec.commandLine().getErr());
    return ExitCode.USAGE;
  }
}
