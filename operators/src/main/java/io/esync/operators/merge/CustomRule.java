package io.esync.operators.merge;

import io.esync.operators.model.DataType;
import java.util.List;

/**
 * A rule of your own, found by {@link java.util.ServiceLoader}: put the class into a jar with an
 * entry in {@code META-INF/services} and name it in the pipeline file as {@code rule: custom, name:
 * <name>}.
 *
 * <p>A rule must be a pure function of the set of candidates: no clock, no random number, no I/O,
 * nothing kept between calls, nothing thrown. The order of the list is canonical, strongest first,
 * and the same for the same set. {@code FieldRuleLaws} in the testkit checks what can be checked;
 * run it in your own tests.
 */
public interface CustomRule {
  /** The name in the pipeline file, in snake_case; unique among all rules on the class path. */
  String name();

  /** Whether the rule can be used for a field of {@code type}. */
  boolean fits(DataType type);

  /**
   * The field's value: one of {@code type}'s class, or null for SQL's NULL.
   *
   * @param strongestFirst at least one candidate, at most one for each source
   */
  Object choose(DataType type, List<FieldCandidate> strongestFirst);
}
