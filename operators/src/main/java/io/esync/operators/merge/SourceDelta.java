package io.esync.operators.merge;

import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.Row;
import io.esync.operators.model.Values;
import java.util.BitSet;
import java.util.Objects;

/**
 * Successive changes of one source of one entity, joined before the state is known that they meet.
 * Joining a delta gives what joining its changes one by one gives, provided that they are in the
 * source's order and no two of the source have the same version.
 *
 * <p>Whether a field's time advances depends on the value that it had. Within the delta that is
 * known; for its first value it is left open until the delta meets the state.
 *
 * @param state what the changes say when nothing went before
 * @param altered fields of the state's row, by position, whose value changed within the delta, so
 *     that their time holds whatever went before
 */
public record SourceDelta(SourceState state, BitSet altered) {
  public SourceDelta {
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(altered, "altered");
  }

  /** The delta of one change. */
  public static SourceDelta of(ChangeRecord change) {
    return new SourceDelta(
        SourceState.empty(change.origin().source()).join(change, true), new BitSet());
  }

  /** The delta of these changes and {@code change} after them, of the same source. */
  public SourceDelta then(ChangeRecord change) {
    SourceState after = state.join(change, true);
    BitSet marks = (BitSet) altered.clone();
    if (after.row() != null && change.op() == ChangeOp.UPSERT) {
      Stamp stamp = Stamp.of(change.origin());
      for (int i = 0; i < after.row().schema().size(); i++) {
        boolean carried = change.row().get(after.row().schema().field(i).name()) != Row.ABSENT;
        if ((carried && isAfresh(i, stamp)) || differs(i, after.row())) {
          marks.set(i);
        }
      }
    }
    return new SourceDelta(after, marks);
  }

  /** Whether the field is written for the first time after the row was deleted. */
  private boolean isAfresh(int field, Stamp stamp) {
    return state.deleted() != null
        && stamp.isNewerThan(state.deleted())
        && !(isKnown(field) && state.has(field));
  }

  /** A field keeps its place: a join appends new ones. */
  private boolean isKnown(int field) {
    Row before = state.row();
    return before != null && field < before.schema().size() && !before.isAbsent(field);
  }

  private boolean differs(int field, Row after) {
    Row before = state.row();
    return isKnown(field)
        && !(before.schema().field(field).type().equals(after.schema().field(field).type())
            && Values.equal(before.get(field), after.get(field)));
  }
}
