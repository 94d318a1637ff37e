package io.esync.jobs.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.esync.connectors.filesystem.FilesystemConnector;
import io.esync.connectors.filesystem.FilesystemSourceConnector;
import io.esync.connectors.memory.MemorySourceConnector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way to get the mapping or the contract of an entity wrong is a clear message. */
class EntityMistakesTest {
  private static final Path CASES = Path.of("src/test/resources/mistakes/entity.yaml");
  private static final String PIPELINE =
      """
      pipeline:
        id: customers
        sources:
          - {id: crm, type: shelf, config: {host: a, password: "${env:P}"}}
          - id: declared
            type: memory
            config:
              buffer: b
              streams: {people: {key: [id], fields: {id: bigint, mail: string, made: timestamp, net: "decimal(10,2)"}}}
        targets: [{id: warehouse, type: box, config: {path: /tmp}}]
        entities:
          - name: customer
            key: [id]
            to: [{target: warehouse}]
            merge: {strategy: last-write-wins}
      """;

  @TempDir Path folder;

  static Stream<Arguments> cases() throws IOException {
    JsonNode cases = new YAMLMapper().readTree(CASES.toFile());
    return StreamSupport.stream(cases.spliterator(), false)
        .map(one -> Arguments.of(one.get("case").asText(), one));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void a_wrong_entity_is_told_where_it_is_wrong(String title, JsonNode mistake) throws IOException {
    String to = mistake.path("to").asText("[{target: warehouse}]");
    String yaml =
        PIPELINE.replace("[{target: warehouse}]", to) + mistake.get("entity").asText().indent(6);
    Path file = Files.writeString(folder.resolve("p.yaml"), yaml);
    ConnectorCatalog catalog =
        ConnectorCatalog.of(
            List.of(
                new ShelfSource(), new MemorySourceConnector(), new FilesystemSourceConnector()),
            List.of(new BoxTarget(), new FilesystemConnector()));
    List<String> expected = new ArrayList<>();
    mistake.get("messages").forEach(message -> expected.add(message.asText()));

    List<String> problems =
        new PipelineLoader(catalog)
            .validate(file).stream()
                .map(problem -> problem.toString().substring(file.toString().length() + 1))
                .toList();

    assertThat(problems).as(yaml).isEqualTo(expected);
  }
}
