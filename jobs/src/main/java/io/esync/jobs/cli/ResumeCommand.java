package io.esync.jobs.cli;

import io.esync.connectors.spi.store.StoreException;
import io.esync.jobs.control.CommandForm;
import io.esync.operators.control.Command.Action;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code esync resume}. */
@Command(name = "resume", description = "Goes on reading a paused source where it was.")
final class ResumeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private CommandOptions options;

  @Parameters(paramLabel = "SOURCE", description = "Id of the source in the pipeline file.")
  private String source;

  @Override
  public Integer call() throws StoreException {
    options.issue(
        CommandForm.of(Action.RESUME, source, options.by(), options.reason()),
        spec.commandLine().getOut());
    return ExitCode.OK;
  }
}
