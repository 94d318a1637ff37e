package io.esync.operators.model;

import java.util.Objects;

/**
 * A promise of a source: every streamed change that it delivers from now on has the origin's
 * timestamp or a later one. A source sends one from time to time, also while nothing changes, so
 * that what is kept against stragglers can be forgotten. A source that cannot promise sends none.
 *
 * <p>It holds for the source as a whole. A source with several readers sends it only where it
 * speaks for all of them.
 *
 * @param origin of the promise; its stream is empty
 */
public record Heartbeat(Origin origin) implements SourceRecord {
  public Heartbeat {
    Objects.requireNonNull(origin, "origin");
    if (origin.timestamp() == Origin.UNKNOWN_TIME) {
      throw new IllegalArgumentException("a heartbeat of no time promises nothing");
    }
  }

  /**
   * The promise of {@code source}.
   *
   * @param timestamp microseconds since the epoch
   * @param ingestedAt milliseconds since the epoch
   */
  public static Heartbeat of(String source, long timestamp, long ingestedAt) {
    return new Heartbeat(
        new Origin(source, "", new SourceVersion(0, 0, 0), timestamp, ingestedAt, false));
  }
}
