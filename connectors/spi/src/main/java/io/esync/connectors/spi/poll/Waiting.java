package io.esync.connectors.spi.poll;

import java.util.Set;
import java.util.TreeSet;

/**
 * A split that waits for its parts. It goes on only when a checkpoint has completed that began
 * after the last of them was read: until then a reader's records may still be on their way, and
 * what the split itself reads could overtake them.
 */
final class Waiting<P> {
  private static final long NONE = -1;

  private final P start;
  private final Set<Integer> parts;
  private long checkpoint = NONE;

  /**
   * @param parts the numbers of those that are not yet read
   */
  Waiting(P start, Set<Integer> parts) {
    this.start = start;
    this.parts = new TreeSet<>(parts);
  }

  P start() {
    return start;
  }

  Set<Integer> parts() {
    return parts;
  }

  /**
   * How a part stands.
   *
   * @param read whether it was read to its end; not after a failure that takes its reader back
   */
  void note(int part, boolean read) {
    if (read) {
      parts.remove(part);
    } else {
      parts.add(part);
      checkpoint = NONE;
    }
  }

  /** A checkpoint begins. */
  void snapshot(long id) {
    if (parts.isEmpty() && checkpoint == NONE) {
      checkpoint = id;
    }
  }

  /** Whether with this checkpoint all that the parts gave out has arrived. */
  boolean isOver(long completed) {
    return checkpoint != NONE && checkpoint <= completed;
  }
}
