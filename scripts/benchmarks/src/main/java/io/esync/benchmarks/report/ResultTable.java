package io.esync.benchmarks.report;

import io.esync.benchmarks.Contestant;
import io.esync.benchmarks.measure.Statistics;
import io.esync.benchmarks.measure.Usage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A result as a table: a line for each contestant, its medians, how much better the first one is,
 * and what the processes took.
 */
public record ResultTable(CaseResult result) {
  private static final int LONGEST_REASON = 120;

  /** As plain text, its columns aligned. */
  public String text() {
    List<List<String>> rows = rows();
    int[] widths = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        String pad = " ".repeat(widths[i] - row.get(i).length());
        boolean left = i == 0 || i == widths.length - 1;
        line.append(left ? row.get(i) + pad : pad + row.get(i)).append("  ");
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  /** As a table of Markdown. */
  public String markdown() {
    StringBuilder text = new StringBuilder();
    boolean head = true;
    for (List<String> row : rows()) {
      text.append("| ").append(String.join(" | ", row)).append(" |\n");
      if (head) {
        text.append("|---".repeat(row.size())).append("|\n");
        head = false;
      }
    }
    return text.toString();
  }

  private List<List<String>> rows() {
    Set<String> figures = new LinkedHashSet<>();
    Set<String> processes = new LinkedHashSet<>();
    figures.add(result.figure().name());
    for (Round round : result.rounds()) {
      figures.addAll(round.measurement().figures().keySet());
      processes.addAll(round.measurement().processes().keySet());
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(header(figures, processes));
    for (Contestant contestant : result.contestants()) {
      rows.add(row(contestant, figures, processes));
    }
    return rows;
  }

  private static List<String> header(Set<String> figures, Set<String> processes) {
    List<String> header = new ArrayList<>(List.of(""));
    figures.forEach(
        figure -> {
          header.add(figure);
          if (header.size() == 2) {
            header.add("min–max");
            header.add("ESync is");
          }
        });
    processes.forEach(process -> header.add("CPU s " + process));
    header.add("peak MB");
    header.add("contents");
    return header;
  }

  private List<String> row(Contestant contestant, Set<String> figures, Set<String> processes) {
    List<String> row = new ArrayList<>();
    row.add(
        contestant.variant().isEmpty()
            ? contestant.name()
            : contestant.name() + ", " + contestant.variant());
    for (String figure : figures) {
      Optional<Statistics> statistics = result.statistics(contestant, figure);
      row.add(statistics.map(s -> number(s.median())).orElse("–"));
      if (row.size() == 2) {
        row.add(statistics.map(s -> number(s.lowest()) + "–" + number(s.highest())).orElse("–"));
        row.add(
            contestant.kind() == Contestant.Kind.ESYNC
                ? ""
                : result
                    .advantage(contestant)
                    .map(ratio -> String.format(Locale.ROOT, "%.2f ×", ratio))
                    .orElse("–"));
      }
    }
    Map<String, List<Usage>> usage = usage(contestant);
    for (String process : processes) {
      row.add(median(usage.getOrDefault(process, List.of()), Usage::cpuSeconds));
    }
    row.add(median(usage.getOrDefault("TaskManager", List.of()), Usage::peakMegabytes));
    row.add(contents(contestant));
    return row;
  }

  private Map<String, List<Usage>> usage(Contestant contestant) {
    Map<String, List<Usage>> usage = new LinkedHashMap<>();
    for (Round round : result.rounds(contestant, result.figure().name())) {
      round
          .measurement()
          .processes()
          .forEach((name, used) -> usage.computeIfAbsent(name, n -> new ArrayList<>()).add(used));
    }
    return usage;
  }

  private static String median(
      List<Usage> usages, java.util.function.ToDoubleFunction<Usage> value) {
    return usages.isEmpty()
        ? "–"
        : number(Statistics.of(usages.stream().map(value::applyAsDouble).toList()).median());
  }

  private String contents(Contestant contestant) {
    List<Round> failures = result.failures(contestant);
    if (!failures.isEmpty()) {
      return "FAILED "
          + failures.size()
          + " of "
          + rounds(contestant)
          + ": "
          + brief(failures.get(0).measurement().verdict().detail());
    }
    return rounds(contestant) == 0 ? "not run" : "equal";
  }

  /** The beginning of a reason; the whole is in the result's file. */
  private static String brief(String detail) {
    String line = detail.replace('\n', ' ').replace('|', '/');
    return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON) + "…";
  }

  private long rounds(Contestant contestant) {
    return result.rounds().stream()
        .filter(round -> round.contestant().equals(contestant.name()))
        .filter(round -> round.variant().equals(contestant.variant()))
        .count();
  }

  /** Three digits of what is small, whole numbers of what is large. */
  static String number(double value) {
    double size = Math.abs(value);
    return String.format(Locale.ROOT, size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f", value);
  }
}
