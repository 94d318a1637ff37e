package io.esync.operators.flink;

import io.esync.operators.merge.EntityMerge;
import io.esync.operators.merge.EntityPolicy;
import io.esync.operators.merge.Frontier;
import io.esync.operators.merge.MergedEntity;
import io.esync.operators.model.Origin;

/**
 * When to look at a key again although nothing is said of it: to forget it, or because its review
 * may have expired. The clock decides when to look, never what is found.
 */
final class Recheck {
  static final long NEVER = -1;
  private static final long SHORTEST_MILLIS = 1_000;
  private static final long LONGEST_MILLIS = 600_000;
  private static final long MICROS = 1_000;

  private final Frontier frontier;

  Recheck(Frontier frontier) {
    this.frontier = frontier;
  }

  /** Milliseconds until {@code entity} is worth a look, or {@link #NEVER}. */
  long delay(MergedEntity entity, EntityMerge merge) {
    if (isDead(entity, merge)) {
      long deletedAt = Frontier.deletedAt(entity.state());
      return deletedAt == Origin.UNKNOWN_TIME
              || (staysWhateverProgress(entity, merge) && merge.retention() == null)
          ? NEVER
          : until(deletedAt, forgettable(entity, merge));
    }
    Long expiry =
        merge.policy() instanceof EntityPolicy policy && policy.review() != null
            ? policy.review().expiresAfter()
            : null;
    return expiry == null || entity.reviews().isEmpty()
        ? NEVER
        : until(latestReview(entity) + expiry, frontier.progress(merge));
  }

  private static long latestReview(MergedEntity entity) {
    return entity.reviews().stream()
        .mapToLong(MergedEntity.OpenReview::openedAt)
        .filter(time -> time != Origin.UNKNOWN_TIME)
        .min()
        .orElse(0);
  }

  /** Sources are taken to advance as the clock does. */
  private static long until(long due, long reached) {
    return reached == Origin.UNKNOWN_TIME
        ? SHORTEST_MILLIS * 10
        : Math.min(LONGEST_MILLIS, Math.max(SHORTEST_MILLIS, (due - reached) / MICROS));
  }

  /** Whether all sources have passed the deletes of an entity that no source has. */
  boolean isForgettable(MergedEntity entity, EntityMerge merge) {
    long deletedAt = Frontier.deletedAt(entity.state());
    return isDead(entity, merge)
        && deletedAt != Origin.UNKNOWN_TIME
        && deletedAt < forgettable(entity, merge);
  }

  /** A change may yet have this very time, but no earlier one. */
  private long forgettable(MergedEntity entity, EntityMerge merge) {
    return staysWhateverProgress(entity, merge)
        ? frontier.expired(merge)
        : frontier.forgettable(merge);
  }

  /** Whether later changes look different beside what is known, so that it is kept. */
  private static boolean staysWhateverProgress(MergedEntity entity, EntityMerge merge) {
    return !entity.state().decisions().isEmpty()
        || (merge.policy() instanceof EntityPolicy policy
            && policy.deletion().outlastsProgress(entity.state()));
  }

  /** What was deleted softly goes on being shown, so it is not dead. */
  private static boolean isDead(MergedEntity entity, EntityMerge merge) {
    return entity.state().isDead()
        && !entity.state().sources().isEmpty()
        && !(merge.policy() instanceof EntityPolicy policy && policy.deletion().isSoft());
  }

  /** So that one key has one timer for one time. */
  static long roundUp(long time) {
    return (time / SHORTEST_MILLIS + 1) * SHORTEST_MILLIS;
  }
}
