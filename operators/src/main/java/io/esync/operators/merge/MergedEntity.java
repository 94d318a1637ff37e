package io.esync.operators.merge;

import java.util.List;
import java.util.Objects;

/**
 * What is stored of an entity: its state, and what was passed on of it.
 *
 * @param state what sources and reviewers said
 * @param emitted digest of the result that was passed on last, or {@link #UNKNOWN}. It tells what
 *     has changed without resolving twice, and also where the policy has changed since
 * @param reviews those that are open
 */
public record MergedEntity(EntityState state, long emitted, List<OpenReview> reviews) {
  /** Nothing was passed on yet, or nobody knows what. */
  public static final long UNKNOWN = 0;

  /** It was passed on that the entity does not exist. */
  public static final long DELETED = 1;

  public static final MergedEntity NEW = new MergedEntity(EntityState.EMPTY, UNKNOWN, List.of());

  public MergedEntity {
    Objects.requireNonNull(state, "state");
    reviews = List.copyOf(reviews);
  }

  /** The digest of {@code resolution}'s result. */
  public static long digest(Resolution resolution) {
    if (resolution.row() == null) {
      return DELETED;
    }
    long digest = Digest.of(resolution.row());
    return digest == UNKNOWN || digest == DELETED ? ~digest : digest;
  }

  /**
   * A review that was opened and not closed.
   *
   * @param openedAt microseconds since the epoch or unknown
   */
  public record OpenReview(String field, Basis basis, long openedAt) {}
}
