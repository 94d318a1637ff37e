package io.esync.operators.merge;

import java.util.List;

/**
 * What a field is, who it comes from, and why.
 *
 * @param rule name of the rule, e.g. {@code trusted}
 * @param choice what the rule, or a decision, made of the candidates
 * @param held whether it is held back while a review is open
 * @param candidates all of them, strongest first
 * @param review the review of the field, or null
 */
public record FieldResolution(
    String field,
    String rule,
    FieldChoice choice,
    boolean held,
    List<FieldCandidate> candidates,
    FieldReview review) {
  public FieldResolution {
    candidates = List.copyOf(candidates);
  }

  /** Whether sources differ about it. */
  public boolean isContested() {
    return candidates.size() > 1
        && !candidates.stream().allMatch(candidate -> candidate.agreesWith(candidates.get(0)));
  }
}
