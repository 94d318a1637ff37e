package io.esync.jobs.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.esync.connectors.filesystem.FilesystemConnector;
import io.esync.connectors.filesystem.FilesystemSourceConnector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way to get {@code merge} wrong is one message; the cases are in a file. */
class MergeMistakesTest {
  private static final Path CASES = Path.of("src/test/resources/mistakes/merge.yaml");
  private static final String ENTITY =
      """
      pipeline:
        id: customers
        sources: [{id: crm, type: shelf, config: %1$s}, {id: billing, type: shelf, config: %1$s}]
        targets: [{id: warehouse, type: box, config: {path: /tmp}}]
        entities:
          - name: customer
            key: [id]
            from: %2$s
            to: [{target: warehouse}]
            fields: %3$s
            merge:
      """;
  private static final String CONFIG = "{host: a, password: \"${env:P}\"}";
  private static final String FROM = "[{source: crm, stream: a}, {source: billing, stream: b}]";
  private static final String FIELDS =
      "{id: {type: bigint}, email: {type: string}, street: {type: string}, city: {type: string},"
          + " balance: {type: \"decimal(18,2)\"}, tags: {type: array<string>},"
          + " extra: {type: json}}";

  @TempDir Path folder;

  static Stream<Arguments> cases() throws IOException {
    JsonNode cases = new YAMLMapper().readTree(CASES.toFile());
    return StreamSupport.stream(cases.spliterator(), false)
        .map(one -> Arguments.of(one.get("case").asText(), one));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void a_wrong_merge_is_one_clear_message(String title, JsonNode mistake) throws IOException {
    String from = mistake.path("from").asText(FROM);
    String sources =
        from.contains("billing") ? ENTITY : ENTITY.replaceAll(", \\{id: billing.*}]", "]");
    String head = sources.formatted(CONFIG, from, mistake.path("fields").asText(FIELDS));
    String yaml = head + mistake.get("merge").asText().indent(8);
    Path file = Files.writeString(folder.resolve("p.yaml"), yaml);
    ConnectorCatalog catalog =
        ConnectorCatalog.of(
            List.of(new ShelfSource(), new FilesystemSourceConnector()),
            List.of(new BoxTarget(), new FilesystemConnector()));

    List<String> problems =
        new PipelineLoader(catalog)
            .validate(file).stream()
                .map(problem -> problem.toString().substring(file.toString().length() + 1))
                .toList();

    assertThat(problems).as(yaml).containsExactly(mistake.path("message").asText());
  }
}
