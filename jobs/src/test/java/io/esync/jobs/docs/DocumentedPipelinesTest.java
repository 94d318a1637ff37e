package io.esync.jobs.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.esync.jobs.spec.ConnectorCatalog;
import io.esync.jobs.spec.PipelineLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every pipeline and every {@code merge} that the documentation shows can be copied from there. */
class DocumentedPipelinesTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern PIPELINE =
      Pattern.compile("```yaml\\n((?:#[^\\n]*\\n)*pipeline:\\n.*?)```", Pattern.DOTALL);

  private static final Pattern MERGE =
      Pattern.compile("```yaml\\n(merge:\\n.*?)```", Pattern.DOTALL);
  private static final Pattern MERGE_IN_PIPELINE = Pattern.compile("( *)merge:\\n(?:\\1 +.*\\n)+");

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
      String text = Files.readString(page);
      List<String> whole = blocks(PIPELINE, text);
      Stream<String> merges =
          blocks(MERGE, text).stream().map(merge -> withMerge(whole.get(0), merge));
      return Stream.concat(whole.stream(), merges).map(yaml -> Arguments.of(page, yaml));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> blocks(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(block -> block.group(1)).toList();
  }

  /** The page's first pipeline with another {@code merge} in its first entity. */
  private static String withMerge(String pipeline, String merge) {
    return MERGE_IN_PIPELINE
        .matcher(pipeline)
        .replaceFirst(found -> Matcher.quoteReplacement(merge.indent(found.group(1).length())));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pipelines")
  void a_pipeline_in_the_documentation_is_valid(Path page, String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("documented.yaml"), yaml);

    assertThat(new PipelineLoader(ConnectorCatalog.discover()).validate(file)).isEmpty();
  }
}
