package io.esync.connectors.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.esync.connectors.spi.SourceConnector;
import io.esync.connectors.testkit.Directories;
import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.Heartbeat;
import io.esync.operators.model.Origin;
import io.esync.operators.model.Row;
import io.esync.operators.model.SourceChange;
import io.esync.operators.model.SourceRecord;
import io.esync.operators.model.SourceVersion;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;

/** What every source is held to; see the package. */
public final class SourceContract {
  private static final int PARALLELISM = 2;

  private final SourceSubject<?> subject;
  private final Path savepoints;
  private final String name = UUID.randomUUID().toString();

  private SourceContract(SourceSubject<?> subject, Path savepoints) {
    this.subject = subject;
    this.savepoints = savepoints;
  }

  /**
   * The tests of the contract, for a method with {@code @TestFactory}.
   *
   * @param subjects makes a new subject for each test, which closes it
   */
  public static Stream<DynamicTest> tests(Callable<? extends SourceSubject<?>> subjects) {
    Map<String, Test> tests = new LinkedHashMap<>();
    tests.put("it is found, and says what it is", SourceContract::isDescribed);
    tests.put("it is built without a connection", SourceContract::isBuiltWithoutConnection);
    tests.put("its check finds nothing where all is there", SourceContract::passesItsCheck);
    tests.put("its check names what is missing", SourceContract::namesWhatIsMissing);
    tests.put("it goes on where it stopped", SourceContract::goesOnWhereItStopped);
    tests.put("a failure loses nothing", SourceContract::losesNothing);
    tests.put("a record that it cannot read is given out", SourceContract::givesOutMalformed);
    tests.put("it orders the changes of a key", SourceContract::ordersChanges);
    return tests.entrySet().stream()
        .map(test -> DynamicTest.dynamicTest(test.getKey(), () -> run(test.getValue(), subjects)));
  }

  private static void run(Test test, Callable<? extends SourceSubject<?>> subjects)
      throws Exception {
    Path savepoints = Files.createTempDirectory("esync-contract");
    try (SourceSubject<?> subject = subjects.call()) {
      test.run(new SourceContract(subject, savepoints));
    } finally {
      Directories.delete(savepoints);
    }
  }

  private void isDescribed() {
    ConnectorTexts.isFound(SourceConnector.class, subject.connector());
    ConnectorTexts.areComplete(subject.connector());
  }

  private void isBuiltWithoutConnection() {
    build(subject);
  }

  private static <C extends Record> void build(SourceSubject<C> subject) {
    Object source = subject.connector().source(subject.unreachable(), subject.context());
    ConnectorTexts.areSilentAbout(
        subject.secrets(), subject.unreachable(), subject.config(), source);
  }

  private void passesItsCheck() {
    passesItsCheck(subject);
  }

  private static <C extends Record> void passesItsCheck(SourceSubject<C> subject) {
    assertThat(subject.connector().check(subject.config(), subject.context())).isEmpty();
  }

  private void namesWhatIsMissing() throws Exception {
    namesWhatIsMissing(subject);
  }

  private static <C extends Record> void namesWhatIsMissing(SourceSubject<C> subject)
      throws Exception {
    for (Unmet<C> unmet : subject.unmet()) {
      ConnectorTexts.tell(
          subject.connector().check(unmet.config(), subject.context()), unmet, subject.secrets());
    }
  }

  private void goesOnWhereItStopped() throws Exception {
    subject.put(1, "Ada");
    subject.put(2, "Grace");
    SourceRun first = start(null);
    String savepoint;
    try (first) {
      awaitNames(first, Map.of(1L, "Ada", 2L, "Grace"));
      subject.put(3, "Edsger");
      awaitNames(first, Map.of(1L, "Ada", 2L, "Grace", 3L, "Edsger"));
      savepoint = first.stopWithSavepoint(savepoints);
    }
    int before = first.changes().size();
    subject.put(2, "Grace Hopper");
    subject.put(4, "Barbara");
    try (SourceRun second = start(savepoint)) {
      awaitNames(second, Map.of(1L, "Ada", 2L, "Grace Hopper", 3L, "Edsger", 4L, "Barbara"));
      subject.put(5, "Donald");
      await().atMost(ContractJob.PATIENCE).until(() -> names(second.changes()).containsKey(5L));
      if (!subject.repeatsAfterSavepoint()) {
        List<SourceChange> changes = second.changes();
        assertThat(changes.subList(before, changes.size()))
            .extracting(SourceContract::id)
            .containsExactlyInAnyOrder(2L, 4L, 5L);
      }
      if (subject.tellsDeletes()) {
        subject.delete(4);
        await().atMost(ContractJob.PATIENCE).until(() -> !names(second.changes()).containsKey(4L));
      }
      assertThat(second.malformed()).isEmpty();
      assertKeepsItsPromises(second.all());
    }
  }

