package io.esync.benchmarks;

import io.esync.benchmarks.cases.Cases;
import io.esync.benchmarks.measure.Machine;
import io.esync.benchmarks.report.CaseResult;
import io.esync.benchmarks.report.DocsPage;
import io.esync.benchmarks.report.ResultFiles;
import io.esync.benchmarks.report.ResultTable;
import io.esync.jobs.cluster.ClusterException;
import io.esync.jobs.cluster.Installation;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code scripts/bench}. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measure ESync beside what people would use instead: real servers, each contestant in turn in a"
          + " fresh local Flink cluster, contents compared after every run.",
      "A run of all cases writes the results into docs/benchmarks.md. The results of each case are"
          + " kept, so that an interrupted run goes on with --resume."
    },
    footer = {
      "",
      "Exit codes: 0 done, 1 ESync came to other contents than its source or not to an end (that an"
          + " alternative did is shown in the table), 2 invalid options."
    })
public final class Bench implements Callable<Integer> {
  private static final int DONE = 0;
  private static final int FAILED = 1;
  private static final long ROWS = 1_000_000;
  private static final long QUICK_ROWS = 100_000;
  private static final int ROUNDS = 3;
  private static final int QUICK_ROUNDS = 1;
  private static final List<String> QUICK = List.of("S1", "S1c", "S2", "S3", "S4", "S5");

  @Spec private CommandSpec spec;

  @Option(
      names = "--case",
      split = ",",
      paramLabel = "S1,S3",
      description = "The cases to run; by default all.")
  private List<String> ids = List.of();

  @Option(
      names = "--rows",
      description =
          "Rows of a table (1,000,000; 100,000 with --quick); a fifth of them are updated in S3 and"
              + " S4.")
  private Long rows;

  @Option(
      names = "--rounds",
      description = "How often each contestant runs, in turn (3; 1 with --quick).")
  private Integer rounds;

  @Option(
      names = "--rate",
      defaultValue = "5000",
      description = "Changes per second in S7 and S9 (${DEFAULT-VALUE}).")
  private int rate;

  @Option(
      names = "--seconds",
      defaultValue = "60",
      description = "How long they come (${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--only",
      defaultValue = "",
      description =
          "Only contestants whose name contains this, such as ESync. The case's kept result has"
              + " these alone then, and docs/benchmarks.md is left as it is.")
  private String only;

  @Option(
      names = "-D",
      paramLabel = "KEY=VALUE",
      description =
          "A setting of Flink for the clusters of all contestants, beside flink-conf/config.yaml."
              + " Needs an --out of its own, so that docs/benchmarks.md never has such results.")
  private Map<String, String> flink = Map.of();

  @Option(names = "--quick", description = "S1 to S5, small: some minutes on two cores.")
  private boolean quick;

  @Option(
      names = "--out",
      description = "Folder of the results, a JSON file and a plot for each case (.esync/bench).")
  private Path out;

  @Option(
      names = "--docs",
      description =
          "Write docs/benchmarks.md from the results in --out, and run nothing unless cases are"
              + " named.")
  private boolean docs;

  @Option(
      names = "--resume",
      description =
          "Leave out cases whose kept result is complete, and of the same sizes and configurations.")
  private boolean resume;

  @Option(
      names = "--micro",
      arity = "0..1",
      fallbackValue = "",
      paramLabel = "FILTER",
      description =
          "Run the microbenchmarks (JMH) whose name matches, with allocation for each operation.")
  private String micro;

  @Option(
      names = "--profile",
      paramLabel = "CASE",
      description =
          "Run one round of ESync in this case under async-profiler and leave flame graphs of the"
              + " TaskManager in --out/profile.")
  private String profile;

