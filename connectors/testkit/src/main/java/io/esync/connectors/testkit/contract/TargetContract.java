package io.esync.connectors.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.esync.connectors.spi.TargetConnector;
import io.esync.connectors.spi.TargetContext;
import io.esync.connectors.spi.TargetContext.Contract;
import io.esync.connectors.spi.TargetContext.Route;
import io.esync.connectors.testkit.Directories;
import io.esync.operators.model.SchemaEvolution;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;

/**
 * What every target is held to; see the package.
 *
 * @param <C> the connector's options
 * @param <R> the connector's route options
 */
public final class TargetContract<C extends Record, R extends Record> {
  private static final int PARALLELISM = 2;

  private final TargetSubject<C, R> subject;
  private final Path savepoints;
  private final String name = UUID.randomUUID().toString();

  private TargetContract(TargetSubject<C, R> subject, Path savepoints) {
    this.subject = subject;
    this.savepoints = savepoints;
  }

  /**
   * The tests of the contract, for a method with {@code @TestFactory}.
   *
   * @param subjects makes a new subject for each test, which closes it
   */
  public static Stream<DynamicTest> tests(Callable<? extends TargetSubject<?, ?>> subjects) {
    Map<String, Test> tests = new LinkedHashMap<>();
    tests.put("it is found, and says what it is", TargetContract::isDescribed);
    tests.put("it is built without a connection", TargetContract::isBuiltWithoutConnection);
    tests.put("its check finds nothing where all is there", TargetContract::passesItsCheck);
    tests.put("its check names what is missing", TargetContract::namesWhatIsMissing);
    tests.put("it goes on from a savepoint", TargetContract::goesOnFromSavepoint);
    tests.put("a failure loses and repeats nothing", TargetContract::survivesFailure);
    tests.put("what it refuses is rejected alone", TargetContract::rejectsAlone);
    return tests.entrySet().stream()
        .map(test -> DynamicTest.dynamicTest(test.getKey(), () -> run(test.getValue(), subjects)));
  }

  private static void run(Test test, Callable<? extends TargetSubject<?, ?>> subjects)
      throws Exception {
    Path savepoints = Files.createTempDirectory("esync-contract");
    try (TargetSubject<?, ?> subject = subjects.call()) {
      test.run(new TargetContract<>(subject, savepoints));
    } finally {
      Directories.delete(savepoints);
    }
  }

  private TargetContext<R> context() {
    Contract contract =
        new Contract(
            TargetRun.ENTITY,
            TargetRun.SCHEMA.key(),
            TargetRun.SCHEMA.fields(),
            List.of(),
            SchemaEvolution.EVOLVE);
    return new TargetContext<>(
        "shop", "target", Map.of(TargetRun.ENTITY, new Route<>(subject.route(), contract)));
  }

  private void isDescribed() {
    ConnectorTexts.isFound(TargetConnector.class, subject.connector());
    ConnectorTexts.areComplete(subject.connector());
    ConnectorTexts.describesItsOptions(subject.connector().routeType());
  }

  private void isBuiltWithoutConnection() {
    Object target = subject.connector().target(subject.unreachable(), context());
    ConnectorTexts.areSilentAbout(
        subject.secrets(), subject.unreachable(), subject.config(), target);
  }

  private void passesItsCheck() {
    assertThat(subject.connector().check(subject.config(), context())).isEmpty();
  }

  private void namesWhatIsMissing() throws Exception {
    for (Unmet<C> unmet : subject.unmet()) {
      ConnectorTexts.tell(
          subject.connector().check(unmet.config(), context()), unmet, subject.secrets());
    }
  }

  private void goesOnFromSavepoint() throws Exception {
    String savepoint;
    try (TargetRun run = start(null)) {
      run.put(1, "Ada");
      run.put(2, "Grace");
      run.put(3, "Edsger");
      awaitRows(Map.of(1L, "Ada", 2L, "Grace", 3L, "Edsger"));
      run.put(2, "Grace Hopper");
      run.delete(3);
      run.awaitRead();
      savepoint = run.stopWithSavepoint(savepoints);
      awaitRows(Map.of(1L, "Ada", 2L, "Grace Hopper"));
    }
    try (TargetRun run = start(savepoint)) {
      run.put(3, "Barbara");
      run.delete(1);
      awaitRows(Map.of(2L, "Grace Hopper", 3L, "Barbara"));
      assertThat(run.rejections()).isEmpty();
    }
  }

  private void survivesFailure() throws Exception {
    try (TargetRun run = start(null)) {
      run.put(1, "Ada");
      run.put(2, "Grace");
      awaitRows(Map.of(1L, "Ada", 2L, "Grace"));
      run.failOnceAt(4);

      run.put(1, "Ada Lovelace");
      run.delete(2);
      run.put(3, "Edsger");
      run.put(4, "Barbara");
      run.put(5, "Donald");

      awaitRows(Map.of(1L, "Ada Lovelace", 3L, "Edsger", 4L, "Barbara", 5L, "Donald"));
      assertThat(run.hasFailed()).isTrue();
      assertThat(run.rejections()).isEmpty();
    }
  }

  private void rejectsAlone() throws Exception {
    Optional<String> refused = subject.refused();
    Assumptions.assumeTrue(refused.isPresent(), "the system takes every text");
    try (TargetRun run = start(null)) {
      run.put(1, "Ada");
      run.put(2, refused.get());
      run.put(3, "Edsger");

      awaitRows(Map.of(1L, "Ada", 3L, "Edsger"));
      await().atMost(ContractJob.PATIENCE).until(() -> run.rejections().size() == 1);
      assertThat(run.rejections())
          .singleElement()
          .satisfies(
              rejection -> {
                assertThat(rejection.key().values()).containsExactly(2L);
                assertThat(rejection.message()).isNotBlank();
              });
      ConnectorTexts.areSilentAbout(subject.secrets(), run.rejections());
    }
  }

  private TargetRun start(String savepoint) throws Exception {
    return TargetRun.start(
        name, subject.connector().target(subject.config(), context()), PARALLELISM, savepoint);
  }

  private void awaitRows(Map<Long, String> expected) {
    await()
        .atMost(ContractJob.PATIENCE)
        .untilAsserted(() -> assertThat(subject.rows()).isEqualTo(expected));
  }

  private interface Test {
    void run(TargetContract<?, ?> contract) throws Exception;
  }
}
