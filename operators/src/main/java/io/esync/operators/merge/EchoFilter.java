package io.esync.operators.merge;

import io.esync.operators.merge.EchoState.Pending;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.Values;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Tells the edits of a system's users from what this pipeline wrote there itself. Pure.
 *
 * <p>A change is compared with what the system held before: fields that look the same were not
 * edited. Of the others, those that look like a write that is on its way were written, not edited.
 * If nothing is left, the change is an echo. Else what is left is joined as edited at the time of
 * the change, even if it is what the source said before this pipeline wrote something else; and
 * what this pipeline wrote is left out, for it would be counted as the source's own word and would
 * beat a real edit elsewhere.
 */
public final class EchoFilter {
  private final boolean byField;

  /**
   * @param byField whether sources win field by field. Where they win as a whole, a row that was
   *     edited counts in full
   */
  public EchoFilter(boolean byField) {
    this.byField = byField;
  }

  /**
   * What a change is.
   *
   * @param after what is known of the system then
   * @param echo whether there is nothing in it but what this pipeline wrote
   * @param delta what is to be joined in its place; null for the change itself
   */
  public record Judgement(EchoState after, boolean echo, SourceDelta delta) {}

  /**
   * Judges a change that bears no mark.
   *
   * @param known what the merge knows of the source
   */
  public Judgement judge(EchoState stored, ChangeRecord change, SourceState known) {
    if (stored.isPast(change.origin().version())) {
      return new Judgement(stored, false, null);
    }
    EchoState before = stored.at(change.origin().ingestedAt());
    return change.op().removes() ? judgeDelete(before, change) : judgeUpsert(before, change, known);
  }

  private static Judgement judgeDelete(EchoState before, ChangeRecord change) {
    int written = -1;
    for (int i = 0; i < before.pending().size() && written < 0; i++) {
      written = before.pending().get(i).look().exists() ? -1 : i;
    }
    EchoState after = before.heard(change.origin().version(), Footprint.NONE, written);
    return new Judgement(after, written >= 0, null);
  }

  private Judgement judgeUpsert(EchoState before, ChangeRecord change, SourceState known) {
    Footprint image = Footprint.of(change.row());
    Footprint held = before.held() == null ? heldBy(known) : before.held();
    Set<Long> edited = held.changed(image);
    boolean anew = !held.exists();
    int written = firstLike(before.pending(), image, edited);
    if (written >= 0) {
      edited.removeIf(field -> before.pending().get(written).look().agrees(image, field));
    }
    EchoState after = before.heard(change.origin().version(), held.under(image), written);
    if (edited.isEmpty() && (!anew || written >= 0)) {
      return new Judgement(after, true, null);
    }
    return new Judgement(after, false, byField ? edits(change, edited, known) : null);
  }

  /** A state from before echoes were told apart knows what the source itself said. */
  private static Footprint heldBy(SourceState known) {
    return known.isLive() ? Footprint.of(known.lean().row()) : Footprint.NONE;
  }

  /**
   * The first write that the change shows in full, else the first that shows in an edited field:
   * the system rounded a value, or a trigger of its own set another.
   */
  private static int firstLike(List<Pending> pending, Footprint image, Set<Long> edited) {
    int partly = -1;
    for (int i = 0; i < pending.size(); i++) {
      Footprint look = pending.get(i).look();
      boolean all = edited.stream().allMatch(field -> look.agrees(image, field));
      if (all && look.fits(image)) {
        return i;
      }
      if (partly < 0 && edited.stream().anyMatch(field -> look.agrees(image, field))) {
        partly = i;
      }
    }
    return partly;
  }

  /** The change without what its source neither edited nor said before. */
  private static SourceDelta edits(ChangeRecord change, Set<Long> edited, SourceState known) {
    Row row = change.row();
    RowSchema schema = row.schema();
    Object[] values = row.toArray();
    BitSet altered = new BitSet();
    boolean full = true;
    for (int i = 0; i < values.length; i++) {
      full &= !row.isAbsent(i);
      if (edited.contains(Footprint.name(schema, i))) {
        altered.set(i);
      } else if (!row.isAbsent(i)
          && !schema.key().contains(schema.field(i).name())
          && !says(known, row, i)) {
        values[i] = Row.ABSENT;
      }
    }
    Stamp stamp = Stamp.of(change.origin());
    SourceState state =
        SourceState.of(
            known.source(), Row.of(schema, values), stamp, full ? stamp : null, null, null);
    return new SourceDelta(state, altered);
  }

  private static boolean says(SourceState known, Row row, int index) {
    if (known.row() == null) {
      return false;
    }
    int at = known.row().schema().indexOf(row.schema().field(index).name());
    return at >= 0
        && known.has(at)
        && known.row().schema().field(at).type().equals(row.schema().field(index).type())
        && Values.equal(known.row().get(at), row.get(index));
  }

  /**
   * After {@code change} was passed on to a system that does not mark what was written.
   *
   * @param now milliseconds since the epoch
   */
  public static EchoState wrote(EchoState before, ChangeRecord change, long now) {
    return before.wrote(Footprint.of(change), now);
  }

  /** After a change that bears this pipeline's mark. */
  public static EchoState heard(EchoState before, ChangeRecord change, SourceState known) {
    if (before.isPast(change.origin().version())) {
      return before;
    }
    Footprint held = before.held() == null ? heldBy(known) : before.held();
    return before.heard(change.origin().version(), held.under(Footprint.of(change)), -1);
  }

  /**
   * Whether the system holds something else than the result of its own edit, so that it must be
   * told even if the result is what it was before: its edit lost.
   *
   * @param result the merged row, or null where the entity does not exist
   */
  public static boolean mustBeTold(EchoState after, Row result) {
    Footprint wanted = result == null ? Footprint.NONE : Footprint.of(result);
    if (after.held() == null || wanted.exists() != after.held().exists()) {
      return true;
    }
    Set<Long> differing = new HashSet<>(after.held().changed(wanted));
    differing.retainAll(after.held().fields().keySet());
    return !differing.isEmpty();
  }
}
