package io.esync.jobs.cli;

import io.esync.connectors.spi.store.StoreException;
import io.esync.jobs.cluster.ClusterException;
import io.esync.jobs.compile.UnmetPrerequisitesException;
import io.esync.jobs.spec.InvalidPipelineException;
import io.esync.jobs.spec.tree.Problem;
import io.esync.jobs.state.UnreadableStateException;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Prints why a command failed, as messages for people; a stack trace only where asked for. */
final class FailureReport implements IExecutionExceptionHandler {
  private final BooleanSupplier stacktrace;

  FailureReport(BooleanSupplier stacktrace) {
    this.stacktrace = stacktrace;
  }

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine command, ParseResult arguments) {
    PrintWriter err = command.getErr();
    if (stacktrace.getAsBoolean()) {
      failure.printStackTrace(err);
    }
    if (failure instanceof InvalidPipelineException invalid) {
      print(invalid.problems(), err);
      return ExitCode.USAGE;
    }
    if (failure instanceof IllegalArgumentException) {
      // what only a connector sees when it is built, e.g. two entities that share a path
      err.println("esync: " + failure.getMessage());
      return ExitCode.USAGE;
    }
    if (failure instanceof CommandFailedException
        || failure instanceof StoreException
        || failure instanceof ClusterException
        || failure instanceof UnreadableStateException
        || failure instanceof UnmetPrerequisitesException) {
      err.println("esync: " + failure.getMessage());
      return ExitCode.SOFTWARE;
    }
    err.println("esync: unexpected failure: " + failure);
    err.println(
        "This should not happen. Run it again with --stacktrace and report what it prints.");
    return ExitCode.SOFTWARE;
  }

  /** Prints problems one to the line, and how many there are. */
  static void print(List<Problem> problems, PrintWriter err) {
    problems.forEach(err::println);
    err.println(problems.size() == 1 ? "1 problem" : problems.size() + " problems");
  }
}
