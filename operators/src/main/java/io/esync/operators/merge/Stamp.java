package io.esync.operators.merge;

import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.Origin;
import io.esync.operators.model.SourceVersion;
import java.util.Objects;

/**
 * When something was said.
 *
 * @param version of the last change that said it; orders within the source
 * @param timestamp since when the source says so, in microseconds since the epoch or {@link
 *     Origin#UNKNOWN_TIME}; compares across sources
 * @param withdrawal whether the source took back what it said, without saying that the entity is
 *     deleted; never of a value
 */
public record Stamp(SourceVersion version, long timestamp, boolean withdrawal) {
  public Stamp {
    Objects.requireNonNull(version, "version");
  }

  public Stamp(SourceVersion version, long timestamp) {
    this(version, timestamp, false);
  }

  static Stamp of(ChangeRecord change) {
    Origin origin = change.origin();
    return new Stamp(origin.version(), origin.timestamp(), change.op() == ChangeOp.WITHDRAW);
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
   * version, at equal versions of the greater time; a delete beats a withdrawal. Where they are
   * equal it is {@code left}.
   */
  static Stamp latest(Stamp left, Stamp right) {
    if (left == null || right == null) {
      return left == null ? right : left;
    }
    int order = left.version.compareTo(right.version);
    if (order == 0) {
      order = Long.compare(left.timestamp, right.timestamp);
    }
    if (order == 0) {
      order = Boolean.compare(right.withdrawal, left.withdrawal);
    }
    return order >= 0 ? left : right;
  }
}
