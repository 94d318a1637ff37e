package io.esync.jobs.dlq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.esync.connectors.memory.MemoryBuffers;
import io.esync.connectors.memory.MemoryTable;
import io.esync.connectors.memory.MemoryTables;
import io.esync.connectors.testkit.PostgresServer;
import io.esync.connectors.testkit.http.Fault;
import io.esync.connectors.testkit.http.HttpServer;
import io.esync.connectors.testkit.http.RestCollection;
import io.esync.jobs.cli.EsyncCommand;
import io.esync.jobs.examples.ExampleJob;
import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.DataType;
import io.esync.operators.model.Field;
import io.esync.operators.model.Origin;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.SourceChange;
import io.esync.operators.model.SourceVersion;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a pipeline could not take goes through it once the fault is gone: each kind of letter. */
@Timeout(240)
class ReplayedPipelineTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String WAREHOUSE = "replayed_warehouse";
  private static final RowSchema PERSON =
      RowSchema.of(
          List.of(new Field("id", DataType.BIGINT), new Field("age", DataType.STRING)),
          List.of("id"));

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder().setNumberSlotsPerTaskManager(2).build());

  private static PostgresServer database;

  @TempDir Path folder;

  private final MemoryTable audit = MemoryTables.named("replayed-audit");
  private final HttpServer api = HttpServer.start();
  private final RestCollection notes = new RestCollection("/notes", "id");
  private Path file;
  private ExampleJob jobs;
  private long versions;

  @BeforeAll
  static void start() {
    database = PostgresServer.start();
    database.createDatabase(WAREHOUSE);
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @BeforeEach
  void write(@InjectMiniCluster MiniCluster flink) throws Exception {
    execute(
        "DROP TABLE IF EXISTS person",
        "CREATE TABLE person (id bigint PRIMARY KEY, age int CONSTRAINT young CHECK (age < 150))");
    api.serve("/notes", notes);
    Files.createDirectories(folder.resolve("in"));
    jobs = new ExampleJob(flink, folder);
    file =
        Files.writeString(
            folder.resolve("p.yaml"),
            """
            pipeline:
              id: replayed
              data_dir: %s/data
              checkpointing: {interval: 100ms}
              sources:
                - {id: crm, type: memory, config: {buffer: replayed-crm, bounded: false}}
                - id: notes
                  type: filesystem
                  config:
                    path: %s/in
                    streams: {notes: {key: [id], fields: {id: bigint, says: string}}}
                    unknown_members: reject
                    watch: {interval: 100ms}
              control: [{id: commands, takes: commands}]
              entities:
                - name: person
                  key: [id]
                  fields: {id: {type: bigint}, age: {type: int}}
                  from: [{source: crm, map: {id: id, age: age}}]
                  merge: {strategy: last-write-wins}
                  to: [{target: warehouse}]
                - name: note
                  key: [id]
                  fields: {id: {type: bigint}, says: {type: string}}
                  from: [{source: notes}]
                  merge: {strategy: last-write-wins}
                  to: [{target: api, upsert: {method: POST, path: /notes}, delete: {method: DELETE, path: "/notes/{{id}}"}}]
              targets:
                - id: warehouse
                  type: jdbc
                  config: {url: "%s", username: %s, password: "${env:PASSWORD}", flush_interval: 50ms}
                - {id: api, type: http, config: {url: "%s", flush_interval: 50ms}}
              audit: {level: all, type: memory, config: {table: replayed-audit}}
            """
                .formatted(
                    folder, folder, database.jdbcUrl(WAREHOUSE), database.user(), api.url()));
  }

  @AfterEach
  void forget() {
    api.close();
    MemoryBuffers.remove("replayed-crm");
    MemoryTables.remove("replayed-audit");
  }

  @Test
  void a_row_that_the_target_refused_is_written_as_it_is_now_when_it_can_be() throws Exception {
    JobID job = run(null);
    try {
      say(1, "200");
      say(2, "300");
      awaitLetters(2);
      DeadLetter second = letter("[2]");
      assertThat(second.code()).isEqualTo("TARGET_REFUSED");
      assertThat(second.detail()).isEqualTo("23514");

      assertThat(esync(0, "replay", second.id(), "--reason", "too early", "--by", "ada"))
          .contains("1 to be replayed");
      await().atMost(PATIENCE).until(() -> letter("[2]").attempt() == 2);
      assertThat(letters()).as("the same letter again").hasSize(2);
      assertThat(letter("[2]").id()).isEqualTo(second.id());

      execute("ALTER TABLE person DROP CONSTRAINT young");
      say(1, "30");
      awaitPeople("{1=30}");
      assertThat(esync(0, "replay", "--code", "target_refused", "--dry-run"))
          .contains("2 would be replayed");
      esync(0, "replay", "--code", "target_refused", "--reason", "mended", "--by", "ada");
      awaitPeople("{1=30, 2=300}");
      await().atMost(PATIENCE).until(() -> told("COMMANDED").size() == 3);
      assertThat(told("COMMANDED")).contains("REPLAY " + second.id() + " by ada: mended");

      esync(0, "replay", "--all", "--reason", "again", "--by", "ada");
      await().atMost(PATIENCE).until(() -> told("COMMANDED").size() == 5);
      say(9, "9");
      awaitPeople("{1=30, 2=300, 9=9}");
      assertThat(letters()).hasSize(2);
    } finally {
      jobs.cancel(job);
    }
  }

  @Test
  void what_could_not_be_read_or_mapped_goes_through_the_mapping_of_the_upgraded_pipeline()
      throws Exception {
    JobID job = run(null);
    say(3, "forty");
    line("{\"id\": 7, \"says\": \"hi\", \"mood\": 1}");
    awaitLetters(2);
    assertThat(letters())
        .extracting(DeadLetter::code)
        .containsExactlyInAnyOrder("TYPE_MISMATCH", "UNREADABLE_RECORD");
    String savepoint = jobs.stop(job);
    Files.writeString(
        file,
        Files.readString(file)
            .replace(
                "age: age}", "age: \"CAST(CASE age WHEN 'forty' THEN '40' ELSE age END AS int)\"}")
            .replace("unknown_members: reject", "unknown_members: ignore"));

    job = run(savepoint);
    try {
      esync(0, "replay", "--all", "--reason", "new mapping", "--by", "ada");

      awaitPeople("{3=40}");
      await().atMost(PATIENCE).until(() -> notes.content().size() == 1);
      esync(0, "replay", "--all", "--reason", "new mapping", "--by", "ada");
      await()
          .atMost(PATIENCE)
          .until(() -> told("IGNORED").stream().filter("older-or-repeated"::equals).count() == 2);
      assertThat(letters()).as("nothing was rejected again").hasSize(2);
      assertThat(letters()).extracting(DeadLetter::attempt).containsOnly(1);
      assertThat(esync(0, "show", letters().get(0).id())).contains("payload ", "position ");
    } finally {
      jobs.cancel(job);
    }
  }

  @Test
  void what_an_api_refused_is_sent_again_as_another_request() throws Exception {
    JobID job = run(null);
    try {
      api.failAlways(request -> true, Fault.status(422));
      line("{\"id\": 8, \"says\": \"no\"}");
      awaitLetters(1);
      assertThat(esync(0, "list")).contains("TARGET_REFUSED", "note[8]");

      api.behave();
      esync(0, "replay", letters().get(0).id(), "--reason", "mended");

      await().atMost(PATIENCE).until(() -> notes.content().size() == 1);
      assertThat(
              api.requests().stream()
                  .filter(request -> request.method().equals("POST"))
                  .map(request -> request.header("Idempotency-Key"))
                  .distinct())
          .as("the API may keep its answer for a key")
          .hasSize(2);
    } finally {
      jobs.cancel(job);
    }
  }

  @Test
  void what_is_not_said_in_full_is_an_error_of_usage() {
    assertThat(esync(2, "replay", "--reason", "x")).contains("say which");
    assertThat(esync(2, "replay", "x", "--all", "--reason", "x")).contains("say which");
    assertThat(esync(2, "replay", "--all")).contains("--reason");
    assertThat(esync(2, "show", "nope")).contains("there is no dead letter 'nope'");
    assertThat(esync(2, "list", "--since", "yesterday")).contains("--since must be a time");
    assertThat(esync(0, "list", "--since", "2h")).contains("no such dead letters");
  }

  private JobID run(String savepoint) throws Exception {
    return jobs.start(file, Map.of("PASSWORD", database.password()), savepoint);
  }

  private void say(long id, String age) {
    Origin origin =
        new Origin("crm", "people", new SourceVersion(0, ++versions, 0), versions, 0, false);
    MemoryBuffers.named("replayed-crm")
        .offer(new SourceChange(origin, ChangeOp.UPSERT, null, Row.of(PERSON, id, age)));
  }

  private void line(String json) throws Exception {
    Files.writeString(
        folder.resolve("in/notes.jsonl"),
        json + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private String esync(int code, String command, String... arguments) {
    StringWriter out = new StringWriter();
    PrintWriter printer = new PrintWriter(out);
    String[] all = new String[arguments.length + 4];
    all[0] = "dlq";
    all[1] = command;
    all[2] = "--pipeline";
    all[3] = file.toString();
    System.arraycopy(arguments, 0, all, 4, arguments.length);
    int exit = EsyncCommand.commandLine().setOut(printer).setErr(printer).execute(all);
    assertThat(exit).as(out.toString()).isEqualTo(code);
    return out.toString();
  }

  private List<DeadLetter> letters() throws Exception {
    return LetterDesk.open(file, Map.of()).list(LetterFilter.ALL, 100);
  }

  private DeadLetter letter(String key) throws Exception {
    return letters().stream()
        .filter(letter -> key.equals(letter.entityKey()))
        .findFirst()
        .orElseThrow();
  }

  private void awaitLetters(int count) {
    await().atMost(PATIENCE).until(() -> letters().size() == count);
  }

  private List<String> told(String outcome) {
    return audit.changes().stream()
        .filter(change -> outcome.equals(change.row().get("outcome")))
        .map(change -> (String) change.row().get("reason"))
        .toList();
  }

  private static void awaitPeople(String people) {
    await().atMost(PATIENCE).until(() -> people().toString().equals(people));
  }

  private static Map<Long, Integer> people() throws SQLException {
    Map<Long, Integer> people = new TreeMap<>();
    try (Connection connection = database.connect(WAREHOUSE);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT id, age FROM person")) {
      while (rows.next()) {
        people.put(rows.getLong(1), rows.getInt(2));
      }
    }
    return people;
  }

  private static void execute(String... statements) {
    database.execute(WAREHOUSE, statements);
  }
}
