package io.esync.operators.merge;

import java.io.Serializable;
import java.util.List;

/** When a person is asked about a field. Pure: it depends on the set of candidates alone. */
public interface ReviewCondition extends Serializable {
  /**
   * Whether a person is asked.
   *
   * @param candidates without those that are NULL, which are no rivals; at least two, strongest
   *     first
   */
  boolean holds(List<FieldCandidate> candidates);

  /** As it stands in the pipeline file. */
  @Override
  String toString();

  /** Two sources differ. */
  record AnyDifference() implements ReviewCondition {
    private static final long serialVersionUID = 1L;

    @Override
    public boolean holds(List<FieldCandidate> candidates) {
      FieldCandidate first = candidates.get(0);
      return candidates.stream().anyMatch(candidate -> !candidate.agreesWith(first));
    }

    @Override
    public String toString() {
      return "any-difference";
    }
  }

  /**
   * Two sources differ, and said so within a time of each other. Of unknown times nobody can tell
   * that: a first copy opens no reviews.
   *
   * @param micros microseconds
   */
  record ConcurrentWithin(long micros) implements ReviewCondition {
    private static final long serialVersionUID = 1L;

    @Override
    public boolean holds(List<FieldCandidate> candidates) {
      for (int i = 0; i < candidates.size(); i++) {
        for (int j = i + 1; j < candidates.size(); j++) {
          FieldCandidate later = candidates.get(i);
          FieldCandidate earlier = candidates.get(j);
          if (!later.agreesWith(earlier) && isWithin(later.stamp(), earlier.stamp())) {
            return true;
          }
        }
      }
      return false;
    }

    private boolean isWithin(Stamp later, Stamp earlier) {
      return later.isTimed()
          && earlier.isTimed()
          && later.timestamp() - earlier.timestamp() <= micros;
    }

    @Override
    public String toString() {
      return "concurrent-within " + micros + " microseconds";
    }
  }
}
