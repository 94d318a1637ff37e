package io.esync.operators.merge;

import io.esync.operators.model.Values;
import java.util.Comparator;
import java.util.List;

/** The rules that go by the value: one of the candidates wins, and NULL never does if it can. */
public final class ValueRules {
  private ValueRules() {}

  /** The least value. */
  public record Min() implements FieldRule {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
      return "min";
    }

    @Override
    public FieldChoice choose(List<FieldCandidate> candidates, CandidateOrder order) {
      return greatest(candidates, ValueOrder.INSTANCE.reversed(), "least value");
    }
  }

  /** The greatest value. */
  public record Max() implements FieldRule {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
      return "max";
    }

    @Override
    public FieldChoice choose(List<FieldCandidate> candidates, CandidateOrder order) {
      return greatest(candidates, ValueOrder.INSTANCE, "greatest value");
    }
  }

  /** The text of the most characters. */
  public record Longest() implements FieldRule {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
      return "longest";
    }

    @Override
    public FieldChoice choose(List<FieldCandidate> candidates, CandidateOrder order) {
      return greatest(
          candidates,
          (left, right) -> Integer.compare(length(left), length(right)),
          "longest value");
    }

    private static int length(FieldCandidate candidate) {
      String text = String.valueOf(candidate.value());
      return text.codePointCount(0, text.length());
    }
  }

  /** The value that most sources have. */
  public record MostFrequent() implements FieldRule {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
      return "most_frequent";
    }

    @Override
    public FieldChoice choose(List<FieldCandidate> candidates, CandidateOrder order) {
      return greatest(
          candidates,
          (left, right) -> Integer.compare(count(left, candidates), count(right, candidates)),
          "most frequent value");
    }

    private static int count(FieldCandidate candidate, List<FieldCandidate> candidates) {
      int count = 0;
      for (FieldCandidate other : candidates) {
        count += Values.equal(candidate.value(), other.value()) ? 1 : 0;
      }
      return count;
    }
  }

  /** The greatest by {@code comparison}; of equal ones the strongest, which comes first. */
  private static FieldChoice greatest(
      List<FieldCandidate> candidates, Comparator<FieldCandidate> comparison, String decidedBy) {
    FieldCandidate winner = null;
    boolean tie = false;
    for (FieldCandidate candidate : candidates) {
      if (candidate.value() != null) {
        int order = winner == null ? 1 : comparison.compare(candidate, winner);
        tie = order == 0 ? tie || !candidate.agreesWith(winner) : order < 0 && tie;
        winner = order > 0 ? candidate : winner;
      }
    }
    return winner == null
        ? FieldChoice.of(candidates.get(0), "all are NULL")
        : FieldChoice.of(winner, tie ? decidedBy + ", then the strongest source" : decidedBy);
  }
}
