package io.esync.operators.merge;

import io.esync.operators.model.EntityKey;
import io.esync.operators.model.Origin;
import java.util.List;
import java.util.Objects;

/**
 * A step in the life of a review.
 *
 * @param basis what there was to see
 * @param candidates the rivals, strongest first; empty where the entity is gone
 * @param shown what targets are given meanwhile, or as the result; null as a whole where the entity
 *     is gone
 * @param rule the field's rule
 * @param openedAt time of the latest candidate, microseconds since the epoch or unknown
 * @param decision the one that resolved it, or null
 * @param cause the change that led to it
 */
public record ReviewItem(
    EntityKey key,
    String field,
    Status status,
    Basis basis,
    List<FieldCandidate> candidates,
    FieldChoice shown,
    String rule,
    long openedAt,
    Decision decision,
    Origin cause) {
  public ReviewItem {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(field, "field");
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(basis, "basis");
    candidates = List.copyOf(candidates);
  }

  /** The same step with other words for what there is to see. */
  public ReviewItem showing(List<FieldCandidate> rivals, FieldChoice choice) {
    return new ReviewItem(
        key, field, status, basis, rivals, choice, rule, openedAt, decision, cause);
  }

  /** Where the review stands. */
  public enum Status {
    OPEN,
    /** A decision holds. */
    RESOLVED,
    /** The candidates came to agree, or the entity is gone. */
    AUTO_RESOLVED,
    /** Nobody decided in time: the fallback did. */
    EXPIRED,
    /** A newer rival came; a new review of the same field takes its place. */
    SUPERSEDED
  }
}