  private void losesNothing() throws Exception {
    subject.put(1, "Ada");
    try (SourceRun run = start(null)) {
      awaitNames(run, Map.of(1L, "Ada"));
      run.awaitCheckpoint();
      run.failOnceAt(record -> record instanceof SourceChange change && id(change) == 3);

      subject.put(2, "Grace");
      subject.put(3, "Edsger");
      subject.put(4, "Barbara");

      awaitNames(run, Map.of(1L, "Ada", 2L, "Grace", 3L, "Edsger", 4L, "Barbara"));
      assertThat(run.hasFailed()).isTrue();
      assertThat(run.malformed()).isEmpty();
      if (!subject.repeatsAfterSavepoint()) {
        assertThat(run.changes()).extracting(SourceContract::id).containsOnlyOnce(1L);
      }
    }
  }

  private void givesOutMalformed() throws Exception {
    subject.put(1, "Ada");
    Optional<String> poison = subject.poison();
    Assumptions.assumeTrue(poison.isPresent(), "the system holds nothing that cannot be read");
    subject.put(2, "Grace");
    try (SourceRun run = start(null)) {
      awaitNames(run, Map.of(1L, "Ada", 2L, "Grace"));
      await().atMost(ContractJob.PATIENCE).until(() -> !run.malformed().isEmpty());
      assertThat(run.malformed())
          .allSatisfy(
              malformed -> {
                assertThat(new String(malformed.payload(), StandardCharsets.UTF_8))
                    .contains(poison.get());
                assertThat(malformed.message()).isNotBlank();
                assertThat(malformed.origin().source()).isEqualTo(subject.context().source());
              });
      ConnectorTexts.areSilentAbout(subject.secrets(), run.malformed());
    }
  }

  private void ordersChanges() throws Exception {
    subject.put(1, "a");
    try (SourceRun run = start(null)) {
      awaitNames(run, Map.of(1L, "a"));
      for (String name : List.of("b", "c", "d")) {
        subject.put(1, name);
        awaitNames(run, Map.of(1L, name));
      }
      assertThat(run.changes()).extracting(change -> change.origin().version()).isSorted();
      assertKeepsItsPromises(run.all());
    }
  }

  /** After a heartbeat, no change comes that is older than what it promises. */
  private void assertKeepsItsPromises(List<SourceRecord> records) {
    if (subject.repeatsAfterSavepoint()) {
      return;
    }
    long promised = Origin.UNKNOWN_TIME;
    for (SourceRecord record : records) {
      if (record instanceof Heartbeat heartbeat) {
        promised = Math.max(promised, heartbeat.origin().timestamp());
      } else if (record instanceof SourceChange change && !change.origin().snapshot()) {
        assertThat(change.origin().timestamp())
            .as("time of a change after a heartbeat: %s", change)
            .isGreaterThanOrEqualTo(promised);
      }
    }
  }

  private SourceRun start(String savepoint) throws Exception {
    return start(subject, name, savepoint);
  }

  private static <C extends Record> SourceRun start(
      SourceSubject<C> subject, String name, String savepoint) throws Exception {
    int parallelism = Math.min(PARALLELISM, subject.connector().maxParallelism(subject.config()));
    return SourceRun.start(
        name,
        subject.connector().source(subject.config(), subject.context()),
        parallelism,
        savepoint);
  }

  private static void awaitNames(SourceRun run, Map<Long, String> expected) {
    await()
        .atMost(ContractJob.PATIENCE)
        .untilAsserted(() -> assertThat(names(run.changes())).isEqualTo(expected));
  }

  /** The rows as they are after all changes: for each key the change of the highest version. */
  private static Map<Long, String> names(List<SourceChange> changes) {
    Map<Long, SourceChange> latest = new HashMap<>();
    for (SourceChange change : changes) {
      latest.merge(id(change), change, SourceContract::later);
    }
    Map<Long, String> names = new HashMap<>();
    latest.forEach(
        (id, change) -> {
          if (change.op() != ChangeOp.DELETE) {
            names.put(id, String.valueOf(change.after().get("name")));
          }
        });
    return names;
  }

  private static SourceChange later(SourceChange one, SourceChange other) {
    SourceVersion version = one.origin().version();
    return version.compareTo(other.origin().version()) > 0 ? one : other;
  }

  private static long id(SourceChange change) {
    Row row = change.after() == null ? change.before() : change.after();
    return ((Number) row.get("id")).longValue();
  }

  private interface Test {
    void run(SourceContract contract) throws Exception;
  }
}
