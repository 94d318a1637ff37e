package io.esync.operators.merge;

import java.util.List;

/**
 * A field that people are asked about, or were.
 *
 * @param candidates the rivals, strongest first
 * @param basis what there is to see
 * @param openedAt time of the latest candidate, microseconds since the epoch or unknown
 * @param decision the decision that holds, or null
 */
public record FieldReview(
    String field,
    Status status,
    List<FieldCandidate> candidates,
    Basis basis,
    long openedAt,
    Decision decision) {
  public FieldReview {
    candidates = List.copyOf(candidates);
  }

  public boolean isOpen() {
    return status == Status.OPEN;
  }

  /** Where it stands. */
  public enum Status {
    OPEN,
    /** A decision holds. */
    DECIDED,
    /** Nobody decided in time: the fallback did. */
    EXPIRED
  }
}
