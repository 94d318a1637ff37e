package io.esync.operators.mutants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** The tests of the merge notice the mistakes that they are there to notice. */
class MutantsTest {
  private static final String REFERENCE =
      "merge.HistoryLawsTest#the_last_emission_is_what_the_reference_says";
  private static final String FAILURES =
      "flink.MergeOperatorTest#what_the_target_got_before_a_failure_is_set_right_in_whatever_order_sources_come_again";
  private static final String FORGETTING =
      "flink.ForgettingLawsTest#forgetting_what_all_sources_have_passed_changes_nothing";

  private static final int RUNS = 3;

  @TempDir private Path folder;

  static List<Mutant> mutants() {
    return List.of(
        Mutant.of("a tie between sources is broken by arrival", REFERENCE)
            .edit(
                "merge/CandidateOrder.java",
                "return order != 0 ? order : left.compareTo(right);",
                "return order;")
            .edit(
                "merge/EntityState.java",
                "if (!placed && order >= 0) {",
                "if (!placed && order == 0) {"),
        Mutant.of(
                "a tie within a source is broken by arrival",
                "merge.StateLawsTest#joining_is_commutative")
            .edit(
                "merge/RegisterJoin.java",
                "order = weigh(type, value, typeAt(at), values[at]);",
                "order = 1;"),
        Mutant.of(
                "a tie is broken by hashCode",
                "merge.OrderLawsTest#sources_whose_ids_have_the_same_hash_code_are_told_apart")
            .edit(
                "merge/CandidateOrder.java",
                "return order != 0 ? order : left.compareTo(right);",
                "return order != 0 ? order : Integer.compare(left.hashCode(), right.hashCode());"),
        Mutant.of("a tombstone is dropped by processing time", FORGETTING)
            .edit(
                "flink/Recheck.java",
                "&& deletedAt < forgettable(entity, merge);",
                "&& deletedAt < Long.MAX_VALUE;"),
        Mutant.of(
                "an intransitive rule is folded pair by pair",
                "merge.HistoryLawsTest#trust_in_sources_looks_at_all_of_them_at_once")
            .edit(
                "merge/SourceRules.java",
                "List<FieldCandidate> fresh = fresh(valued);",
                """
                List<FieldCandidate> fresh = valued.subList(0, 1);
                for (FieldCandidate other : valued) {
                  FieldCandidate best = fresh.get(0);
                  List<FieldCandidate> pair = best == other ? List.of(best) : fresh(List.of(best, other));
                  int rank = trust.indexOf(other.source());
                  int rival = trust.indexOf(best.source());
                  fresh = pair.contains(other) && rank >= 0 && (rival < 0 || rank < rival)
                      ? List.of(other) : fresh;
                }
                """),
        Mutant.of("a full image stamps every field", REFERENCE)
            .edit(
                "merge/RegisterJoin.java",
                "order > 0 && same && !holds && !deletedBetween(present, stamp)",
                "order > 0 && same && !holds && false"),
        Mutant.of(
                "an older version overwrites a newer one",
                "merge.HistoryLawsTest#what_was_said_once_says_nothing_the_second_time")
            .edit(
                "merge/RegisterJoin.java",
                "int order = stamp.version().compareTo(present.version());",
                "int order = 1;"),
        Mutant.of("a delete loses a tie", REFERENCE)
            .edit(
                "merge/Existence.java",
                "claimedAt(source, deletion) <= hidden",
                "claimedAt(source, deletion) < hidden"),
        Mutant.of("a withdrawal competes as a delete does", REFERENCE)
            .edit(
                "merge/SourceState.java",
                "return deleted != null && !deleted.withdrawal();",
                "return deleted != null;"),
        Mutant.of(
                "a withdrawal is a delete once it was stored",
                "flink.OperatorLawsTest#failures_replays_and_rescaling_change_nothing_on_the_heap")
            .edit(
                "flink/SourceStateCodec.java",
                "return (flags & WITHDRAWN) == 0 ? stamp",
                "return true ? stamp"),
        Mutant.of("a partial image revives", REFERENCE)
            .edit(
                "merge/Existence.java",
                "Stamp claim = deletion.revive() == Deletion.Revive.ANY ?",
                "Stamp claim = true ?"),
        Mutant.of(
                "the digest leaves out a field",
                "merge.HistoryLawsTest#something_is_emitted_exactly_where_the_result_changes")
            .edit("merge/Digest.java", "i < schema.size();", "i < schema.size() - 1;"),
        Mutant.of(
                "a delta forgets that it began after a delete",
                "merge.DeltaLawsTest#two_deltas_are_as_good_as_the_delta_of_both")
            .edit(
                "merge/SourceDelta.java",
                "(carried && isAfresh(i, stamp)) || differs",
                "(carried && false) || differs"),
        Mutant.of("what targets got before a failure is taken for unsaid", FAILURES)
            .edit(
                "flink/EntityMerger.java",
                "outcome.differs() || targetsMayBeAhead || lost;",
                "outcome.differs();"),
        Mutant.of(
                "a new policy emits every key again",
                "flink.PolicyChangeLawsTest#exactly_the_keys_that_look_different_are_emitted_again_on_the_heap")
            .edit(
                "flink/EntityMerger.java",
                "!outcome.differs() && outcome.reviews()",
                "false && outcome.reviews()")
            .edit(
                "flink/EntityMerger.java",
                "if (outcome.differs() && row != null)",
                "if (row != null)"));
  }

