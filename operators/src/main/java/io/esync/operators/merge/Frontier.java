package io.esync.operators.merge;

import io.esync.operators.model.Origin;
import java.util.HashMap;
import java.util.Map;

/**
 * How far the sources have come, and up to which time entities have been forgotten. Both only ever
 * advance. Times are microseconds since the epoch or {@link Origin#UNKNOWN_TIME}. Not for several
 * threads.
 */
public final class Frontier {
  private final Map<String, Long> reached = new HashMap<>();
  private final Map<String, Long> forgotten = new HashMap<>();

  /** {@code source} delivers nothing before {@code time} any more. */
  public void reached(String source, long time) {
    reached.merge(source, time, Math::max);
  }

  /** A tombstone of {@code entity} was forgotten. */
  public void forgot(String entity, long time) {
    forgotten.merge(entity, time, Math::max);
  }

  /** By source how far it has come. */
  public Map<String, Long> reached() {
    return Map.copyOf(reached);
  }

  /** By entity the time of the latest tombstone that was forgotten. */
  public Map<String, Long> forgotten() {
    return Map.copyOf(forgotten);
  }

  /** Up to where all sources of the entity have been heard; unknown while one never was. */
  public long progress(EntityMerge merge) {
    long least = Long.MAX_VALUE;
    for (String source : merge.sources()) {
      least = Math.min(least, reached.getOrDefault(source, Origin.UNKNOWN_TIME));
    }
    return merge.sources().isEmpty() ? Origin.UNKNOWN_TIME : least;
  }

  /**
   * Before which time what is known of a dead entity can be forgotten: all sources have come so
   * far, or the retention is over.
   */
  public long forgettable(EntityMerge merge) {
    long progress = progress(merge);
    long awaited =
        progress == Origin.UNKNOWN_TIME ? Origin.UNKNOWN_TIME : progress - merge.lateness();
    return Math.max(awaited, expired(merge));
  }

  /** Before which time what is known of a dead entity is too old to be kept; unknown for never. */
  public long expired(EntityMerge merge) {
    if (merge.retention() == null || reached.isEmpty()) {
      return Origin.UNKNOWN_TIME;
    }
    long furthest = Origin.UNKNOWN_TIME;
    for (long time : reached.values()) {
      furthest = Math.max(furthest, time);
    }
    return furthest - merge.retention();
  }

  /**
   * Whether a change of an entity of which nothing is known may have been met by a tombstone that
   * was forgotten. A row read from a table is as the table has it now, and never late.
   */
  public boolean isLate(String entity, Origin origin) {
    return !origin.snapshot()
        && origin.timestamp() != Origin.UNKNOWN_TIME
        && origin.timestamp() <= forgotten.getOrDefault(entity, Origin.UNKNOWN_TIME);
  }

  /**
   * The time of the latest word about an entity that no source has; unknown where one of its
   * deletes has no time, so that it cannot be told when all sources have passed it.
   */
  public static long deletedAt(EntityState state) {
    long latest = Origin.UNKNOWN_TIME;
    for (SourceState source : state.sources()) {
      if (source.deleted() == null || !source.deleted().isTimed()) {
        return Origin.UNKNOWN_TIME;
      }
      latest = Math.max(latest, source.deleted().timestamp());
    }
    return latest;
  }
}
