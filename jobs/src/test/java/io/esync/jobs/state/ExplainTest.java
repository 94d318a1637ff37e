package io.esync.jobs.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.esync.connectors.testkit.S3Server;
import io.esync.jobs.cluster.FlinkRest;
import io.esync.operators.model.EntityKey;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.api.common.JobID;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExplainTest {
  private static final String MERGE = "strategy: last-write-wins, priority: [crm, billing]";

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  @TempDir Path folder;
  private PeopleJob people;
  private Path file;

  @BeforeEach
  void writeFile(@InjectMiniCluster MiniCluster flink) throws Exception {
    people = new PeopleJob(flink, folder);
    file = people.file("people", MERGE);
  }

  @AfterEach
  void endJobs() throws Exception {
    people.end();
  }

  @Test
  void a_running_job_is_explained_from_a_checkpoint_that_it_takes_for_that() throws Exception {
    JobID job = people.startAndFill(file);

    String text =
        people.esync(
            0, "explain", "--pipeline", file, "--key", 1, "--jobmanager", people.jobManager());

    assertThat(text)
        .contains("contact[1] exists: crm and billing have it")
        .containsPattern(
            "email +✓ +\"ada@crm.org\" +crm +2026-01-01T00:00:10Z +0/10/0 +latest +source priority")
        .containsPattern("\n +\"ada@billing.org\" +billing +2026-01-01T00:00:10Z +0/5/0\n")
        .containsPattern("balance +✓ +\"12.50\" +billing .* only source");
    people.cancel(job);
  }

  @ParameterizedTest
  @EnumSource(SavepointFormatType.class)
  void a_savepoint_of_either_format_is_explained_without_a_job(SavepointFormatType format)
      throws Exception {
    String savepoint = people.stop(people.startAndFill(file), format);

    JsonNode gone =
        new ObjectMapper().readTree(explain(savepoint, 0, "--key", "{\"id\": 2}", "--json"));

    assertThat(gone.path("exists").asBoolean()).isFalse();
    assertThat(gone.path("why").asText())
        .isEqualTo(
            "crm deleted at 2026-01-01T00:00:40Z; deletes: latest; billing wrote it no later"
                + " (latest timestamp)");
    assertThat(gone.path("sources").toString())
        .isEqualTo(
            "[{\"source\":\"billing\",\"has\":true,\"version\":\"0/6/0\","
                + "\"time\":\"2026-01-01T00:00:06Z\"},{\"source\":\"crm\",\"has\":false,"
                + "\"deletedVersion\":\"0/40/0\",\"deletedAt\":\"2026-01-01T00:00:40Z\"}]");
    assertThat(explain(savepoint, 0, "--key", "3")).contains("contact[3] exists: crm has it");
    assertThat(explain(savepoint, 0, "--key", "99"))
        .contains("contact[99] does not exist: no source has it");
    assertThat(explain(savepoint, 2, "--key", "1", "2")).contains("what --key gives has 2 values");
  }

  @Test
  void a_savepoint_that_is_none_or_another_pipelines_is_refused_with_what_to_do() throws Exception {
    String savepoint = people.stop(people.startAndFill(file), SavepointFormatType.CANONICAL);
    Path other = people.file("others", MERGE);

    assertThat(
            people.esync(1, "explain", "--pipeline", other, "--savepoint", savepoint, "--key", "1"))
        .contains("holds no state of pipeline 'others'")
        .contains("Give a savepoint of a job that ran this pipeline.");
    assertThat(explain(folder.resolve("nowhere").toString(), 1, "--key", "1"))
        .contains("No savepoint or checkpoint at " + folder.resolve("nowhere"))
        .doesNotContain("\tat ");
    assertThat(explain(savepoint, 2, "--entity", "contcat", "--key", "1"))
        .contains("has no entity 'contcat'. did you mean 'contact'?");
  }

  @Test
  void a_checkpoint_that_is_gone_is_told_from_one_that_is_broken() throws Exception {
    Files.writeString(folder.resolve("_metadata"), "this is no checkpoint");

    assertThat(failureOfOpening(folder.resolve("chk-9")))
        .as("a running job has replaced it: a newer one is read")
        .matches(UnreadableStateException::isGone);
    assertThat(failureOfOpening(folder))
        .matches(failure -> !failure.isGone())
        .hasMessageStartingWith("No savepoint or checkpoint at " + folder);
  }

  @Test
  void state_on_s3_is_read_as_the_configuration_of_the_cluster_says(
      @InjectMiniCluster MiniCluster flink) throws Exception {
    try (S3Server s3 = S3Server.start()) {
      s3.createBucket("state");
      Path conf = Files.createDirectory(folder.resolve("conf"));
      StringBuilder options = new StringBuilder();
      s3.flinkOptions()
          .forEach((name, value) -> options.append("%s: \"%s\"\n".formatted(name, value)));
      Files.writeString(conf.resolve("config.yaml"), options);
      StateFiles.know(conf);
      PeopleJob remote = new PeopleJob(flink, folder, "s3://state/people");
      JobID job = remote.startAndFill(file);

      FlinkRest rest = new FlinkRest(URI.create("http://" + remote.jobManager()));
      assertKnowsContacts(rest.checkpoint(job.toString(), Duration.ofSeconds(60)));
      assertKnowsContacts(remote.stop(job, SavepointFormatType.NATIVE));
    } finally {
      StateFiles.know(folder.resolve("nowhere"));
    }
  }

  private static void assertKnowsContacts(String path) {
    assertThat(path).startsWith("s3://state/people");
    SavedMerge merge = SavedMerge.open(path, "people", "people/merge");
    assertThat(merge.find(EntityKey.of("contact", 1L))).isPresent();
    assertThat(merge.find(EntityKey.of("contact", 99L))).isEmpty();
  }

  private static UnreadableStateException failureOfOpening(Path path) {
    return catchThrowableOfType(
        UnreadableStateException.class,
        () -> SavedMerge.open(path.toString(), "people", "people/merge"));
  }

  @Test
  void another_policy_in_the_file_than_in_the_job_is_said() throws Exception {
    String savepoint = people.stop(people.startAndFill(file), SavepointFormatType.CANONICAL);
    Path changed = people.file("people", MERGE.replace("crm, billing", "billing, crm"));

    String text =
        people.esync(0, "explain", "--pipeline", changed, "--savepoint", savepoint, "--key", "1");

    assertThat(text)
        .contains("The job merges by another policy than this file")
        .containsPattern("email +✓ +\"ada@billing.org\" +billing");
  }

  private String explain(String savepoint, int code, String... more) {
    Object[] arguments = new Object[5 + more.length];
    Object[] first = {"explain", "--pipeline", file, "--savepoint", savepoint};
    System.arraycopy(first, 0, arguments, 0, first.length);
    System.arraycopy(more, 0, arguments, first.length, more.length);
    return people.esync(code, arguments);
  }
}
