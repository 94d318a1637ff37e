package io.esync.jobs.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each example against real servers: a first copy, changes, a delete, a stop with savepoint,
 * changes while it is stopped, and the rest after it goes on.
 */
@Timeout(240)
class ExamplesTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder().setNumberSlotsPerTaskManager(2).build());

  private static final ExampleServers SERVERS = new ExampleServers();

  @TempDir Path folder;
  private ExampleJob flink;

  @BeforeEach
  void on(@InjectMiniCluster MiniCluster cluster) {
    flink = new ExampleJob(cluster, folder);
  }

  @AfterAll
  static void stop() {
    SERVERS.close();
  }

  @Test
  void a_table_is_polled() throws Exception {
    lives(new PollExample(SERVERS, folder));
  }

  @Test
  void an_api_is_polled_into_another() throws Exception {
    lives(new HttpExample());
  }

  @Test
  void events_of_a_webhook_are_kept_in_a_table() throws Exception {
    lives(new WebhookExample(SERVERS));
  }

  @Test
  void an_organisation_of_github_is_followed() throws Exception {
    lives(new GitHubExample(SERVERS));
  }

  @Test
  void a_webhook_needs_no_poll_and_one_that_is_lost_is_made_up_for_by_the_next() throws Exception {
    try (GitHubExample example = new GitHubExample(SERVERS)) {
      example.put(1, "Ada");
      JobID job = flink.start(example, null);
      try {
        awaitEqual(example, Map.of(1L, "Ada"));
        await()
            .atMost(PATIENCE)
            .untilAsserted(() -> assertThat(example.others()).hasSize(6).doesNotContainValue(0L));

        example.stopAnswering();
        example.put(1, "Ada Lovelace");
        example.put(2, "Grace");
        awaitEqual(example, Map.of(1L, "Ada Lovelace", 2L, "Grace"));

        example.put(3, "Edsger");
        example.put(4, "of whom nobody tells");
        await().atMost(PATIENCE).until(example::isAllTold);
        await().atMost(PATIENCE).until(() -> example.target().containsKey(3L));
        assertThat(example.target()).doesNotContainKey(4L);
        example.answerAgain();
        awaitEqual(
            example,
            Map.of(1L, "Ada Lovelace", 2L, "Grace", 3L, "Edsger", 4L, "of whom nobody tells"));
      } finally {
        flink.cancel(job);
      }
    }
  }

  @Test
  void files_are_merged() throws Exception {
    lives(InboxExample.files(folder));
  }

  @Test
  void files_are_merged_by_a_pipeline_that_takes_commands() throws Exception {
    lives(InboxExample.operations(folder));
  }

  @Test
  void files_are_kept_in_an_iceberg_table() throws Exception {
    lives(InboxExample.iceberg(folder));
  }

  @Test
  void mysql_is_captured() throws Exception {
    lives(new MySqlExample(SERVERS));
  }

  @Test
  void topics_are_merged() throws Exception {
    lives(new KafkaExample(SERVERS, folder));
  }

  @Test
  void a_table_is_kept_as_parquet_on_s3() throws Exception {
    lives(new LakeExample(SERVERS));
  }

  @Test
  void postgres_mysql_and_kafka_become_one_customer() throws Exception {
    lives(new CustomerExample(SERVERS));
  }

  @Test
  void two_databases_follow_each_other() throws Exception {
    lives(new TwoWayExample(SERVERS));
  }

  private void lives(Example example) throws Exception {
    try (example) {
      example.put(1, "Ada");
      example.put(2, "Grace");
      example.put(3, "Edsger");
      JobID job = flink.start(example, null);
      try {
        awaitEqual(example, Map.of(1L, "Ada", 2L, "Grace", 3L, "Edsger"));

        example.put(2, "Grace Hopper");
        example.put(4, "Barbara");
        example.delete(3);
        awaitEqual(example, Map.of(1L, "Ada", 2L, "Grace Hopper", 4L, "Barbara"));

        String savepoint = flink.stop(job);
        example.put(1, "Ada Lovelace");
        example.put(5, "Donald");
        example.delete(2);

        job = flink.start(example, savepoint);
        awaitEqual(example, Map.of(1L, "Ada Lovelace", 4L, "Barbara", 5L, "Donald"));
      } finally {
        flink.cancel(job);
      }
    }
  }

  private static void awaitEqual(Example example, Map<Long, String> expected) throws Exception {
    assertThat(example.source()).isEqualTo(expected);
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(example.target()).isEqualTo(expected));
  }
}
