package io.esync.jobs.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.esync.connectors.testkit.KafkaServer;
import io.esync.operators.merge.Decision.Action;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Reviews and decisions of a pipeline: JSON lines, which is what holds by default, or messages. */
class ReviewedPipelineTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  @TempDir Path folder;

  private ReviewedPipeline reviewed;

  @BeforeEach
  void write() throws IOException {
    reviewed = new ReviewedPipeline(folder, "");
  }

  @AfterEach
  void forget() {
    reviewed.close();
  }

  @Test
  void a_review_opens_is_superseded_refuses_a_stale_decision_and_takes_one_on_what_it_shows(
      @InjectMiniCluster MiniCluster flink) throws Exception {
    JobID job = reviewed.submit(flink);
    reviewed.say("crm", "ada@crm", 1);
    reviewed.say("billing", "ada@billing", 2);
    await().atMost(PATIENCE).until(() -> reviewed.desk.list(null, true, 10).size() == 1);
    Review first = reviewed.desk.list("customer", true, 10).get(0);
    assertThat(first.entityKey()).isEqualTo("{\"id\":1}");
    assertThat(first.rivals())
        .extracting(Review.Rival::source, Review.Rival::value)
        .containsExactly(tuple("billing", "\"ada@billing\""), tuple("crm", "\"ada@crm\""));

    reviewed.say("billing", "ada@new", 3);
    await()
        .atMost(PATIENCE)
        .until(() -> !reviewed.desk.review(first.reviewId()).basis().equals(first.basis()));
    Review second = reviewed.desk.review(first.reviewId());
    assertThat(second.open()).isTrue();
    assertThat(second.shownValue()).isEqualTo("\"ada@new\"");

    Desk.Written stale = reviewed.desk.decide(first, pick("crm"));
    await().atMost(PATIENCE).until(() -> reviewed.outcomes().contains("REFUSED"));
    assertThat(reviewed.desk.await(first, stale, Duration.ZERO).taken()).isFalse();
    assertThat(reviewed.desk.await(second, stale, Duration.ZERO).text())
        .contains("the audit says so");
    assertThat(reviewed.email()).isEqualTo("ada@new");

    Desk.Written written = reviewed.desk.decide(second, pick("crm"));
    assertThat(reviewed.desk.await(second, written, PATIENCE))
        .isEqualTo(new Outcome(true, "RESOLVED"));
    await().atMost(PATIENCE).until(() -> reviewed.email().equals("ada@crm"));
    assertThat(reviewed.outcomes()).contains("DECIDED");
    assertThat(reviewed.desk.list(null, true, 10)).isEmpty();
    assertThatThrownBy(
            () -> reviewed.desk.decide(reviewed.desk.review(first.reviewId()), pick("crm")))
        .hasMessageContaining("is RESOLVED, by ada with PICK; there is nothing to decide");

    reviewed.say("billing", "ada@newest", 4);
    await().atMost(PATIENCE).until(() -> reviewed.desk.review(first.reviewId()).open());
    assertThat(reviewed.email()).isEqualTo("ada@newest");
    flink.cancelJob(job).get();
  }

  @Test
  void a_pin_holds_whatever_sources_say_and_is_taken_back(@InjectMiniCluster MiniCluster flink)
      throws Exception {
    JobID job = reviewed.submit(flink);
    reviewed.say("crm", "ada@crm", 1);
    reviewed.say("billing", "ada@billing", 2);
    await().atMost(PATIENCE).until(() -> reviewed.desk.list(null, true, 10).size() == 1);
    Review open = reviewed.desk.of("customer", "1", "email").get(0);

    Desk.Written pin =
        reviewed.desk.decide(open, new DecisionForm(Action.PIN, null, "kept", "ada", null));
    assertThat(reviewed.desk.await(open, pin, PATIENCE).taken()).isTrue();
    reviewed.say("crm", "same", 3);
    reviewed.say("billing", "same", 4);
    await().atMost(PATIENCE).until(() -> reviewed.audit.changes().size() >= 5);
    assertThat(reviewed.email()).isEqualTo("kept");

    Review pinned = reviewed.desk.review(open.reviewId());
    DecisionForm unpin = new DecisionForm(Action.UNPIN, null, null, "bob", "agreed by now");
    Desk.Written undone = reviewed.desk.decide(pinned, unpin);
    assertThat(reviewed.desk.await(pinned, undone, PATIENCE))
        .isEqualTo(new Outcome(true, "RESOLVED"));
    await().atMost(PATIENCE).until(() -> reviewed.email().equals("same"));
    assertThat(reviewed.desk.review(open.reviewId()).reviewer()).isEqualTo("bob");
    flink.cancelJob(job).get();
  }

  @Test
  void what_is_no_decision_goes_to_the_dead_letters_and_the_others_go_on(
      @InjectMiniCluster MiniCluster flink) throws Exception {
    JobID job = reviewed.submit(flink);
    reviewed.say("crm", "ada@crm", 1);
    reviewed.say("billing", "ada@billing", 2);
    await().atMost(PATIENCE).until(() -> reviewed.desk.list(null, true, 10).size() == 1);
    Path decisions = Files.createDirectories(folder.resolve("data/reviewed/decisions"));
    Files.writeString(
        decisions.resolve("0.jsonl"),
        "{\"decision_id\": \"x\", \"entity\": \"customer\", \"entity_key\": {\"id\": 1}, \"field\": \"id\"}\n{\n",
        StandardOpenOption.CREATE);

    await().atMost(PATIENCE).until(() -> reviewed.letters.rows().size() == 2);
    Review review = reviewed.desk.list(null, true, 10).get(0);
    DecisionForm set = new DecisionForm(Action.SET, null, "null", "ada", null);
    assertThat(reviewed.desk.await(review, reviewed.desk.decide(review, set), PATIENCE).taken())
        .isTrue();

    assertThat(reviewed.letters.rows().values())
        .extracting(row -> row.get("code"))
        .containsExactlyInAnyOrder("INVALID_DECISION", "UNREADABLE_RECORD");
    await().atMost(PATIENCE).until(() -> reviewed.email() == null);
    flink.cancelJob(job).get();
  }

  @Test
  void reviews_and_decisions_may_be_messages(@InjectMiniCluster MiniCluster flink)
      throws Exception {
    try (KafkaServer kafka = KafkaServer.start()) {
      reviewed =
          new ReviewedPipeline(
              folder,
              """
              review:
                type: kafka
                config: {bootstrap_servers: "%1$s", create_topics: {partitions: 2}}
                route: {topic: reviews}
              control:
                - id: decisions
                  type: kafka
                  config:
                    bootstrap_servers: "%1$s"
                    topics: [decisions]
                    streams:
                      decisions:
                        key: [decision_id]
                        fields: {decision_id: string, entity: string, entity_key: json, field: string, action: string, source: string, value: json, basis: string, reviewer: string, reason: string, decided_at: timestamptz}
              """
                  .formatted(kafka.bootstrapServers()));
      JobID job = reviewed.submit(flink);
      reviewed.say("crm", "ada@crm", 1);
      reviewed.say("billing", "ada@billing", 2);
      await().atMost(PATIENCE).until(() -> reviewed.desk.list(null, true, 10).size() == 1);
      Review open = reviewed.desk.list("customer", true, 10).get(0);

      Desk.Written picked = reviewed.desk.decide(open, pick("crm"));

      assertThat(reviewed.desk.await(open, picked, PATIENCE))
          .isEqualTo(new Outcome(true, "RESOLVED"));
      await().atMost(PATIENCE).until(() -> reviewed.email().equals("ada@crm"));
      assertThat(reviewed.desk.list(null, true, 10)).isEmpty();
      flink.cancelJob(job).get();
    }
  }

  private static DecisionForm pick(String source) {
    return new DecisionForm(Action.PICK, source, null, "ada", "called");
  }
}
