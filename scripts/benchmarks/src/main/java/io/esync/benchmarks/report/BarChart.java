package io.esync.benchmarks.report;

import io.esync.benchmarks.Contestant;
import io.esync.benchmarks.measure.Statistics;
import java.util.Optional;

/** A result as a plot: a bar for each contestant's median, a whisker from lowest to highest. */
record BarChart(CaseResult result) {
  private static final int WIDTH = 860;
  private static final int LEFT = 320;
  private static final int RIGHT = 120;
  private static final int TOP = 50;
  private static final int STEP = 34;
  private static final int BAR = 20;
  private static final String OWN = "#1f6feb";
  private static final String OTHER = "#9aa4b2";
  private static final String BROKEN = "#e5534b";

  String svg() {
    Svg svg = new Svg();
    svg.text(
        10,
        24,
        "start",
        15,
        "%s %s: %s, %s"
            .formatted(
                result.id(), result.title(), result.figure().name(), result.figure().direction()));
    double highest =
        result.contestants().stream()
            .flatMap(each -> statistics(each).stream())
            .mapToDouble(Statistics::highest)
            .max()
            .orElse(1);
    double scale = (WIDTH - LEFT - RIGHT) / highest;
    double y = TOP;
    for (Contestant contestant : result.contestants()) {
      bar(svg, contestant, y, scale);
      y += STEP;
    }
    return svg.image(WIDTH, y + 10);
  }

  private void bar(Svg svg, Contestant contestant, double y, double scale) {
    String name =
        contestant.variant().isEmpty()
            ? contestant.name()
            : contestant.name() + ", " + contestant.variant();
    svg.text(LEFT - 10, y + 15, "end", 13, name);
    Optional<Statistics> measured = statistics(contestant);
    if (measured.isEmpty()) {
      svg.text(LEFT, y + 15, "start", 13, "failed");
      return;
    }
    Statistics values = measured.get();
    boolean failed = !result.failures(contestant).isEmpty();
    String colour = failed ? BROKEN : contestant.kind() == Contestant.Kind.ESYNC ? OWN : OTHER;
    svg.rectangle(LEFT, y, values.median() * scale, BAR, colour, name);
    double middle = y + BAR / 2.0;
    svg.line(LEFT + values.lowest() * scale, middle, LEFT + values.highest() * scale, middle);
    svg.text(
        LEFT + values.highest() * scale + 6,
        y + 15,
        "start",
        13,
        ResultTable.number(values.median()) + (failed ? " FAILED" : ""));
  }

  private Optional<Statistics> statistics(Contestant contestant) {
    return result.statistics(contestant, result.figure().name());
  }
}
