package io.esync.operators.merge;

import java.io.Serializable;
import java.util.List;

/**
 * How one field is made out of what the sources say of it. Pure: the choice depends on the set of
 * candidates and nothing else.
 */
public interface FieldRule extends Serializable {
  /** The name in the pipeline file, e.g. {@code trusted}. */
  String name();

  /**
   * The field's value.
   *
   * @param candidates at least one, none twice of a source, strongest first by {@code order}
   */
  FieldChoice choose(List<FieldCandidate> candidates, CandidateOrder order);

  /** All that its choices depend on, the same in every process. */
  default String text() {
    return name();
  }

  /** Whether a single candidate's value is always the result as it is. */
  default boolean keepsSingle() {
    return true;
  }
}
