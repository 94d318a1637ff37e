package io.esync.jobs.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.esync.connectors.memory.MemoryTable;
import io.esync.connectors.memory.MemoryTables;
import io.esync.jobs.cluster.Installation;
import io.esync.jobs.compile.PipelineCompiler;
import io.esync.jobs.spec.ConnectorCatalog;
import io.esync.jobs.spec.PipelineLoader;
import io.esync.jobs.spec.bind.References;
import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.Row;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.CommonTestUtils;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The state that each release left is understood by today's code. The savepoints lie in
 * src/test/resources/savepoints, one folder for each release; {@code -Dsavepoint.write=v0.2} adds
 * one.
 */
class SavedStateTest {
  private static final Path SAVEPOINTS =
      Installation.find().home().resolve("jobs/src/test/resources/savepoints");
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  @TempDir Path folder;

  private final MemoryTable table = MemoryTables.named("fixture");

  static List<Path> releases() throws IOException {
    try (Stream<Path> files = Files.list(SAVEPOINTS)) {
      return files.filter(Files::isDirectory).sorted().toList();
    }
  }

  @AfterEach
  void forgetTable() {
    MemoryTables.remove("fixture");
  }

  @ParameterizedTest
  @DisabledIfSystemProperty(named = "savepoint.write", matches = ".+")
  @MethodSource("releases")
  void a_pipeline_goes_on_from_the_savepoint_of_each_release(
      Path savepoint, @InjectMiniCluster MiniCluster flink) throws Exception {
    JobGraph graph = graph("after.yaml");
    graph.setSavepointRestoreSettings(SavepointRestoreSettings.forPath(savepoint.toString()));
    JobID job = flink.submitJob(graph).get().getJobID();

    await().atMost(PATIENCE).until(() -> table.latest("contact", 4L).isPresent());
    flink.cancelJob(job).get();

    assertThat(table.rows()).as("what was done before is not done again").hasSize(2);
    assertThat(values(table.latest("contact", 1L).orElseThrow()))
        .as("the new e-mail, and the rest out of the savepoint")
        .containsEntry("email", "ada@example.com")
        .containsEntry("tags", Arrays.asList("new", null))
        .containsEntry("seen", Instant.parse("2026-01-01T00:00:00Z"))
        .containsEntry("balance", new BigDecimal("12.50"));
    assertThat(table.changes())
        .as("nothing came of changes older than the savepoint's")
        .noneMatch(change -> change.key().values().contains(3L))
        .filteredOn(change -> change.op() == ChangeOp.DELETE)
        .singleElement()
        .matches(change -> change.key().values().contains(2L));
  }

  @Test
  @EnabledIfSystemProperty(named = "savepoint.write", matches = ".+")
  void a_savepoint_is_written(@InjectMiniCluster MiniCluster flink) throws Exception {
    JobID job = flink.submitJob(graph("before.yaml")).get().getJobID();
    CommonTestUtils.waitForAllTaskRunning(flink, job, false);
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                table.rows().size() == 2
                    && values(table.latest("contact", 1L).orElseThrow()).containsKey("balance")
                    && values(table.latest("contact", 2L).orElseThrow()).containsKey("balance")
                    && table.changes().stream().anyMatch(c -> c.op() == ChangeOp.DELETE));

    String written =
        flink
            .stopWithSavepoint(job, folder.toUri().toString(), false, SavepointFormatType.CANONICAL)
            .get();
    await().atMost(PATIENCE).until(() -> flink.getJobStatus(job).get() == JobStatus.FINISHED);

    Path kept = SAVEPOINTS.resolve(System.getProperty("savepoint.write"));
    Files.createDirectories(kept);
    try (Stream<Path> files = Files.list(Path.of(URI.create(written)))) {
      for (Path file : files.toList()) {
        Files.copy(file, kept.resolve(file.getFileName()));
      }
    }
  }

  private JobGraph graph(String name) {
    Configuration settings = new Configuration();
    settings.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY,
        folder.resolve("checkpoints").toUri().toString());
    StreamExecutionEnvironment environment = new StreamExecutionEnvironment(settings);
    ConnectorCatalog catalog = ConnectorCatalog.discover();
    PipelineCompiler.compile(
        new PipelineLoader(catalog).load(SAVEPOINTS.resolve(name), References.of(Map.of())),
        catalog,
        environment);
    return environment.getStreamGraph().getJobGraph();
  }

  private static Map<String, Object> values(Row row) {
    Map<String, Object> values = new TreeMap<>();
    for (int i = 0; i < row.schema().size(); i++) {
      if (!row.isAbsent(i)) {
        values.put(row.schema().field(i).name(), row.get(i));
      }
    }
    return values;
  }
}
