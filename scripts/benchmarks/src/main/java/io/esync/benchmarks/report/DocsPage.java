package io.esync.benchmarks.report;

import io.esync.benchmarks.Contestant;
import io.esync.benchmarks.measure.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The part of docs/benchmarks.md that a run writes, between two markers. */
public final class DocsPage {
  private static final String BEGIN = "<!-- results: written by scripts/bench -->";
  private static final String END = "<!-- end of results -->";

  private DocsPage() {}

  /**
   * Writes the results into {@code benchmarks.md}, and their plots into {@code benchmarks/}.
   *
   * @param docs the folder
   */
  public static void write(Path docs, List<CaseResult> results) throws IOException {
    Path page = docs.resolve("benchmarks.md");
    Files.writeString(page, filled(Files.readString(page), results));
    ResultFiles plots = new ResultFiles(docs.resolve("benchmarks"));
    Files.createDirectories(plots.folder());
    for (CaseResult result : results) {
      plots.plot(result);
    }
  }

  static String filled(String page, List<CaseResult> results) {
    int begin = page.indexOf(BEGIN);
    int end = page.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IllegalArgumentException("the page lacks the lines " + BEGIN + " and " + END);
    }
    return page.substring(0, begin + BEGIN.length())
        + "\n\n"
        + results.stream().map(DocsPage::section).collect(Collectors.joining("\n"))
        + "\n"
        + page.substring(end);
  }

  private static String section(CaseResult result) {
    return "### "
        + result.id()
        + ": "
        + result.title()
        + "\n\n"
        + circumstances(result)
        + "\n\n"
        + new ResultTable(result).markdown()
        + "\n![%1$s](benchmarks/%1$s.svg)\n\n".formatted(result.id())
        + "<details><summary>Configurations</summary>\n\n"
        + result.contestants().stream()
            .filter(contestant -> contestant.kind() != Contestant.Kind.LIMIT)
            .map(DocsPage::configuration)
            .distinct()
            .collect(Collectors.joining("\n"))
        + "\n</details>\n";
  }

  private static String circumstances(CaseResult result) {
    Machine machine = result.machine();
    long rounds = result.rounds().stream().mapToInt(Round::number).max().orElse(0);
    return String.format(
        Locale.ROOT,
        "%,d rows, %d %s, %s; %d cores (%s), %d GiB%s. %s: more than 1 × is better for ESync.",
        result.sizes().rows(),
        rounds,
        rounds == 1 ? "round" : "rounds",
        result.started(),
        machine.cores(),
        machine.cpu(),
        machine.memoryGigabytes(),
        machine.quiet()
            ? ""
            : ", **not quiet: a load of " + machine.load() + " when the run began**",
        result.figure().name() + ": " + result.figure().direction());
  }

  private static String configuration(Contestant contestant) {
    return contestant.name() + ":\n\n```text\n" + contestant.configuration() + "```\n";
  }
}
