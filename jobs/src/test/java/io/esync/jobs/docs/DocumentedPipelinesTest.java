package io.esync.jobs.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.esync.jobs.spec.ConnectorCatalog;
import io.esync.jobs.spec.PipelineLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every whole pipeline that the documentation shows can be copied from there. */
class DocumentedPipelinesTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern PIPELINE =
      Pattern.compile("```yaml\\n((?:#[^\\n]*\\n)*pipeline:\\n.*?)```", Pattern.DOTALL);

  @TempDir Path folder;

  static Stream<Arguments> pipelines() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT.resolve("docs"))) {
      List<Path> pages =
          Stream.concat(files, Stream.of(ROOT.resolve("README.md")))
              .filter(page -> page.toString().endsWith(".md") && Files.exists(page))
              .toList();
      return pages.stream().flatMap(DocumentedPipelinesTest::pipelinesIn);
    }
  }

  private static Stream<Arguments> pipelinesIn(Path page) {
    try {
      return PIPELINE
          .matcher(Files.readString(page))
          .results()
          .map(block -> Arguments.of(page, block.group(1)));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pipelines")
  void a_pipeline_in_the_documentation_is_valid(Path page, String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("documented.yaml"), yaml);

    assertThat(new PipelineLoader(ConnectorCatalog.discover()).validate(file)).isEmpty();
  }
}
