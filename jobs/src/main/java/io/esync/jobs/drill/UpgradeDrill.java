package io.esync.jobs.drill;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code drill upgrade}: {@link UpgradeRun}, and a table of what came of it. */
@Command(
    name = "upgrade",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Stop a job with a savepoint, give its pipeline another column, another priority and another"
          + " target, go on, and compare the targets with what the sources say.",
      "Exit code 0 if all is as it must be, 1 if not."
    })
public final class UpgradeDrill implements Callable<Integer> {
  private static final int AS_EXPECTED = 0;
  private static final int DIFFERENT = 1;

  @Spec private CommandSpec spec;

  @Option(
      names = "--customers",
      defaultValue = "20000",
      description = "Customers at the start (${DEFAULT-VALUE}).")
  private int customers;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Of all that is random (${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--directory",
      defaultValue = ".esync/drill/upgrade",
      description = "For pipeline files, logs and savepoints (${DEFAULT-VALUE}).")
  private Path directory;

  @Override
  public Integer call() throws Exception {
    PrintWriter err = spec.commandLine().getErr();
    PrintWriter out = spec.commandLine().getOut();
    List<UpgradeRun.Finding> findings;
    try (DrillSite site = DrillSite.open(directory, err::println)) {
      findings = new UpgradeRun(site, customers, seed, err::println).run();
    }
    String format = "%-45s %8s %10s%n";
    out.printf(format, "what must be in the target", "rows", "different");
    findings.forEach(f -> out.printf(format, f.what(), f.rows(), f.different()));
    out.flush();
    return findings.stream().allMatch(f -> f.different() == 0) ? AS_EXPECTED : DIFFERENT;
  }
}
