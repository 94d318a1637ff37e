package io.esync.jobs.drill;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code drill kafka}: runs of {@link KafkaRun}, and whether each message came out once. */
@Command(
    name = "kafka",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Carry messages from one topic of Kafka to another, through an entity, while the TaskManager"
          + " is killed and the job is stopped and rescaled; then see whether a reader of committed"
          + " messages finds each once and in the order of its key.",
      "Exit code 0 if so in all runs, 1 if not."
    })
public final class KafkaDrill implements Callable<Integer> {
  private static final int EXACT = 0;
  private static final int INEXACT = 1;
  private static final String COLUMNS = "%-4s %-16s %-12s %8s %9s %9s %9s %12s %8s %6s  %s%n";

  @Spec private CommandSpec spec;

  @Option(
      names = "--messages",
      defaultValue = "200000",
      description = "Messages of a run (${DEFAULT-VALUE}).")
  private int messages;

  @Option(
      names = "--keys",
      defaultValue = "5000",
      description = "Keys that they have (${DEFAULT-VALUE}).")
  private int keys;

  @Option(
      names = "--rate",
      defaultValue = "5000",
      description = "Messages written per second (${DEFAULT-VALUE}).")
  private int rate;

  @Option(
      names = "--kills",
      defaultValue = "2",
      description =
          "SIGKILLs of the TaskManager in a run (${DEFAULT-VALUE}). Behind the first the job is"
              + " stopped with a savepoint and goes on with another parallelism.")
  private int kills;

  @Option(
      names = "--runs",
      defaultValue = "1",
      description = "Runs of each merge strategy (${DEFAULT-VALUE}).")
  private int runs;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Of all that is random (${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--directory",
      defaultValue = ".esync/drill/kafka",
      description = "For pipeline files, logs and checkpoints (${DEFAULT-VALUE}).")
  private Path directory;

  @Override
  public Integer call() {
    if (messages < 1 || keys < 1 || rate < 1 || kills < 0 || runs < 1) {
      throw new ParameterException(
          spec.commandLine(), "--messages, --keys, --rate and --runs are at least 1, --kills 0");
    }
    PrintWriter err = spec.commandLine().getErr();
    List<KafkaRun.Result> results = new ArrayList<>();
    try (DrillSite site = DrillSite.open(directory, err::println)) {
      for (Strategy strategy : Strategy.values()) {
        for (int i = 0; i < runs; i++) {
          KafkaOptions options = new KafkaOptions(strategy, messages, keys, rate, kills, seed + i);
          results.add(new KafkaRun(site, options, err::println).run());
        }
      }
    }
    print(results, spec.commandLine().getOut());
    return results.stream().allMatch(KafkaRun.Result::passed) ? EXACT : INEXACT;
  }

  private static void print(List<KafkaRun.Result> results, PrintWriter out) {
    out.printf(
        COLUMNS,
        "run",
        "strategy",
        "kills",
        "restored",
        "written",
        "read",
        "different",
        "out of order",
        "rejected",
        "s",
        "result");
    int number = 0;
    for (KafkaRun.Result result : results) {
      out.printf(
          COLUMNS,
          ++number,
          result.options().strategy(),
          result.kills().isEmpty() ? "none" : String.join(" ", result.kills()),
          result.restored(),
          result.options().messages(),
          result.output().seen(),
          result.output().distinct(),
          result.output().outOfOrder(),
          result.rejected(),
          result.took().toSeconds(),
          result.passed() ? "each once, in order" : "NOT EXACT");
    }
    out.flush();
  }
}
