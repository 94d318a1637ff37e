package io.esync.operators.merge;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Orders what sources say, the strongest first: by time, an unknown one last, then by declared
 * priority, then by source id, then by canonical bytes. Total: candidates that compare as equal are
 * equal. Neither arrival nor {@code hashCode} nor a clock has a part in it.
 *
 * @param priority source ids, the strongest first; others come after them
 */
public record CandidateOrder(List<String> priority)
    implements Comparator<FieldCandidate>, Serializable {
  private static final long serialVersionUID = 1L;

  public CandidateOrder {
    priority = List.copyOf(priority);
  }

  /** The place of {@code source} in the priority, 0 the strongest. */
  public int rank(String source) {
    int rank = priority.indexOf(source);
    return rank < 0 ? priority.size() : rank;
  }

  @Override
  public int compare(FieldCandidate left, FieldCandidate right) {
    int order = Long.compare(right.stamp().timestamp(), left.stamp().timestamp());
    return order != 0 ? order : untimed(left, right);
  }

  /** The order where times say nothing. */
  int untimed(FieldCandidate left, FieldCandidate right) {
    int order = compareSources(left.source(), right.source());
    return order != 0
        ? order
        : Arrays.compareUnsigned(right.canonicalBytes(), left.canonicalBytes());
  }

  int compareSources(String left, String right) {
    int order = Integer.compare(rank(left), rank(right));
    return order != 0 ? order : left.compareTo(right);
  }

  /** Which of the criteria tells {@code winner} from {@code other}. */
  String tieBreak(Stamp winner, String winnerSource, Stamp other, String otherSource) {
    if (winner.timestamp() != other.timestamp()) {
      return other.isTimed() && winner.isTimed() ? "latest timestamp" : "known timestamp";
    }
    return rank(winnerSource) != rank(otherSource) ? "source priority" : "source id";
  }
}
