package io.esync.jobs.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.esync.connectors.filesystem.FilesystemConnector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What of a target that is read by a source is wrong, each alone in a file that is valid else. */
class EchoChecksTest {
  private static final String VALID =
      """
      pipeline:
        id: two-way
        sources:
          - {id: crm, type: shelf, config: {host: a, password: "${env:P}"}}
          - {id: erp, type: shelf, config: {host: a, password: "${env:P}"}}
        entities:
          - name: customer
            key: [id]
            fields: {id: {type: bigint}, total: {type: bigint}}
            from:
              - {source: crm, stream: customers}
              - {source: erp, stream: people}
            merge: {strategy: field-level, default: latest, fields: {total: max}}
            to: [{target: to-crm}]
          - {name: person, from: [{source: erp, stream: others}], to: [{target: copy}]}
        targets:
          - {id: to-crm, type: box, config: {path: /tmp}, echo: crm}
          - {id: copy, type: box, config: {path: /tmp}}
      """;

  @TempDir Path folder;

  private List<String> problemsOf(String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("p.yaml"), yaml);
    ConnectorCatalog catalog =
        ConnectorCatalog.of(
            List.of(new ShelfSource()), List.of(new BoxTarget(), new FilesystemConnector()));
    return new PipelineLoader(catalog)
        .validate(file).stream()
            .map(problem -> problem.line() + " " + problem.path() + ": " + problem.message())
            .toList();
  }

  @Test
  void the_valid_file_is_valid() throws IOException {
    assertThat(problemsOf(VALID)).isEmpty();
  }

  @ParameterizedTest(name = "{1} for {0}")
  @MethodSource
  void what_cannot_be_told_or_never_rests_is_reported(String replaced, String by, String problem)
      throws IOException {
    assertThat(VALID).contains(replaced);

    assertThat(problemsOf(VALID.replace(replaced, by))).containsExactly(problem);
  }

  static Stream<Arguments> what_cannot_be_told_or_never_rests_is_reported() {
    return Stream.of(
        Arguments.of(
            "echo: crm",
            "echo: crn",
            "17 pipeline.targets[0].echo: there is no source 'crn' in this file"),
        Arguments.of(
            "path: /tmp}}",
            "path: /tmp}, echo: crm}",
            "18 pipeline.targets[1].echo: no entity that is written to this target reads source 'crm'"),
        Arguments.of(
            "{total: max}",
            "{total: sum}",
            "13 pipeline.entities[0].merge.fields.total: a sum that is written back to source 'crm'"
                + " never comes to rest"),
        Arguments.of(
            "- {id: crm, type: shelf,",
            "- {id: crm, hot_keys: {}, type: shelf,",
            "4 pipeline.sources[0].hot_keys: what comes back from 'crm' cannot be told from changes"
                + " that are joined"),
        Arguments.of(
            "{source: erp, stream: people}",
            "{source: crm, stream: people}",
            "12 pipeline.entities[0].from[1]: an entity reads one stream of a source that it is"
                + " written to"),
        Arguments.of(
            "path: /tmp}}",
            "path: /tmp}, echo: erp}",
            "15 pipeline.entities[1].merge.strategy: replicate remembers nothing and cannot tell"
                + " what comes back from 'erp'"));
  }
}
