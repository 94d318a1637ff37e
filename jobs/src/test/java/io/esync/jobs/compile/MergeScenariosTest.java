package io.esync.jobs.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.esync.jobs.compile.Scenario.Step;
import io.esync.jobs.spec.ConnectorCatalog;
import io.esync.jobs.spec.PipelineLoader;
import io.esync.jobs.spec.PipelineSpec;
import io.esync.jobs.spec.bind.References;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every file of src/test/resources/scenarios, through the pipeline file, the decoding and the merge
 * operator: as it is written, and in every other order in which its sources can come.
 */
class MergeScenariosTest {
  private static final Path SCENARIOS = Path.of("src/test/resources/scenarios");
  private static final ConnectorCatalog CATALOG = ConnectorCatalog.discover();

  @TempDir Path folder;

  static List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(SCENARIOS)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void a_scenario_ends_as_expected_in_whatever_order_its_sources_come(String name)
      throws Exception {
    Scenario scenario = Scenario.read(SCENARIOS.resolve(name));
    Path file = Files.writeString(folder.resolve("p.yaml"), scenario.pipeline());
    PipelineSpec pipeline = new PipelineLoader(CATALOG).load(file, References.kept());
    ScenarioRecords records = new ScenarioRecords(scenario, pipeline.entities().get(0));

    try (ScenarioRun run = new ScenarioRun(pipeline, records).after(scenario.given())) {
      assertThat(run.rowsWithout(List.of()))
          .as("rows")
          .containsExactlyInAnyOrderElementsOf(records.expectedRowsWithout(List.of()));
      assertThat(run.reviewSteps()).as("reviews").isEqualTo(scenario.expected("reviews"));
      for (String event : scenario.expected("audit")) {
        assertThat(run.auditTexts()).as("audit").anyMatch(text -> text.startsWith(event));
      }
    }
    for (List<Step> order : Interleavings.of(scenario.given())) {
      try (ScenarioRun run = new ScenarioRun(pipeline, records).after(order)) {
        List<String> held = scenario.expected("held");
        String steps =
            order.stream().map(step -> step.node().toString()).collect(Collectors.joining("\n"));
        assertThat(run.rowsWithout(held))
            .as("rows after\n%s", steps)
            .containsExactlyInAnyOrderElementsOf(records.expectedRowsWithout(held));
        assertThat(run.openReviews())
            .as("open reviews after\n%s", steps)
            .isEqualTo(scenario.expected("open"));
        assertThat(run.rejectionCodes())
            .as("rejections after\n%s", steps)
            .isEqualTo(scenario.expected("dlq"));
      }
    }
  }
}
