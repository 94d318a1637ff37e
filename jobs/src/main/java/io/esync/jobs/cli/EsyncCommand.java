package io.esync.jobs.cli;

import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command {@code esync} with all its sub-commands. */
@Command(
    name = "esync",
    description = "Keeps one central copy of business entities in step with many systems.",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    usageHelpAutoWidth = true,
    subcommands = {
      ValidateCommand.class,
      PlanCommand.class,
      RunCommand.class,
      SubmitCommand.class,
      ReviewCommand.class,
      PauseCommand.class,
      ResumeCommand.class,
      DlqCommand.class,
      ResyncCommand.class,
      ExplainCommand.class,
      SimulateCommand.class,
      ClusterCommand.class,
      DemoCommand.class,
      DescribeCommand.class,
      SchemaCommand.class,
      DocsCommand.class,
      GenerateCompletion.class,
    },
    footer = {"", "Exit codes: 0 done, 1 failed, 2 invalid input."})
public final class EsyncCommand {
  @Option(
      names = "--stacktrace",
      description = "Show where in the program a failure came from.",
      scope = ScopeType.INHERIT)
  private boolean stacktrace;

  /** The command line, ready to execute. */
  public static CommandLine commandLine() {
    EsyncCommand esync = new EsyncCommand();
    return new CommandLine(esync)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(new FailureReport(() -> esync.stacktrace));
  }
}
