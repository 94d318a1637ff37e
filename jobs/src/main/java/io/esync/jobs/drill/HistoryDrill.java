package io.esync.jobs.drill;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code drill history}: many runs of {@link HistoryRun}, and whether all came out the same. */
@Command(
    name = "history",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Put one history of changes through a pipeline in many interleavings, with several"
          + " parallelisms and a kill -9 in each, and compare the final tables.",
      "Exit code 0 if all are the same, 1 if not."
    })
public final class HistoryDrill implements Callable<Integer> {
  private static final int SAME = 0;
  private static final int DIFFERENT = 1;
  private static final int EXAMPLES = 5;
  private static final String COLUMNS = "%-4s %11s %8s %8s %8s %8s %6s  %-16s  %s%n";

  @Spec private CommandSpec spec;

  @Option(
      names = "--file",
      description =
          "History as JSON lines, see docs/guide/drills.md. Without it a random one is made.")
  private Path file;

  @Option(
      names = "--interleavings",
      defaultValue = "20",
      description = "Runs of each parallelism (${DEFAULT-VALUE}).")
  private int interleavings;

  @Option(
      names = "--parallelism",
      defaultValue = "1,2,4",
      split = ",",
      description = "Of the pipeline (${DEFAULT-VALUE}).")
  private List<Integer> parallelism;

  @Option(
      names = "--keys",
      defaultValue = "200",
      description = "Keys of a random history (${DEFAULT-VALUE}).")
  private int keys;

  @Option(
      names = "--changes",
      defaultValue = "3000",
      description = "Changes of a random history (${DEFAULT-VALUE}).")
  private int changes;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Of all that is random (${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--directory",
      defaultValue = ".esync/drill/history",
      description = "For the history, pipeline files, logs and results (${DEFAULT-VALUE}).")
  private Path directory;

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    if (interleavings < 1 || keys < 1 || changes < 1 || parallelism.stream().anyMatch(p -> p < 1)) {
      throw new ParameterException(
          spec.commandLine(),
          "--interleavings, --parallelism, --keys and --changes are at least 1");
    }
    HistoryFile history = history();
    int slots = parallelism.stream().mapToInt(Integer::intValue).max().orElse(1);
    List<HistoryRun.Result> results = new ArrayList<>();
    try (DrillSite site = DrillSite.open(directory, slots, err::println)) {
      for (int each : parallelism) {
        for (int i = 0; i < interleavings; i++) {
          int number = results.size() + 1;
          results.add(new HistoryRun(site, history, number, each, seed, err::println).run());
          err.println("run " + number + " of " + interleavings * parallelism.size() + " has ended");
          err.flush();
        }
      }
    }
    return print(results, spec.commandLine().getOut()) ? SAME : DIFFERENT;
  }

  private HistoryFile history() {
    try {
      return HistoryFile.read(
          file == null ? RandomHistory.write(directory, keys, changes, seed) : file);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private static boolean print(List<HistoryRun.Result> results, PrintWriter out) {
    out.printf(
        COLUMNS,
        "run",
        "parallelism",
        "hot keys",
        "restored",
        "rows",
        "rejected",
        "s",
        "table",
        "arrival");
    SortedMap<String, String> expected = results.get(0).table();
    boolean same = true;
    int number = 0;
    for (HistoryRun.Result result : results) {
      boolean equal = result.table().equals(expected);
      same &= equal;
      out.printf(
          COLUMNS,
          ++number,
          result.parallelism(),
          result.hotKeys() ? "joined" : "-",
          result.restored(),
          result.table().size(),
          result.rejected(),
          result.took().toSeconds(),
          (equal ? "same " : "DIFFERENT ") + Integer.toHexString(result.table().hashCode()),
          result.order());
      differences(expected, result.table()).forEach(line -> out.println("     " + line));
    }
    out.flush();
    return same;
  }

  private static List<String> differences(
      SortedMap<String, String> expected, SortedMap<String, String> actual) {
    List<String> differences = new ArrayList<>();
    for (Map.Entry<String, String> row : expected.entrySet()) {
      String other = actual.get(row.getKey());
      if (!row.getValue().equals(other)) {
        differences.add(row.getValue() + " is here " + (other == null ? "missing" : other));
      }
    }
    for (String key : actual.keySet()) {
      if (!expected.containsKey(key)) {
        differences.add(key + " is in no other table");
      }
    }
    return differences.subList(0, Math.min(EXAMPLES, differences.size()));
  }
}