  @ParameterizedTest
  @MethodSource("mutants")
  void the_named_test_fails_for(Mutant mutant) throws Exception {
    TestExecutionSummary summary = run(mutant);
    for (int more = 1; more < RUNS && summary.getTestsFailedCount() == 0; more++) {
      summary = run(mutant); // a law tries other histories each time
    }

    assertThat(summary.getTestsFoundCount()).as(mutant.test()).isEqualTo(1);
    assertThat(summary.getTestsFailedCount()).as("failures of %s", mutant.test()).isEqualTo(1);
    assertThat(summary.getFailures().get(0).getException()).isNotInstanceOf(LinkageError.class);
  }

  static Stream<String> tests() {
    return mutants().stream().map(Mutant::test).distinct();
  }

  @ParameterizedTest
  @MethodSource("tests")
  void without_a_mistake_in_the_source_it_passes(String test) throws Exception {
    TestExecutionSummary summary = run(Mutant.of("none", test));

    assertThat(summary.getTestsSucceededCount()).as(test).isEqualTo(1);
    assertThat(summary.getFailures()).isEmpty();
  }

  @Test
  void a_mistake_that_has_no_place_in_the_source_any_more_is_an_error_that_says_so() {
    Mutant mutant = Mutant.of("gone", REFERENCE).edit("merge/Digest.java", "no such text", "");

    assertThatThrownBy(() -> run(mutant))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("not found in src/main/java/io/esync/operators/merge/Digest.java");
  }

  private TestExecutionSummary run(Mutant mutant) throws Exception {
    String[] test = mutant.test().split("#", 2);
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    Thread thread = Thread.currentThread();
    ClassLoader usual = thread.getContextClassLoader();
    try (MutantClasses classes = MutantClasses.of(mutant, folder)) {
      thread.setContextClassLoader(classes);
      Class<?> testClass = classes.loadClass("io.esync.operators." + test[0]);
      LauncherDiscoveryRequest request =
          LauncherDiscoveryRequestBuilder.request()
              .selectors(selectMethod(testClass, method(testClass, test[1])))
              .build();
      LauncherFactory.create().execute(request, listener);
    } finally {
      thread.setContextClassLoader(usual);
    }
    return listener.getSummary();
  }

  private static Method method(Class<?> type, String name) {
    return Stream.of(type.getDeclaredMethods())
        .filter(method -> method.getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(type + " has no test " + name));
  }
}
