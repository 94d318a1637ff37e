package io.esync.jobs.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.esync.jobs.cluster.FlinkRest;
import io.esync.operators.model.ChangeRecord;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MetricOptions;
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
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a savepoint and another policy give: told before, and done after. */
class PolicyChangeTest {
  private static final String CRM_FIRST = "strategy: last-write-wins, priority: [crm, billing]";
  private static final String BILLING_FIRST = "strategy: last-write-wins, priority: [billing, crm]";
  private static final String BY_FIELD = "strategy: field-level, priority: [crm, billing]";
  private static final String TRUSTED = "{rule: trusted, order: [crm, billing]}}";
  private static final Path FIRST_RELEASE = Path.of("src/test/resources/savepoints/v0.1");

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setConfiguration(
                  new Configuration()
                      .set(MetricOptions.METRIC_FETCHER_UPDATE_INTERVAL, Duration.ofMillis(100)))
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  @TempDir Path folder;
  private MiniCluster flink;
  private PeopleJob people;

  @BeforeEach
  void makeFolder(@InjectMiniCluster MiniCluster cluster) {
    flink = cluster;
    people = new PeopleJob(flink, folder);
  }

  @AfterEach
  void endJobs() throws Exception {
    people.end();
  }

  static List<Arguments> changes() {
    return List.of(
        arguments("another priority", CRM_FIRST, BILLING_FIRST, Set.of(1L)),
        arguments("another strategy", CRM_FIRST, BY_FIELD + ", default: earliest", Set.of(4L)),
        arguments("another rule", BY_FIELD, BY_FIELD + ", fields: {email: " + TRUSTED, Set.of(4L)),
        arguments("other deletes", CRM_FIRST, CRM_FIRST + ", deletes: all-sources", Set.of(2L)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changes")
  void a_changed_policy_writes_the_entities_that_it_changes_and_reads_no_source(
      String what, String before, String after, Set<Long> changed) throws Exception {
    Path file = people.file("people", after);
    String savepoint =
        people.stop(
            people.startAndFill(people.file("people", before)), SavepointFormatType.CANONICAL);
    int written = people.table().changes().size();

    JsonNode told = told(people.esync(0, simulate(savepoint, file, "--json")));
    JobID job = people.start(file, savepoint);
    FlinkRest rest = new FlinkRest(URI.create("http://" + people.jobManager()));
    PeopleJob.until(
        () ->
            metric(rest, job, "resolvedAgain") == changed.size()
                && metric(rest, job, "toResolveAgain") == 0);
    people.stop(job, SavepointFormatType.NATIVE);

    List<ChangeRecord> again =
        people.table().changes().subList(written, people.table().changes().size());
    assertThat(again)
        .as("each that changes, once, and no other")
        .hasSize(changed.size())
        .allMatch(change -> change.origin().stream().equals("policy changed"))
        .flatMap(change -> change.key().values())
        .containsExactlyInAnyOrderElementsOf(changed);
    assertThat(rest.job(job.toHexString()).vertices())
        .filteredOn(vertex -> vertex.name().startsWith("Source"))
        .hasSize(2)
        .allSatisfy(source -> assertThat(source.recordsOut()).isZero());
    assertThat(told.path("entities").asLong()).isEqualTo(4);
    assertThat(told.path("examples"))
        .as("what was told before")
        .extracting(example -> example.path("key").asText())
        .containsExactlyElementsOf(changed.stream().map(key -> "contact[" + key + "]").toList());
  }

  @Test
  void fields_values_and_reviews_are_told() throws Exception {
    String savepoint =
        people.stop(
            people.startAndFill(people.file("people", CRM_FIRST)), SavepointFormatType.NATIVE);
    Path reviewed =
        people.file(
            "people", BY_FIELD + ", fields: {email: " + TRUSTED + ", review: {fields: [email]}");

    JsonNode told = told(people.esync(0, simulate(savepoint, reviewed, "--json")));
    String explained =
        people.esync(0, "explain", "--savepoint", savepoint, "--pipeline", reviewed, "--key", "4");

    assertThat(told.path("fields").toString()).isEqualTo("{\"email\":1}");
    assertThat(told.path("examples").toString())
        .isEqualTo(
            "[{\"key\":\"contact[4]\",\"fate\":\"changed\",\"fields\":[{\"field\":\"email\","
                + "\"now\":\"dan@billing.org\",\"then\":\"dan@crm.org\","
                + "\"rule\":\"trusted: trust\"}]}]");
    assertThat(told.path("reviewsOpened").asInt()).isEqualTo(2);
    assertThat(told.path("reviewsClosed").asInt()).isZero();
    assertThat(explained).containsPattern("\\? +review open +2026-01-01T00:00:45Z");
  }

  @Test
  void personal_data_is_masked_in_examples_unless_it_is_asked_for() throws Exception {
    String savepoint =
        people.stop(
            people.startAndFill(people.file("people", CRM_FIRST)), SavepointFormatType.NATIVE);
    Path file = people.file("people", BILLING_FIRST);
    Files.writeString(
        file,
        Files.readString(file)
            .replace("id: {type: bigint}", "id: {type: bigint, pii: generic}")
            .replace("email: {type: string}", "email: {type: string, pii: email}"));

    String masked = people.esync(0, simulate(savepoint, file));
    String clear = people.esync(0, simulate(savepoint, file, "--show-pii"));

    assertThat(masked)
        .containsPattern(
            "contact\\[\\*\\*\\*] +email +\"a\\*\\*\\*@crm.org\" +\"a\\*\\*\\*@billing.org\"")
        .doesNotContain("ada@");
    assertThat(clear).containsPattern("contact\\[1] +email +\"ada@crm.org\" +\"ada@billing.org\"");
  }

  @Test
  void the_same_policy_writes_nothing_again() throws Exception {
    Path file = people.file("people", CRM_FIRST);
    String savepoint = people.stop(people.startAndFill(file), SavepointFormatType.CANONICAL);
    int written = people.table().changes().size();

    String told = people.esync(0, simulate(savepoint, file));
    people.stop(people.start(file, savepoint), SavepointFormatType.NATIVE);

    assertThat(told).contains("contact: of 4 entities, 0 would change, 0 appear, 0 go");
    assertThat(people.table().changes()).hasSize(written);
  }

  @Test
  void a_running_jobs_latest_checkpoint_is_simulated_too() throws Exception {
    JobID job = people.startAndFill(people.file("people", CRM_FIRST));
    new FlinkRest(URI.create("http://" + people.jobManager()))
        .checkpoint(job.toHexString(), Duration.ofMinutes(1));

    String told =
        people.esync(
            0,
            "simulate",
            "--job",
            job.toHexString(),
            "--jobmanager",
            people.jobManager(),
            "--pipeline",
            people.file("people", BILLING_FIRST));

    assertThat(told)
        .contains("contact: of 4 entities, 1 would change")
        .containsPattern("contact\\[1] +email +\"ada@crm.org\" +\"ada@billing.org\"");
    people.cancel(job);
  }

  @Test
  void a_state_without_its_policies_tells_what_cannot_be_told() throws Exception {
    String told =
        people.esync(
            0,
            "simulate",
            "--savepoint",
            FIRST_RELEASE.toAbsolutePath(),
            "--pipeline",
            people.file("contacts", BILLING_FIRST));

    assertThat(told)
        .contains("The state knows no such entity")
        .contains("contact: of 3 entities, 0 would change")
        .contains("Of 3 nobody knows how they look now");
  }

  private static Object[] simulate(String savepoint, Path file, String... more) {
    return Stream.concat(
            Stream.of("simulate", "--savepoint", savepoint, "--pipeline", file), Stream.of(more))
        .toArray();
  }

  private static JsonNode told(String json) throws IOException {
    return new ObjectMapper().readTree(json).path("entities").path(0);
  }

  private static double metric(FlinkRest rest, JobID job, String name) {
    return rest.metrics(job.toHexString(), metric -> metric.endsWith(name)).values().stream()
        .mapToDouble(Double::doubleValue)
        .sum();
  }
}
