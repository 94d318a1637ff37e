package io.esync.jobs.drill;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program {@code scripts/drill}. */
@Command(
    name = "drill",
    mixinStandardHelpOptions = true,
    subcommands = {
      ConsistencyDrill.class,
      HistoryDrill.class,
      KafkaDrill.class,
      LakeDrill.class,
      UpgradeDrill.class,
      WebhookDrill.class,
      ResyncDrill.class
    },
    description = "Put ESync through failures, on real databases and a real Flink cluster.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:all came out well", "1:it did not", "2:invalid input"})
public final class Drill {
  private Drill() {}

  /** Runs one drill and exits with its code. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /** The drills as a command line. */
  public static CommandLine commandLine() {
    CommandLine commands = new CommandLine(new Drill());
    commands.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          command.getErr().println(failure.getMessage());
          failure.printStackTrace(command.getErr());
          return 1;
        });
    return commands;
  }
}
