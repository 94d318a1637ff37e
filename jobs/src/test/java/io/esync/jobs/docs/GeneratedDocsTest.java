package io.esync.jobs.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.esync.connectors.spi.Connector;
import io.esync.connectors.spi.TargetConnector;
import io.esync.jobs.spec.ConnectorCatalog;
import io.esync.jobs.spec.PipelineLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GeneratedDocsTest {
  private static final ConnectorCatalog CATALOG = ConnectorCatalog.discover();
  private static final Path DOCS = Path.of("../docs");

  @TempDir Path folder;

  @Test
  void the_generated_pages_and_the_schema_are_up_to_date() throws IOException {
    GeneratedDocs expected = GeneratedDocs.of(CATALOG);

    for (String file : expected.files().keySet()) {
      assertThat(DOCS.resolve(file))
          .as("docs/%s, which `scripts/esync docs` writes anew", file)
          .exists()
          .hasContent(expected.files().get(file));
    }
    try (Stream<Path> pages = Files.list(DOCS.resolve("connectors"))) {
      assertThat(pages.map(page -> "connectors/" + page.getFileName()))
          .as("a page without a connector is to be deleted")
          .isSubsetOf(expected.files().keySet());
    }
  }

  static Stream<Connector<?>> connectors() {
    return Stream.concat(CATALOG.sources().stream(), CATALOG.targets().stream());
  }

  @ParameterizedTest
  @MethodSource("connectors")
  void every_option_and_every_connector_is_described(Connector<?> connector) {
    List<OptionRow> rows = OptionRow.of(connector.configType());

    assertThat(rows).allSatisfy(row -> assertThat(row.description()).as(row.name()).isNotBlank());
    if (connector instanceof TargetConnector<?, ?> target) {
      assertThat(OptionRow.of(target.routeType()))
          .allSatisfy(row -> assertThat(row.description()).as(row.name()).isNotBlank());
    }
    assertThat(connector.description()).isNotBlank();
    assertThat(connector.guarantee()).isNotBlank();
    assertThat(connector.type()).matches("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  }

  @ParameterizedTest
  @MethodSource("connectors")
  void the_example_on_the_page_of_a_connector_is_valid(Connector<?> connector) throws IOException {
    boolean isTarget = connector instanceof TargetConnector<?, ?>;
    String source =
        isTarget
            ? "sources: [{id: my-source, type: memory, config: {buffer: b}}]\n"
            : ExampleYaml.connector("sources", "my-source", connector);
    String target =
        isTarget
            ? ExampleYaml.connector("targets", "my-target", connector)
            : "targets: [{id: my-target, type: memory}]\n";
    String route =
        connector instanceof TargetConnector<?, ?> its
            ? ExampleYaml.route("my-target", its.routeType())
            : "to: [{target: my-target}]\n";
    String pipeline =
        "pipeline:\n"
            + ("id: example\n" + source + target + "entities:\n").indent(2)
            + "    - name: thing\n"
            + ("from: [{source: my-source}]\n" + route).indent(6);

    Path file = Files.writeString(folder.resolve("example.yaml"), pipeline);

    assertThat(new PipelineLoader(CATALOG).validate(file)).as(pipeline).isEmpty();
  }
}
