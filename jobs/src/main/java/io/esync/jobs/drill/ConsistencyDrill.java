package io.esync.jobs.drill;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code drill consistency}: many runs of {@link ConsistencyRun}, and a table of what came. */
@Command(
    name = "consistency",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Copy and follow a table into PostgreSQL while several connections change it at random and"
          + " the TaskManager is killed; then compare source and target row by row.",
      "Exit code 0 if all runs came out equal, 1 if one did not."
    })
public final class ConsistencyDrill implements Callable<Integer> {
  private static final int EQUAL = 0;
  private static final int UNEQUAL = 1;
  private static final String COLUMNS = "%-4s %-16s %-14s %8s %8s %9s %9s %8s %6s %10s %9s %6s  %s";

  @Spec private CommandSpec spec;

  @Option(
      names = "--source",
      defaultValue = "postgres",
      description = "What is read: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
  private SourceKind source;

  @Option(
      names = "--rows",
      defaultValue = "200000",
      description = "Rows of the table (${DEFAULT-VALUE}).")
  private int rows;

  @Option(
      names = "--writers",
      defaultValue = "4",
      description = "Connections that change it (${DEFAULT-VALUE}).")
  private int writers;

  @Option(
      names = "--rate",
      defaultValue = "2000",
      description = "Rows they change per second, all together (${DEFAULT-VALUE}).")
  private int rate;

  @Option(
      names = "--seconds",
      defaultValue = "5",
      description = "How long they go on after the copy (${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--runs",
      defaultValue = "5",
      description = "Runs of each strategy and number of kills (${DEFAULT-VALUE}).")
  private int runs;

  @Option(
      names = "--kills",
      defaultValue = "0,2",
      split = ",",
      description =
          "SIGKILLs of the TaskManager in a run: the first during the copy, others afterwards. Several"
              + " numbers make a series of runs each (${DEFAULT-VALUE}).")
  private List<Integer> kills;

  @Option(
      names = "--strategy",
      defaultValue = "both",
      description = "replicate, last-write-wins or both (${DEFAULT-VALUE}).")
  private String strategy;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Of all that is random (${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--directory",
      defaultValue = ".esync/drill/consistency",
      description = "For pipeline files, logs and checkpoints (${DEFAULT-VALUE}).")
  private Path directory;

  @Override
  public Integer call() throws Exception {
    PrintWriter err = spec.commandLine().getErr();
    List<ConsistencyOptions> plan = plan();
    List<ConsistencyRun.Result> results = new ArrayList<>();
    try (DrillSite site = DrillSite.open(directory, err::println)) {
      for (ConsistencyOptions options : plan) {
        int number = results.size() + 1;
        results.add(new ConsistencyRun(site, options, number, err::println).run());
        err.println("run " + number + " of " + plan.size() + " has ended");
        err.flush();
      }
    }
    print(results, spec.commandLine().getOut());
    return results.stream().allMatch(ConsistencyRun.Result::passed) ? EQUAL : UNEQUAL;
  }

  private List<ConsistencyOptions> plan() {
    List<ConsistencyOptions> plan = new ArrayList<>();
    for (Strategy each : Strategy.values()) {
      if (!strategy.equals("both") && !strategy.equals(each.toString())) {
        continue;
      }
      for (int killed : kills) {
        for (int run = 0; run < runs; run++) {
          plan.add(
              new ConsistencyOptions(
                  source, each, rows, writers, rate, seconds, killed, seed + plan.size()));
        }
      }
    }
    if (plan.isEmpty()) {
      throw new picocli.CommandLine.ParameterException(
          spec.commandLine(), "--strategy must be replicate, last-write-wins or both");
    }
    return plan;
  }

  private static void print(List<ConsistencyRun.Result> results, PrintWriter out) {
    out.println(
        COLUMNS.formatted(
            "run",
            "strategy",
            "kills",
            "restored",
            "changes",
            "source",
            "target",
            "missing",
            "extra",
            "different",
            "rejected",
            "s",
            "result"));
    int number = 0;
    for (ConsistencyRun.Result result : results) {
      out.println(line(++number, result));
      result.comparison().examples().forEach(example -> out.println("       " + example));
    }
    out.flush();
  }

  private static String line(int number, ConsistencyRun.Result result) {
    TableComparison rows = result.comparison();
    return String.format(
        Locale.ROOT,
        COLUMNS,
        number,
        result.options().strategy(),
        result.kills().isEmpty() ? "none" : String.join(" ", result.kills()),
        result.restored(),
        result.changes(),
        rows.sourceRows(),
        rows.targetRows(),
        rows.missing(),
        rows.extra(),
        rows.different(),
        result.rejected(),
        result.took().toSeconds(),
        result.passed()
            ? "equal " + rows.sourceHash()
            : "NOT EQUAL " + rows.sourceHash() + " " + rows.targetHash());
  }
}
