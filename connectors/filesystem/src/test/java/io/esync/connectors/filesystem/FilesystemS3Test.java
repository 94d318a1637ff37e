package io.esync.connectors.filesystem;

import static io.esync.connectors.filesystem.SourceFolder.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.esync.connectors.filesystem.FilesystemConfig.Compact;
import io.esync.connectors.filesystem.FilesystemConfig.Format;
import io.esync.connectors.filesystem.FilesystemSourceConfig.Envelope;
import io.esync.connectors.filesystem.FilesystemSourceConfig.FirstRead;
import io.esync.connectors.filesystem.FilesystemSourceConfig.UnknownMembers;
import io.esync.connectors.filesystem.FilesystemSourceConfig.Watch;
import io.esync.connectors.filesystem.SourceFolder.Reading;
import io.esync.connectors.spi.SourceContext;
import io.esync.connectors.spi.json.DeclaredStream;
import io.esync.connectors.testkit.FlinkPlugins;
import io.esync.connectors.testkit.S3Server;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Files on S3, through Flink's plugin. */
@Timeout(240)
class FilesystemS3Test {
  private static final String BUCKET = "files";
  private static S3Server s3;

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberSlotsPerTaskManager(NumbersJob.PARALLELISM)
              .build());

  @BeforeAll
  static void start() {
    s3 = S3Server.start();
    s3.createBucket(BUCKET);
    FlinkPlugins.useFileSystems(s3.flinkOptions());
  }

  @AfterAll
  static void stop() {
    FlinkPlugins.useFileSystems(Map.of());
    s3.close();
  }

  @Test
  void objects_are_read_as_they_come_and_anew_when_they_are_replaced() throws Exception {
    s3.put(BUCKET, "in/a.jsonl", "{\"id\":1}\n{\"id\":2}");
    try (Reading reading = Reading.start(config("s3://files/in", true))) {
      assertThat(texts(reading.read())).containsExactly("UPSERT 1", "UPSERT 2");
      assertThat(reading.read()).isEmpty();

      s3.put(BUCKET, "in/day=1/b.jsonl", "{\"id\":3}\n");
      s3.put(BUCKET, "in/a.jsonl", "{\"id\":1}\n{\"id\":2}\n{\"id\":4}\n");

      assertThat(texts(reading.read()))
          .containsExactly("UPSERT 1", "UPSERT 2", "UPSERT 4", "UPSERT 3");
    }
  }

  @Test
  void objects_that_are_there_pass_the_check() {
    s3.put(BUCKET, "away/a.jsonl", "{\"id\":1}\n");
    assertThat(new FilesystemSourceConnector().check(config("s3://files/away", false), context()))
        .isEmpty();
  }

  @Test
  void a_bucket_that_is_not_there_fails_the_check_and_says_what_to_set() {
    var failures =
        new FilesystemConnector()
            .check(
                new FilesystemConfig("s3://nowhere/lake", Format.PARQUET),
                FilesystemConnectorTest.context(Map.of()));

    assertThat(failures)
        .singleElement()
        .satisfies(
            failure -> {
              assertThat(failure.problem()).contains("s3://nowhere/lake");
              assertThat(failure.remedy()).contains("bucket", "s3.access-key");
              assertThat(failure.toString()).doesNotContain(s3.secretKey());
            });
  }

  @Test
  void a_bucket_that_is_there_passes_the_check_and_is_left_as_it_was() {
    assertThat(
            new FilesystemConnector()
                .check(
                    new FilesystemConfig("s3://files/lake", Format.PARQUET),
                    FilesystemConnectorTest.context(Map.of())))
        .isEmpty();
    assertThat(s3.keys(BUCKET, "lake/").stream().filter(key -> !key.endsWith("/"))).isEmpty();
  }

  @Test
  void small_objects_are_joined_and_every_change_stands_once() throws Exception {
    NumbersJob job = new NumbersJob("s3://files/joined", Format.PARQUET, new Compact(3, 1 << 20));

    job.start(500, number -> number, null).getJobExecutionResult().get();

    List<Long> seen = new ArrayList<>(job.seen("customers"));
    seen.addAll(job.seen("order"));
    assertThat(seen).containsExactlyInAnyOrderElementsOf(LongStream.range(0, 500).boxed().toList());
    assertThat(s3.keys(BUCKET, "joined/").stream().filter(key -> !key.endsWith("/")))
        .allMatch(key -> key.matches("joined/(customers|order)/compacted-part-.*\\.parquet"));
  }

  private static SourceContext context() {
    return new SourceContext("shop", "files", List.of());
  }

  private static FilesystemSourceConfig config(String path, boolean followed) {
    return new FilesystemSourceConfig(
        path,
        Format.JSON_LINES,
        Envelope.ROW,
        Map.of("rows", new DeclaredStream(List.of("id"), Map.of("id", "bigint"))),
        null,
        "delete",
        UnknownMembers.REJECT,
        followed ? new Watch(Duration.ofMillis(5)) : null,
        1 << 20,
        null,
        true,
        FirstRead.IN_ORDER);
  }
}
