package io.esync.jobs.drill;

import io.esync.connectors.spi.store.StoreException;
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

/** {@code drill resync}: runs of {@link ResyncRun}. */
@Command(
    name = "resync",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Damage one of three tables that change all the time, read it again by a command, and see"
          + " whether it equals its source, and how late the others are meanwhile.",
      "Exit code 0 if all tables are equal at the end and no change of the others took 2 s or more"
          + " in any run, 1 if not."
    })
public final class ResyncDrill implements Callable<Integer> {
  private static final int HEALED = 0;
  private static final int NOT_HEALED = 1;
  private static final String COLUMNS = "%-4s %9s %9s %7s %9s %9s  %-34s %s%n";

  @Spec private CommandSpec spec;

  @Option(
      names = "--rows",
      defaultValue = "200000",
      description = "Rows of each table (${DEFAULT-VALUE}).")
  private int rows;

  @Option(
      names = "--rate",
      defaultValue = "1000",
      description = "Changed rows per second, of all tables together (${DEFAULT-VALUE}).")
  private int rate;

  @Option(names = "--runs", defaultValue = "1", description = "How many runs (${DEFAULT-VALUE}).")
  private int runs;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Of all that is random (${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--directory",
      defaultValue = ".esync/drill/resync",
      description = "For pipeline files, logs and checkpoints (${DEFAULT-VALUE}).")
  private Path directory;

  @Override
  public Integer call() throws InterruptedException, StoreException {
    if (rows < 100 || rate < 1 || runs < 1) {
      throw new ParameterException(
          spec.commandLine(), "--rows is at least 100, --rate and --runs at least 1");
    }
    PrintWriter err = spec.commandLine().getErr();
    List<ResyncRun.Result> results = new ArrayList<>();
    try (DrillSite site = DrillSite.open(directory, err::println)) {
      for (int i = 0; i < runs; i++) {
        ResyncOptions options = new ResyncOptions(rows, rate, seed + i);
        results.add(new ResyncRun(site, options, err::println).run());
      }
    }
    print(results, spec.commandLine().getOut());
    return results.stream().allMatch(ResyncRun.Result::passed) ? HEALED : NOT_HEALED;
  }

  private static void print(List<ResyncRun.Result> results, PrintWriter out) {
    out.printf(
        COLUMNS,
        "run",
        "damaged",
        "changes/s",
        "s",
        "p99 ms",
        "most ms",
        "rows that differ at the end",
        "result");
    int number = 0;
    for (ResyncRun.Result result : results) {
      out.printf(
          COLUMNS,
          ++number,
          result.damaged(),
          result.rate(),
          result.took().toSeconds(),
          result.p99().toMillis(),
          result.lag().toMillis(),
          result.different(),
          result.passed() ? "equal, and the others in time" : "NOT HEALED");
    }
    out.flush();
  }
}
