package io.esync.connectors.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.esync.connectors.filesystem.FilesystemConfig.Format;
import io.esync.connectors.filesystem.FilesystemSourceConfig.Envelope;
import io.esync.connectors.filesystem.FilesystemSourceConfig.UnknownMembers;
import io.esync.connectors.spi.SourceConnector;
import io.esync.connectors.spi.SourceContext;
import io.esync.connectors.testkit.contract.StoppedJob;
import io.esync.operators.flink.ModelTypeInfo;
import io.esync.operators.model.SourceRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Timeout(240)
class FilesystemSourceTest {
  private static final int PARALLELISM = 2;
  private static final SourceContext CONTEXT =
      new SourceContext("shop", "crm", List.of(new SourceContext.Stream("customers", List.of())));

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberSlotsPerTaskManager(PARALLELISM)
              .build());

  private static final Queue<String> SEEN = new ConcurrentLinkedQueue<>();

  @TempDir Path directory;
  private final FilesystemSourceConnector connector = new FilesystemSourceConnector();

  @BeforeEach
  void forget() {
    SEEN.clear();
  }

  @Test
  void it_is_found_by_the_service_loader() {
    assertThat(ServiceLoader.load(SourceConnector.class))
        .hasAtLeastOneElementOfType(FilesystemSourceConnector.class);
  }

  @Test
  void a_job_over_files_that_are_there_ends_with_them() throws Exception {
    new SourceFolder(directory).append("a", "{\"id\":1}\n{oops\n{\"id\":2}");

    start(SourceFolder.config(directory, false), null).getJobExecutionResult().get();

    assertThat(SEEN).hasSize(3).startsWith("UPSERT 1").endsWith("UPSERT 2");
  }

  @Test
  void a_stopped_source_goes_on_in_the_middle_of_a_file(@TempDir Path savepoints) throws Exception {
    SourceFolder folder = new SourceFolder(directory);
    folder.append("a", "{\"id\":1}\n{\"id\":2}\n{\"id");
    JobClient first = start(folder.followed(), null);
    await().untilAsserted(() -> assertThat(SEEN).containsExactly("UPSERT 1", "UPSERT 2"));
    String savepoint = StoppedJob.withSavepoint(first, savepoints);
    folder.append("a", "\":3}\n");
    folder.append("b", "{\"id\":4}\n");

    JobClient second = start(folder.followed(), savepoint);

    await().untilAsserted(() -> assertThat(SEEN).hasSize(4));
    folder.append("a", "{\"id\":5}\n");
    await()
        .untilAsserted(
            () ->
                assertThat(SEEN)
                    .containsExactly("UPSERT 1", "UPSERT 2", "UPSERT 3", "UPSERT 4", "UPSERT 5"));
    second.cancel().get();
  }

  @Test
  void the_check_finds_a_missing_file_unless_it_is_waited_for() {
    Path missing = directory.resolve("no.jsonl");

    assertThat(connector.check(SourceFolder.config(missing, true), CONTEXT)).isEmpty();
    assertThat(connector.check(SourceFolder.config(missing, false), CONTEXT))
        .singleElement()
        .satisfies(
            failure -> {
              assertThat(failure.problem()).contains("no file and no folder", "no.jsonl");
              assertThat(failure.remedy()).contains("'watch'");
            });
  }

  @Test
  void the_check_finds_a_stream_that_is_not_declared_and_a_missing_plugin() {
    SourceContext orders =
        new SourceContext("shop", "crm", List.of(new SourceContext.Stream("orders", List.of())));
    FilesystemSourceConfig remote =
        new FilesystemSourceConfig(
            "s3://bucket/in",
            Format.JSON_LINES,
            Envelope.ROW,
            SourceFolder.STREAMS,
            null,
            "delete",
            UnknownMembers.REJECT,
            null,
            1000);

    assertThat(connector.check(SourceFolder.config(directory, false), orders))
        .singleElement()
        .satisfies(failure -> assertThat(failure.problem()).contains("no stream 'orders'"));
    assertThat(connector.check(remote, CONTEXT))
        .singleElement()
        .satisfies(failure -> assertThat(failure.remedy()).contains("flink-s3-fs-hadoop"));
  }

  private JobClient start(FilesystemSourceConfig config, String savepoint) throws Exception {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    if (savepoint != null) {
      configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
    }
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    environment.setParallelism(PARALLELISM);
    environment.enableCheckpointing(20);
    environment
        .fromSource(
            connector.source(config, CONTEXT),
            WatermarkStrategy.noWatermarks(),
            "crm",
            ModelTypeInfo.SOURCE_RECORD)
        .uid("crm")
        .map(new Seen())
        .returns(ModelTypeInfo.SOURCE_RECORD)
        .uid("seen")
        .sinkTo(new DiscardingSink<>())
        .uid("nowhere");
    return environment.executeAsync();
  }

  /** Notes what it sees. */
  private static final class Seen implements MapFunction<SourceRecord, SourceRecord> {
    private static final long serialVersionUID = 1L;

    @Override
    public SourceRecord map(SourceRecord record) {
      SEEN.add(SourceFolder.text(record));
      return record;
    }
  }
}
