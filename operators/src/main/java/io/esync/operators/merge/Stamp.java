package io.esync.operators.merge;

import io.esync.operators.model.Origin;
import io.esync.operators.model.SourceVersion;
import java.util.Objects;

/**
 * When something was said.
 *
 * @param version of the last change that said it; orders within the source
 * @param timestamp since when the source says so, in microseconds since the epoch or {@link
 *     Origin#UNKNOWN_TIME}; compares across sources
 */
public record Stamp(SourceVersion version, long timestamp) {
  public Stamp {
    Objects.requireNonNull(version, "version");
  }

  public static Stamp of(Origin origin) {
    return new Stamp(origin.version(), origin.timestamp());
  }

  boolean isNewerThan(Stamp other) {
    return other == null || version.compareTo(other.version) > 0;
  }

  /** Compares as merging does across sources: an unknown time is older than any known one. */
  static int compareTime(Stamp left, Stamp right) {
    return Long.compare(left.timestamp, right.timestamp);
  }
}
