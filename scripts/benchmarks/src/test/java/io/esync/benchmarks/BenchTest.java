package io.esync.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.esync.benchmarks.cases.Cases;
import io.esync.benchmarks.measure.Machine;
import io.esync.benchmarks.report.CaseResult;
import io.esync.benchmarks.report.ResultFiles;
import io.esync.benchmarks.report.Round;
import io.esync.jobs.cluster.Installation;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BenchTest {
  @TempDir private Path home;

  private final StringWriter errors = new StringWriter();

  @BeforeEach
  void anInstallation() {
    System.setProperty(Installation.HOME_PROPERTY, home.toString());
  }

  @AfterEach
  void noInstallation() {
    System.clearProperty(Installation.HOME_PROPERTY);
  }

  @Test
  void withoutKeptResultsThePageStaysAsItIs() throws IOException {
    Path page = Files.createDirectories(home.resolve("docs")).resolve("benchmarks.md");
    String text =
        "<!-- results: written by scripts/bench -->\nof before\n<!-- end of results -->\n";
    Files.writeString(page, text);

    int exit = bench("--docs");

    assertThat(exit).isEqualTo(2);
    assertThat(errors.toString()).contains("There are no results in " + home);
    assertThat(page).hasContent(text);
  }

  @Test
  void resultsOfOtherSettingsHaveAFolderOfTheirOwn() {
    assertThat(bench("--case S10 -D parallelism.default=1")).isEqualTo(2);
    assertThat(bench("--docs -D parallelism.default=1 --out " + home)).isEqualTo(2);

    assertThat(errors.toString()).contains("-D: name a folder for such results with --out");
  }

  @Test
  void aNameThatNobodyHasIsRefused() {
    int exit = bench("--case S10 --only Flink");

    assertThat(exit).isEqualTo(2);
    assertThat(errors.toString()).contains("--only: no contestant has 'Flink' in its name");
  }

  @Test
  void aKeptFailureCountsWhenARunIsResumed() throws IOException {
    Sizes sizes = Sizes.of(1000, 10, 1);
    BenchmarkCase last = Cases.all(sizes).get(Cases.all(sizes).size() - 1);
    Contestant own = last.contestants().get(0);
    Measurement failed = new Measurement(Map.of(), Map.of(), Verdict.failed("it stopped"));
    new ResultFiles(home)
        .write(
            new CaseResult(
                last.id(),
                last.title(),
                last.figure(),
                sizes,
                "2026-01-01T00:00:00Z",
                new Machine(2, "cpu", 24, "Linux", "17", 0.1),
                Map.of(),
                last.contestants(),
                List.of(new Round(own.name(), own.variant(), 1, failed))));

    int exit =
        bench(
            "--resume --rounds 1 --rows 1000 --rate 10 --seconds 1 --out "
                + home
                + " --case "
                + last.id());

    assertThat(exit).isEqualTo(1);
  }

  private int bench(String words) {
    return new CommandLine(new Bench())
        .setErr(new PrintWriter(errors))
        .execute(words.split(" ", -1));
  }
}
