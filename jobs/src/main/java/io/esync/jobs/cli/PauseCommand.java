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

/** {@code esync pause}. */
@Command(
    name = "pause",
    description = {
      "Stops reading a source until it is resumed; all others go on.",
      "The job closes its connections to the source and keeps where it was, over restarts and"
          + " savepoints too. A database keeps its log for it meanwhile."
    })
final class PauseCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private CommandOptions options;

  @Parameters(paramLabel = "SOURCE", description = "Id of the source in the pipeline file.")
  private String source;

  @Override
  public Integer call() throws StoreException {
    options.issue(
        CommandForm.of(Action.PAUSE, source, options.by(), options.reason()),
        spec.commandLine().getOut());
    return ExitCode.OK;
  }
}
