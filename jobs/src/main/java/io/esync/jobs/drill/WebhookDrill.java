package io.esync.jobs.drill;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code drill webhook}: runs of {@link WebhookRun}, and whether each event came out. */
@Command(
    name = "webhook",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Send events to a webhook, each again until it is answered 2xx, while the TaskManager is"
          + " killed; then see whether each event that was answered is in the target, those that"
          + " were sent twice changed nothing, and those with a wrong signature are not there.",
      "Exit code 0 if so in all runs, 1 if not."
    })
public final class WebhookDrill implements Callable<Integer> {
  private static final int EXACT = 0;
  private static final int INEXACT = 1;
  private static final String COLUMNS = "%-4s %-12s %8s %6s %7s %8s %6s %7s %9s %5s %8s %4s  %s%n";

  @Spec private CommandSpec spec;

  @Option(
      names = "--events",
      defaultValue = "5000",
      description = "Events of a run (${DEFAULT-VALUE}).")
  private int events;

  @Option(
      names = "--at-once",
      defaultValue = "200",
      description = "Events that wait for their answer at the same time (${DEFAULT-VALUE}).")
  private int atOnce;

  @Option(
      names = "--kills",
      defaultValue = "2",
      description = "SIGKILLs of the TaskManager in a run (${DEFAULT-VALUE}).")
  private int kills;

  @Option(names = "--runs", defaultValue = "1", description = "How many runs (${DEFAULT-VALUE}).")
  private int runs;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Of all that is random (${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--directory",
      defaultValue = ".esync/drill/webhook",
      description = "For pipeline files, logs and checkpoints (${DEFAULT-VALUE}).")
  private Path directory;

  @Override
  public Integer call() throws SQLException {
    if (events < 1 || atOnce < 1 || kills < 0 || runs < 1) {
      throw new ParameterException(
          spec.commandLine(), "--events, --at-once and --runs are at least 1, --kills 0");
    }
    PrintWriter err = spec.commandLine().getErr();
    List<WebhookRun.Result> results = new ArrayList<>();
    try (DrillSite site = DrillSite.open(directory, err::println)) {
      for (int i = 0; i < runs; i++) {
        WebhookOptions options = new WebhookOptions(events, atOnce, kills, seed + i);
        results.add(new WebhookRun(site, options, err::println).run());
      }
    }
    print(results, spec.commandLine().getOut());
    return results.stream().allMatch(WebhookRun.Result::passed) ? EXACT : INEXACT;
  }

  private static void print(List<WebhookRun.Result> results, PrintWriter out) {
    out.printf(
        COLUMNS,
        "run",
        "kills",
        "restored",
        "taken",
        "retries",
        "repeated",
        "forged",
        "missing",
        "different",
        "extra",
        "rejected",
        "s",
        "result");
    int number = 0;
    for (WebhookRun.Result result : results) {
      out.printf(
          COLUMNS,
          ++number,
          result.kills().isEmpty() ? "none" : String.join(" ", result.kills()),
          result.restored(),
          result.taken(),
          result.retries(),
          result.repeated(),
          result.forged(),
          result.missing().size(),
          result.different().size(),
          result.extra().size(),
          result.rejected(),
          result.took().toSeconds(),
          result.passed() ? "each that was answered is there" : "NOT EXACT");
    }
    out.flush();
  }
}
