package io.esync.operators.merge;

import io.esync.operators.model.SourceVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What is known of one entity in a system that is source and target: what the system held when it
 * was last heard, and what has been written to it since and was not seen there yet. Immutable.
 *
 * @param source id of the source
 * @param version of the change that was heard last; null where none was
 * @param held what it left behind; null where none was heard
 * @param pending what was written and not seen, the oldest first, at most {@link #MOST_PENDING}.
 *     Empty where the source marks what was written
 */
public record EchoState(
    String source, SourceVersion version, Footprint held, List<Pending> pending) {
  /** So many writes of one key may be on their way; what was written before is forgotten. */
  public static final int MOST_PENDING = 64;

  /** Milliseconds after which a write is no longer waited for: it was refused. */
  public static final long LONGEST_PENDING = 600_000;

  public EchoState {
    Objects.requireNonNull(source, "source");
    pending = List.copyOf(pending);
  }

  static EchoState of(String source) {
    return new EchoState(source, null, null, List.of());
  }

  /**
   * A write that was passed on.
   *
   * @param look of what was written
   * @param at when, in milliseconds since the epoch
   * @param traced whether it is sure to be seen. To delete what is not there leaves no trace, but a
   *     user may have inserted it again before the delete arrives
   */
  public record Pending(Footprint look, long at, boolean traced) {}

  /** Whether a change of {@code other} was heard before, or is older than what was. */
  boolean isPast(SourceVersion other) {
    return version != null && other.compareTo(version) <= 0;
  }

  /** After a write was passed on to the system. */
  EchoState wrote(Footprint look, long at) {
    boolean deletes = !look.exists();
    if (deletes && !pending.isEmpty() && !pending.get(pending.size() - 1).look().exists()) {
      return this; // of two deletes in a row the second finds nothing
    }
    boolean gone = pending.isEmpty() && held != null && !held.exists();
    List<Pending> result = new ArrayList<>(pending);
    result.add(new Pending(look, at, !(deletes && gone)));
    if (result.size() > MOST_PENDING) {
      result.remove(0);
    }
    return new EchoState(source, version, held, result);
  }

  /** Without the writes that are not waited for any longer at {@code now}. */
  EchoState at(long now) {
    return pending.isEmpty() || now - pending.get(0).at() <= LONGEST_PENDING
        ? this
        : new EchoState(
            source,
            version,
            held,
            pending.stream().filter(write -> now - write.at() <= LONGEST_PENDING).toList());
  }

  /**
   * After a change was heard.
   *
   * @param seen index of the pending write that it shows; -1 for none. Those before it are still
   *     waited for: were they given up on a mere likeness, what they wrote would pass for edits.
   *     Except deletes that need leave no trace: what was written after them has arrived
   */
  EchoState heard(SourceVersion at, Footprint after, int seen) {
    List<Pending> rest = pending;
    if (seen >= 0) {
      rest = new ArrayList<>(pending);
      Pending write = rest.remove(seen);
      if (write.look().exists()) {
        rest.subList(0, seen).removeIf(earlier -> !earlier.traced());
      }
    }
    return new EchoState(source, at, after, rest);
  }
}
