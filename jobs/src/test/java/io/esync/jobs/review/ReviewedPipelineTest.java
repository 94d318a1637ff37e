package io.esync.jobs.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.esync.connectors.memory.MemoryBuffers;
import io.esync.connectors.memory.MemoryTable;
import io.esync.connectors.memory.MemoryTables;
import io.esync.jobs.compile.PipelineCompiler;
import io.esync.jobs.spec.ConnectorCatalog;
import io.esync.jobs.spec.PipelineLoader;
import io.esync.jobs.spec.bind.References;
import io.esync.operators.merge.Decision.Action;
import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.DataType;
import io.esync.operators.model.Field;
import io.esync.operators.model.Origin;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.SourceChange;
import io.esync.operators.model.SourceVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A pipeline whose reviews and decisions are JSON lines, which is what holds by default. */
class ReviewedPipelineTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final RowSchema CONTACT =
      RowSchema.of(
          List.of(new Field("id", DataType.BIGINT), new Field("email", DataType.STRING)),
          List.of("id"));

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  @TempDir Path folder;

  private final MemoryTable merged = MemoryTables.named("reviewed");
  private final MemoryTable audit = MemoryTables.named("reviewed-audit");
  private final MemoryTable letters = MemoryTables.named("reviewed-dlq");
  private Path file;
  private Desk desk;
  private long versions;

  @BeforeEach
  void write() throws IOException {
    file =
        Files.writeString(
            folder.resolve("p.yaml"),
            """
            pipeline:
              id: reviewed
              data_dir: %s/data
              checkpointing: {interval: 100ms}
              sources:
                - {id: crm, type: memory, config: {buffer: reviewed-crm, bounded: false}}
                - {id: billing, type: memory, config: {buffer: reviewed-billing, bounded: false}}
              entities:
                - name: customer
                  key: [id]
                  fields: {id: {type: bigint}, email: {type: string}}
                  from: [{source: crm}, {source: billing}]
                  merge: {strategy: manual-review}
                  to: [{target: merged}]
              targets: [{id: merged, type: memory, config: {table: reviewed}}]
              audit: {level: all, type: memory, config: {table: reviewed-audit}}
              dlq: {type: memory, config: {table: reviewed-dlq}}
            """
                .formatted(folder));
    desk = Desk.open(file, Map.of());
  }

  @AfterEach
  void forget() {
    for (String buffer : List.of("reviewed-crm", "reviewed-billing")) {
      MemoryBuffers.remove(buffer);
    }
    for (String table : List.of("reviewed", "reviewed-audit", "reviewed-dlq")) {
      MemoryTables.remove(table);
    }
  }

  @Test
  void a_review_opens_is_superseded_refuses_a_stale_decision_and_takes_one_on_what_it_shows(
      @InjectMiniCluster MiniCluster flink) throws Exception {
    JobID job = submit(flink);
    say("crm", "ada@crm", 1);
    say("billing", "ada@billing", 2);
    await().atMost(PATIENCE).until(() -> desk.list(null, true, 10).size() == 1);
    Review first = desk.list("customer", true, 10).get(0);
    assertThat(first.entityKey()).isEqualTo("{\"id\":1}");
    assertThat(first.rivals())
        .extracting(Review.Rival::source, Review.Rival::value)
        .containsExactly(tuple("billing", "\"ada@billing\""), tuple("crm", "\"ada@crm\""));

    say("billing", "ada@new", 3);
    await()
        .atMost(PATIENCE)
        .until(() -> !desk.review(first.reviewId()).basis().equals(first.basis()));
    Review second = desk.review(first.reviewId());
    assertThat(second.open()).isTrue();
    assertThat(second.shownValue()).isEqualTo("\"ada@new\"");

    Desk.Written stale = desk.decide(first, pick("crm"));
    await().atMost(PATIENCE).until(() -> outcomes().contains("REFUSED"));
    assertThat(desk.await(first, stale, Duration.ZERO).taken()).isFalse();
    assertThat(desk.await(second, stale, Duration.ZERO).text()).contains("the audit says so");
    assertThat(email()).isEqualTo("ada@new");

    Desk.Written written = desk.decide(second, pick("crm"));
    assertThat(desk.await(second, written, PATIENCE)).isEqualTo(new Outcome(true, "RESOLVED"));
    await().atMost(PATIENCE).until(() -> email().equals("ada@crm"));
    assertThat(outcomes()).contains("DECIDED");
    assertThat(desk.list(null, true, 10)).isEmpty();
    assertThatThrownBy(() -> desk.decide(desk.review(first.reviewId()), pick("crm")))
        .hasMessageContaining("is RESOLVED, by ada with PICK; there is nothing to decide");

    say("billing", "ada@newest", 4);
    await().atMost(PATIENCE).until(() -> desk.review(first.reviewId()).open());
    assertThat(email()).isEqualTo("ada@newest");
    flink.cancelJob(job).get();
  }

  @Test
  void a_pin_holds_whatever_sources_say_and_is_taken_back(@InjectMiniCluster MiniCluster flink)
      throws Exception {
    JobID job = submit(flink);
    say("crm", "ada@crm", 1);
    say("billing", "ada@billing", 2);
    await().atMost(PATIENCE).until(() -> desk.list(null, true, 10).size() == 1);
    Review open = desk.of("customer", "1", "email").get(0);

    Desk.Written pin = desk.decide(open, new DecisionForm(Action.PIN, null, "kept", "ada", null));
    assertThat(desk.await(open, pin, PATIENCE).taken()).isTrue();
    say("crm", "same", 3);
    say("billing", "same", 4);
    await().atMost(PATIENCE).until(() -> audit.changes().size() >= 5);
    assertThat(email()).isEqualTo("kept");

    Review pinned = desk.review(open.reviewId());
    DecisionForm unpin = new DecisionForm(Action.UNPIN, null, null, "bob", "agreed by now");
    Desk.Written undone = desk.decide(pinned, unpin);
    assertThat(desk.await(pinned, undone, PATIENCE)).isEqualTo(new Outcome(true, "RESOLVED"));
    await().atMost(PATIENCE).until(() -> email().equals("same"));
    assertThat(desk.review(open.reviewId()).reviewer()).isEqualTo("bob");
    flink.cancelJob(job).get();
  }

  @Test
  void what_is_no_decision_goes_to_the_dead_letters_and_the_others_go_on(
      @InjectMiniCluster MiniCluster flink) throws Exception {
    JobID job = submit(flink);
    say("crm", "ada@crm", 1);
    say("billing", "ada@billing", 2);
    await().atMost(PATIENCE).until(() -> desk.list(null, true, 10).size() == 1);
    Path decisions = Files.createDirectories(folder.resolve("data/reviewed/decisions"));
    Files.writeString(
        decisions.resolve("0.jsonl"),
        "{\"decision_id\": \"x\", \"entity\": \"customer\", \"entity_key\": {\"id\": 1}, \"field\": \"id\"}\n{\n",
        StandardOpenOption.CREATE);

    await().atMost(PATIENCE).until(() -> letters.rows().size() == 2);
    Review review = desk.list(null, true, 10).get(0);
    DecisionForm set = new DecisionForm(Action.SET, null, "null", "ada", null);
    assertThat(desk.await(review, desk.decide(review, set), PATIENCE).taken()).isTrue();

    assertThat(letters.rows().values())
        .extracting(row -> row.get("code"))
        .containsExactlyInAnyOrder("INVALID_DECISION", "UNREADABLE_RECORD");
    await().atMost(PATIENCE).until(() -> email() == null);
    flink.cancelJob(job).get();
  }

  private static DecisionForm pick(String source) {
    return new DecisionForm(Action.PICK, source, null, "ada", "called");
  }

  private Object email() {
    return merged.latest("customer", 1L).orElseThrow().get("email");
  }

  private List<Object> outcomes() {
    return audit.changes().stream().map(change -> change.row().get("outcome")).toList();
  }

  private void say(String source, String email, int day) {
    long time = Duration.ofDays(day).toMillis() * 1000;
    Origin origin =
        new Origin(source, "contacts", new SourceVersion(0, ++versions, 0), time, 0, false);
    MemoryBuffers.named("reviewed-" + source)
        .offer(new SourceChange(origin, ChangeOp.UPSERT, null, Row.of(CONTACT, 1L, email)));
  }

  private JobID submit(MiniCluster flink) throws Exception {
    Configuration settings = new Configuration();
    settings.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY,
        folder.resolve("checkpoints").toUri().toString());
    StreamExecutionEnvironment environment = new StreamExecutionEnvironment(settings);
    environment.setParallelism(2);
    ConnectorCatalog catalog = ConnectorCatalog.discover();
    PipelineCompiler.compile(
        new PipelineLoader(catalog).load(file, References.of(Map.of())), catalog, environment);
    return flink.submitJob(environment.getStreamGraph().getJobGraph()).get().getJobID();
  }
}
