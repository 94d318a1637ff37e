package io.esync.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.esync.benchmarks.Contestant;
import io.esync.benchmarks.Figure;
import io.esync.benchmarks.Measurement;
import io.esync.benchmarks.Sizes;
import io.esync.benchmarks.Verdict;
import io.esync.benchmarks.measure.Machine;
import io.esync.benchmarks.measure.Usage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultTableTest {
  private static final Contestant OWN =
      new Contestant("ESync", "", Contestant.Kind.ESYNC, "a: 1\n");
  private static final Contestant OTHER =
      new Contestant("Other", "", Contestant.Kind.FLINK_SQL, "SELECT 1;\n");
  private static final Machine MACHINE = new Machine(2, "cpu", 24, "Linux", "17", 0.1);

  @Test
  void advantageIsTheMedianOfTheRoundsThatBothHave() {
    CaseResult result =
        result(
            Figure.ROWS_PER_SECOND,
            round(OWN, 1, 300, Verdict.EQUAL),
            round(OTHER, 1, 100, Verdict.EQUAL),
            round(OWN, 2, 400, Verdict.EQUAL),
            round(OTHER, 2, 400, Verdict.EQUAL),
            round(OWN, 3, 800, Verdict.EQUAL));

    assertThat(result.advantage(OTHER)).contains(2.0);
  }

  @Test
  void whereLessIsBetterTheSmallerFigureIsTheBetter() {
    CaseResult result =
        result(
            new Figure("rows/s", false),
            round(OWN, 1, 50, Verdict.EQUAL),
            round(OTHER, 1, 100, Verdict.EQUAL));

    assertThat(result.advantage(OTHER)).contains(2.0);
  }

  @Test
  void aRunWithOtherContentsIsShownAsFailedWithItsFigure() {
    CaseResult result =
        result(
            Figure.ROWS_PER_SECOND,
            round(OWN, 1, 300, Verdict.EQUAL),
            round(OTHER, 1, 150, Verdict.of(0, 0, 23)),
            round(OWN, 2, 300, Verdict.EQUAL),
            round(OTHER, 2, 150, Verdict.EQUAL));

    assertThat(new ResultTable(result).markdown())
        .contains("| Other | 150 | 150–150 | 2.00 × | 4.00 | 500 | FAILED 1 of 2: 0 missing")
        .contains("| ESync | 300 | 300–300 |  | 4.00 | 500 | equal |");
    assertThat(result.failures(OTHER)).hasSize(1);
    assertThat(result.failures(OWN)).isEmpty();
    assertThat(new BarChart(result).svg()).contains("150 FAILED");
  }

  @Test
  void whereEsyncDidNotRunNobodyIsComparedWithIt() {
    Contestant third = new Contestant("Third", "", Contestant.Kind.FLINK_SQL, "SELECT 1;\n");
    CaseResult result =
        result(
            List.of(OTHER, third),
            round(OTHER, 1, 100, Verdict.EQUAL),
            round(third, 1, 200, Verdict.failed("it stopped")));

    assertThat(result.advantage(third)).isEmpty();
    assertThat(result.passed()).isTrue();
  }

  @Test
  void aFailureInAnyVariantCounts() {
    Contestant large = OWN.of("5 keys");
    CaseResult result =
        result(
            List.of(OWN, OTHER, large),
            round(OWN, 1, 100, Verdict.EQUAL),
            round(large, 1, 100, Verdict.of(1, 0, 0)));

    assertThat(result.passed()).isFalse();
  }

  @Test
  void aResultIsReadAsItWasWritten(@TempDir Path folder) throws IOException {
    CaseResult result =
        result(Figure.ROWS_PER_SECOND, round(OWN, 1, 300, Verdict.failed("it <stopped>")));
    ResultFiles files = new ResultFiles(folder);

    files.write(result);

    assertThat(files.read(List.of("S0", "S1"))).containsExactly(result);
  }

  @Test
  void thePageIsFilledBetweenItsMarkersOnly() {
    CaseResult result = result(Figure.ROWS_PER_SECOND, round(OWN, 1, 300, Verdict.EQUAL));
    String page =
        "before\n<!-- results: written by scripts/bench -->\nold\n<!-- end of results -->\nafter\n";

    String filled = DocsPage.filled(page, List.of(result));

    assertThat(filled)
        .startsWith("before\n")
        .endsWith("<!-- end of results -->\nafter\n")
        .doesNotContain("old")
        .contains("### S1: a copy", "```text\na: 1\n```");
    assertThat(DocsPage.filled(filled, List.of(result))).isEqualTo(filled);
  }

  private static CaseResult result(List<Contestant> contestants, Round... rounds) {
    return result(Figure.ROWS_PER_SECOND, contestants, rounds);
  }

  private static CaseResult result(Figure figure, Round... rounds) {
    return result(figure, List.of(OWN, OTHER), rounds);
  }

  private static CaseResult result(Figure figure, List<Contestant> contestants, Round... rounds) {
    return new CaseResult(
        "S1",
        "a copy",
        figure,
        Sizes.of(1000, 10, 1),
        "2026-01-01T00:00:00Z",
        MACHINE,
        Map.of("flink", "1.20"),
        contestants,
        List.of(rounds));
  }

  private static Round round(Contestant contestant, int number, double figure, Verdict verdict) {
    return new Round(
        contestant.name(),
        contestant.variant(),
        number,
        new Measurement(
            Map.of("rows/s", figure), Map.of("TaskManager", new Usage(4.0, 500)), verdict));
  }
}
