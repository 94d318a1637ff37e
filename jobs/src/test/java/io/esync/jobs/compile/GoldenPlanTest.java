package io.esync.jobs.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.esync.jobs.cluster.Installation;
import io.esync.jobs.spec.ConnectorCatalog;
import io.esync.jobs.spec.PipelineLoader;
import io.esync.jobs.spec.PipelineSpec;
import io.esync.jobs.spec.bind.References;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every file in pipelines/ compiles to the graph that is written down in src/test/resources/plans.
 * A changed uid would leave state behind in an upgrade, and shows here as a difference.
 *
 * <p>{@code -Dplans.write=true} writes the plans anew.
 */
class GoldenPlanTest {
  private static final Path PIPELINES = Installation.find().home().resolve("pipelines");
  private static final Path PLANS =
      Installation.find().home().resolve("jobs/src/test/resources/plans");
  private static final Pattern FLINKS_OWN =
      Pattern.compile("^(Source|Sink Committer): |: (Writer|Committer|collect)$");
  private static final boolean WRITE = Boolean.getBoolean("plans.write");

  static List<Path> pipelines() throws IOException {
    return files(PIPELINES, ".yaml");
  }

  private static List<Path> files(Path folder, String suffix) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("pipelines")
  void a_pipeline_compiles_to_the_graph_that_is_written_down(Path file) throws IOException {
    String plan = text(plan(file));

    Path golden = golden(file);
    if (WRITE) {
      Files.createDirectories(golden.getParent());
      Files.writeString(golden, plan);
    }
    assertThat(golden).as("rewrite with -Dplans.write=true").hasContent(plan);
  }

  @ParameterizedTest
  @MethodSource("pipelines")
  void every_operator_is_named_by_its_uid_out_of_the_ids_of_the_file(Path file) {
    PipelineSpec pipeline = load(file);

    for (GraphPlan.Operator operator : plan(file).operators()) {
      String uid = withoutFlinksOwn(operator.uid());
      assertThat(withoutFlinksOwn(operator.name())).isEqualTo(uid);
      assertThat(uid).startsWith(pipeline.id() + "/");
      assertThat(names(pipeline))
          .contains(uid.substring(pipeline.id().length() + 1).split("/", -1));
    }
  }

  /** Flink tells the parts of a source or a sink apart by words of its own. */
  private static String withoutFlinksOwn(String name) {
    return FLINKS_OWN.matcher(name).replaceAll("");
  }

  private static List<String> names(PipelineSpec pipeline) {
    Stream<String> roles =
        Stream.of(
            "source",
            "decode",
            "merge",
            "route",
            "target",
            "dlq",
            "audit",
            "rows",
            "review",
            "control",
            "encode",
            "protect",
            "steering",
            "resync",
            "replay");
    Stream<String> ids =
        Stream.of(
                pipeline.sources().stream().map(source -> source.id()),
                pipeline.targets().stream().map(target -> target.id()),
                pipeline.control().stream().map(control -> control.id()))
            .flatMap(id -> id);
    return Stream.concat(roles, ids).toList();
  }

  @Test
  void every_plan_has_its_pipeline() throws IOException {
    List<Path> expected = pipelines().stream().map(GoldenPlanTest::golden).toList();

    assertThat(files(PLANS, ".txt")).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void operators_that_join_files_are_named_out_of_the_ids_too(@TempDir Path folder)
      throws IOException {
    String lake = Files.readString(PIPELINES.resolve("lake.yaml"));
    Path joining = folder.resolve("lake.yaml");
    Files.writeString(
        joining,
        lake.replace("compression: zstd}", "compression: zstd, compact: {every_checkpoints: 5}}"));

    assertThat(plan(joining).operators())
        .extracting(GraphPlan.Operator::uid)
        .contains(
            "lake/target/lake: FileSinkCompactorCoordinator",
            "lake/target/lake: FileSinkCompactorOperator");
  }

  private static Path golden(Path file) {
    String name = PIPELINES.relativize(file).toString().replace(".yaml", ".txt");
    return PLANS.resolve(name);
  }

  private static PipelineSpec load(Path file) {
    return new PipelineLoader(ConnectorCatalog.discover()).load(file, References.kept());
  }

  private static GraphPlan plan(Path file) {
    StreamExecutionEnvironment environment = new StreamExecutionEnvironment(new Configuration());
    environment.setParallelism(2);
    try {
      PipelineCompiler.compile(load(file), ConnectorCatalog.discover(), environment);
    } catch (RuntimeException e) {
      fail(file + " does not compile: " + e.getMessage(), e);
    }
    return GraphPlan.of(environment);
  }

  private static String text(GraphPlan plan) {
    StringBuilder text = new StringBuilder();
    for (GraphPlan.Operator operator : plan.operators()) {
      text.append(operator.uid()).append('\n');
      line("name", operator.name(), text);
      line("kind", operator.kind(), text);
      line("output", operator.output(), text);
      line("parallelism", Integer.toString(operator.parallelism()), text);
      operator.inputs().forEach(input -> line("from", input, text));
    }
    return text.toString();
  }

  private static void line(String name, String value, StringBuilder text) {
    if (!value.isEmpty()) {
      text.append("  ").append(name).append(": ").append(value).append('\n');
    }
  }
}
