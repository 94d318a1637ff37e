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

  /** Whether the timestamp is known. */
  public boolean isTimed() {
    return timestamp != Origin.UNKNOWN_TIME;
  }

  /**
   * Whether it was said by a later change of the same source than {@code other}, or that is null.
   */
  public boolean isNewerThan(Stamp other) {
    return other == null || version.compareTo(other.version) > 0;
  }

  /**
   * The later of two stamps of one source, either of which may be null: that of the greater
   * version, at equal versions of the greater time. Where they are equal it is {@code left}.
   */
  static Stamp latest(Stamp left, Stamp right) {
    if (left == null || right == null) {
      return left == null ? right : left;
    }
    int order = left.version.compareTo(right.version);
    if (order == 0) {
      order = Long.compare(left.timestamp, right.timestamp);
    }
    return order >= 0 ? left : right;
  }
}