  public static void main(String[] arguments) {
    CommandLine command = new CommandLine(new Bench());
    command.setExecutionExceptionHandler(
        (failure, line, parsed) -> {
          if (!(failure instanceof ClusterException)) {
            throw failure;
          }
          line.getErr().println(failure.getMessage());
          return FAILED;
        });
    System.exit(command.execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    Installation installation = Installation.find();
    ResultFiles files =
        new ResultFiles(out == null ? installation.home().resolve(".esync/bench") : out);
    if (micro != null) {
      Micro.run(micro, files.folder());
      return DONE;
    }
    requireOwnFolder();
    Sizes sizes = sizes();
    if (profile != null) {
      return profile(sizes, installation, files);
    }
    boolean passed = true;
    if (!docs || !ids.isEmpty()) {
      List<BenchmarkCase> open = new ArrayList<>();
      for (BenchmarkCase each : chosen(sizes)) {
        Optional<CaseResult> kept = resume ? complete(each, sizes, files) : Optional.empty();
        if (kept.isPresent()) {
          passed &= kept.get().passed();
        } else {
          open.add(each);
        }
      }
      for (CaseResult result : run(open, sizes, installation, files)) {
        passed &= result.passed();
      }
    }
    if (docs || (ids.isEmpty() && !quick && only.isEmpty() && flink.isEmpty())) {
      writeDocs(installation, files, sizes);
    }
    return passed ? DONE : FAILED;
  }

  private void requireOwnFolder() {
    if (!flink.isEmpty() && (out == null || docs)) {
      throw new ParameterException(
          spec.commandLine(),
          "-D: name a folder for such results with --out, and leave --docs out: results of other"
              + " settings have no place among those of docs/benchmarks.md");
    }
  }

  /** The cases that were asked for and have a contestant that was. */
  private List<BenchmarkCase> chosen(Sizes sizes) {
    List<BenchmarkCase> chosen =
        (!ids.isEmpty() ? ids : quick ? QUICK : ids(sizes))
            .stream()
                .map(id -> named(id, sizes))
                .filter(each -> each.contestants().stream().anyMatch(c -> c.name().contains(only)))
                .toList();
    if (chosen.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "--only: no contestant has '" + only + "' in its name");
    }
    return chosen;
  }

  private void writeDocs(Installation installation, ResultFiles files, Sizes sizes)
      throws IOException {
    List<CaseResult> results = files.read(ids(sizes));
    if (results.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "There are no results in " + files.folder() + ": run cases first.");
    }
    DocsPage.write(installation.home().resolve("docs"), results);
  }

  private Sizes sizes() {
    try {
      if (rounds != null && rounds < 1) {
        throw new IllegalArgumentException("--rounds is at least 1");
      }
      return Sizes.of(rows != null ? rows : quick ? QUICK_ROWS : ROWS, rate, seconds);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private static List<String> ids(Sizes sizes) {
    return Cases.all(sizes).stream().map(BenchmarkCase::id).toList();
  }

  private BenchmarkCase named(String id, Sizes sizes) {
    return Cases.all(sizes).stream()
        .filter(each -> each.id().equalsIgnoreCase(id))
        .findFirst()
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(),
                    "There is no case " + id + "; there are " + String.join(", ", ids(sizes))));
  }

  private Optional<CaseResult> complete(BenchmarkCase each, Sizes sizes, ResultFiles files)
      throws IOException {
    return files.read(List.of(each.id())).stream()
        .filter(kept -> kept.sizes().equals(sizes))
        .filter(kept -> kept.contestants().equals(each.contestants()))
        .filter(kept -> kept.rounds().size() == rounds() * kept.contestants().size())
        .findFirst();
  }

  private int rounds() {
    return rounds != null ? rounds : quick ? QUICK_ROUNDS : ROUNDS;
  }

  private int profile(Sizes sizes, Installation installation, ResultFiles files) throws Exception {
    BenchmarkCase profiled = named(profile, sizes);
    Path folder = files.folder().resolve("profile");
    Profiler profiler = new Profiler(folder);
    Map<String, String> settings = new HashMap<>(flink);
    settings.putAll(profiler.flinkConfiguration(profiled.id()));
    CaseResult result;
    try (Servers servers = new Servers(this::say)) {
      result =
          new CaseRunner(installation, servers, new ResultFiles(folder), Machine.here())
              .run(profiled, sizes, 1, Contestant.ESYNC, settings);
    }
    for (Path image : profiler.draw(profiled.id(), profiled.id() + " " + profiled.title())) {
      spec.commandLine().getOut().println(image);
    }
    return result.passed() ? DONE : FAILED;
  }

  /** Progress goes to standard error, results to standard output. */
  private void say(String line) {
    spec.commandLine().getErr().println(line);
    spec.commandLine().getErr().flush();
  }

  private List<CaseResult> run(
      List<BenchmarkCase> chosen, Sizes sizes, Installation installation, ResultFiles files)
      throws Exception {
    PrintWriter stdout = spec.commandLine().getOut();
    Machine machine = Machine.here();
    if (!machine.quiet()) {
      say(
          "Other programs use this machine (load "
              + machine.load()
              + "): figures will not repeat.");
    }
    List<CaseResult> results = new ArrayList<>();
    for (BenchmarkCase each : chosen) {
      // fresh servers for each case, so that none inherits another's caches and log
      try (Servers servers = new Servers(this::say)) {
        CaseResult result =
            new CaseRunner(installation, servers, files, machine)
                .run(each, sizes, rounds(), only, flink);
        results.add(result);
        files.plot(result);
        stdout.println();
        stdout.println(result.id() + " " + result.title() + ", " + result.figure().direction());
        stdout.println(new ResultTable(result).text());
        stdout.flush();
      }
    }
    return results;
  }
}
