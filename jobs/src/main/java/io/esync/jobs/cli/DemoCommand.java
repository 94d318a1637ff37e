package io.esync.jobs.cli;

import io.esync.jobs.demo.Demo;
import io.esync.jobs.demo.DemoFailedException;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code esync demo}: the whole thing on real servers, on this machine. */
@Command(
    name = "demo",
    description = {
      "Shows ESync at work on this machine: starts PostgreSQL, MySQL, Kafka, S3 and Flink, runs"
          + " pipelines/customer-360.yaml, changes the sources while it runs, and compares the"
          + " result with an independent computation.",
      "Nothing has to be installed for it. All it writes lies in .esync/demo and is deleted at the"
          + " end."
    })
final class DemoCommand implements Callable<Integer> {
  /** Set by scripts/esync: whether standard output is a terminal. */
  private static final String TERMINAL = "esync.terminal";

  private static final long LEAST = 1000;

  @Spec private CommandSpec spec;

  @Option(
      names = "--customers",
      paramLabel = "N",
      defaultValue = "100000",
      description = "How many customers there are (default: ${DEFAULT-VALUE}).")
  private long customers;

  @Option(names = "--once", description = "End after the comparison instead of staying up.")
  private boolean once;

  @Override
  public Integer call() throws InterruptedException {
    if (customers < LEAST) {
      throw new ParameterException(
          spec.commandLine(), "--customers must be at least " + LEAST + ", not " + customers);
    }
    boolean terminal = Boolean.getBoolean(TERMINAL);
    try {
      new Demo(spec.commandLine().getOut(), terminal, customers, once).run();
      return ExitCode.OK;
    } catch (DemoFailedException | SQLException e) {
      throw new CommandFailedException(
          "The demo failed. " + e.getMessage() + "\nIts logs are in .esync/demo.", e);
    }
  }
}
