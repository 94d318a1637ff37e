package io.esync.jobs.drill;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code drill lake}: runs of each {@link LakeCase}, and a table of what came. */
@Command(
    name = "lake",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Write to and read from files on S3 while the source changes, the TaskManager is killed and a"
          + " reader looks all the time; then compare row by row.",
      "Exit code 0 if all runs came out equal and no reader saw a half file, 1 if not."
    })
public final class LakeDrill implements Callable<Integer> {
  private static final List<LakeCase> CASES = List.of(new ParquetLake(), new IcebergLake());
  private static final String COLUMNS = "%-4s %-10s %-14s %8s %8s %8s %8s %6s %7s %8s %6s  %s";

  @Spec private CommandSpec spec;

  @Option(
      names = "--case",
      split = ",",
      description =
          "Which cases: parquet is PostgreSQL to Parquet on S3, iceberg is lines on S3 to an Iceberg"
              + " table. All if left out.")
  private List<String> cases;

  @Option(
      names = "--rows",
      defaultValue = "200000",
      description = "Rows of the source (${DEFAULT-VALUE}).")
  private int rows;

  @Option(
      names = "--rate",
      defaultValue = "2000",
      description = "Rows changed per second (${DEFAULT-VALUE}).")
  private int rate;

  @Option(
      names = "--seconds",
      defaultValue = "5",
      description = "How long changes go on after the copy (${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--kills",
      defaultValue = "2",
      description = "SIGKILLs of the TaskManager in a run (${DEFAULT-VALUE}).")
  private int kills;

  @Option(
      names = "--runs",
      defaultValue = "3",
      description = "Runs of each case (${DEFAULT-VALUE}).")
  private int runs;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Of all that is random (${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--directory",
      defaultValue = ".esync/drill/lake",
      description = "For pipeline files, logs and the bucket (${DEFAULT-VALUE}).")
  private Path directory;

  @Override
  public Integer call() throws Exception {
    PrintWriter err = spec.commandLine().getErr();
    PrintWriter out = spec.commandLine().getOut();
    boolean passed = true;
    List<String> lines = new ArrayList<>();
    try (DrillSite site = DrillSite.open(directory, err::println)) {
      for (LakeCase each : chosen()) {
        for (int run = 1; run <= runs; run++) {
          LakeOptions options = new LakeOptions(rows, rate, seconds, kills, seed + run);
          LakeCase.Result result = each.run(site, options, run, err::println);
          passed &= result.passed();
          lines.add(line(run, each, result));
          result.flaws().forEach(flaw -> lines.add("       " + flaw));
          result.comparison().examples().forEach(example -> lines.add("       " + example));
        }
      }
    }
    out.println(
        COLUMNS.formatted(
            "run",
            "case",
            "kills",
            "restored",
            "changes",
            "source",
            "target",
            "looks",
            "files",
            "rejected",
            "s",
            "result"));
    lines.forEach(out::println);
    out.flush();
    return passed ? 0 : 1;
  }

  private List<LakeCase> chosen() {
    if (cases == null) {
      return CASES;
    }
    List<LakeCase> chosen = CASES.stream().filter(each -> cases.contains(each.name())).toList();
    if (chosen.size() < cases.size()) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          "--case: there are " + CASES.stream().map(LakeCase::name).toList() + ", not " + cases);
    }
    return chosen;
  }

  private static String line(int run, LakeCase which, LakeCase.Result result) {
    TableComparison table = result.comparison();
    return String.format(
        Locale.ROOT,
        COLUMNS,
        run,
        which.name(),
        result.kills().isEmpty() ? "none" : String.join(" ", result.kills()),
        result.restored(),
        result.changes(),
        table.sourceRows(),
        table.targetRows(),
        result.looks(),
        result.files(),
        result.rejected(),
        result.seconds(),
        result.passed() ? "equal " + table.sourceHash() : "NOT EQUAL");
  }
}
