package io.esync.jobs.cli;

import io.esync.connectors.spi.store.StoreException;
import io.esync.jobs.control.CommandForm;
import io.esync.operators.control.Command.Action;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code esync resync}. */
@Command(
    name = "resync",
    description = {
      "Reads tables of a source again while its changes flow on, and sets right what differs.",
      "All tables of a source, one of them, those of an entity, or the rows of one key. What came"
          + " of it is in the audit."
    })
final class ResyncCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private CommandOptions options;

  @Option(
      names = "--source",
      paramLabel = "SOURCE",
      description = "Id of the source in the pipeline file.")
  private String source;

  @Option(
      names = "--stream",
      paramLabel = "TABLE",
      description = "Table of the source, e.g. public.customers (default: all that entities read).")
  private String stream;

  @Option(
      names = "--entity",
      paramLabel = "ENTITY",
      description = "Entity whose tables are read, of --source or of all its sources.")
  private String entity;

  @Option(
      names = "--key",
      paramLabel = "JSON",
      description = "One key of the entity, e.g. '{\"id\": 1}' (default: all).")
  private String key;

  @Override
  public Integer call() throws StoreException {
    options.issue(
        new CommandForm(
            Action.RESYNC, source, stream, entity, key, null, options.by(), options.reason()),
        spec.commandLine().getOut());
    return ExitCode.OK;
  }
}
