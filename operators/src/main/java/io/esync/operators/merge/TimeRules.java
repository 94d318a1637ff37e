package io.esync.operators.merge;

import java.util.Comparator;
import java.util.List;

/** The rules that go by time. */
public final class TimeRules {
  private TimeRules() {}

  /**
   * The latest value that is not NULL, of a rule that has no winning source: for a field that
   * nobody declared, of a type that its default rule does not fit. Its values must not be lost.
   */
  static FieldChoice latestValue(List<FieldCandidate> candidates, CandidateOrder order) {
    FieldChoice latest = new FirstNonNull().choose(candidates, order);
    return new FieldChoice(latest.type(), latest.value(), null, latest.decidedBy());
  }

  /** The candidate of the greatest time. */
  public record Latest() implements FieldRule {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
      return "latest";
    }

    @Override
    public FieldChoice choose(List<FieldCandidate> candidates, CandidateOrder order) {
      FieldCandidate winner = candidates.get(0);
      return FieldChoice.of(winner, tieBreak(winner, candidates, order));
    }
  }

  /** The candidate of the least time; one of unknown time loses here too. */
  public record Earliest() implements FieldRule {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
      return "earliest";
    }

    @Override
    public FieldChoice choose(List<FieldCandidate> candidates, CandidateOrder order) {
      List<FieldCandidate> earliestFirst =
          candidates.stream()
              .sorted(
                  Comparator.comparing((FieldCandidate candidate) -> !candidate.stamp().isTimed())
                      .thenComparingLong(candidate -> candidate.stamp().timestamp())
                      .thenComparing(order::untimed))
              .toList();
      FieldCandidate winner = earliestFirst.get(0);
      String tieBreak = tieBreak(winner, earliestFirst, order);
      return FieldChoice.of(
          winner, tieBreak.equals("latest timestamp") ? "earliest timestamp" : tieBreak);
    }
  }

  /** The first candidate by time that is not NULL; NULL where all are. */
  public record FirstNonNull() implements FieldRule {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
      return "first_non_null";
    }

    @Override
    public FieldChoice choose(List<FieldCandidate> candidates, CandidateOrder order) {
      for (FieldCandidate candidate : candidates) {
        if (candidate.value() != null) {
          return FieldChoice.of(candidate, "latest that is not NULL");
        }
      }
      return FieldChoice.of(candidates.get(0), "all are NULL");
    }
  }

  private static String tieBreak(
      FieldCandidate winner, List<FieldCandidate> sorted, CandidateOrder order) {
    if (sorted.size() < 2) {
      return "only source";
    }
    FieldCandidate second = sorted.get(1);
    return order.tieBreak(winner.stamp(), winner.source(), second.stamp(), second.source());
  }
}
