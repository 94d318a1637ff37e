package io.esync.operators.merge;

import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.Field;
import io.esync.operators.model.Row;
import io.esync.operators.model.Values;
import java.util.BitSet;
import java.util.Objects;

/**
 * What one source says of one entity: a register for each field, the latest upsert, the latest full
 * image and the latest delete. Immutable.
 *
 * <p>Joining takes for each of them the one of the greatest version; for a field at equal versions
 * the greater canonical bytes. A register that is not newer than the latest delete is void: it
 * counts as if it were not there, and {@link #lean()} drops it. The timestamp of a field advances
 * only where its value differs, so that a source which touches one column does not look as if it
 * had changed them all.
 *
 * <p>The fields' stamps are kept only where they differ from the row's.
 */
public final class SourceState {
  private final String source;
  private final Row row;
  private final Stamp rowStamp;
  private final Stamp fullStamp;
  private final Stamp[] fieldStamps;
  private final Stamp deleted;

  SourceState(
      String source, Row row, Stamp rowStamp, Stamp fullStamp, Stamp[] fieldStamps, Stamp deleted) {
    this.source = source;
    this.row = row;
    this.rowStamp = rowStamp;
    this.fullStamp = fullStamp;
    this.fieldStamps = fieldStamps;
    this.deleted = deleted;
  }

  /** What {@code source} says before it has said anything. */
  public static SourceState empty(String source) {
    return new SourceState(Objects.requireNonNull(source), null, null, null, null, null);
  }

  /**
   * A state from its parts.
   *
   * @param row the registers' values, or null
   * @param rowStamp of the latest upsert, null exactly where {@code row} is
   * @param fullStamp of the latest upsert that carried every field, or null
   * @param fieldStamps by position in {@code row}, null where the field is absent; null as a whole
   *     where all bear the row's stamp
   * @param deleted of the latest delete, or null
   */
  public static SourceState of(
      String source, Row row, Stamp rowStamp, Stamp fullStamp, Stamp[] fieldStamps, Stamp deleted) {
    if ((row == null) != (rowStamp == null) || (row == null && fieldStamps != null)) {
      throw new IllegalArgumentException("a row, its stamp and its fields' stamps go together");
    }
    return new SourceState(source, row, rowStamp, fullStamp, fieldStamps, deleted);
  }

  public String source() {
    return source;
  }

  /** The values, void ones among them; null where there are none. */
  public Row row() {
    return row;
  }

  /** When the source last wrote the row, or null. */
  public Stamp rowStamp() {
    return rowStamp;
  }

  /** When the source last wrote every field of the row at once, or null. */
  public Stamp fullStamp() {
    return fullStamp;
  }

  /** When field {@code index} of {@link #row()} got its value; null where it is absent. */
  public Stamp fieldStamp(int index) {
    if (fieldStamps != null) {
      return fieldStamps[index];
    }
    return row.isAbsent(index) ? null : rowStamp;
  }

  /** Whether every field that there is bears the stamp of the row. */
  public boolean hasOneStamp() {
    return fieldStamps == null;
  }

  /**
   * The latest delete or withdrawal, or null. It is void if the source is live, and kept against
   * stragglers.
   */
  public Stamp deleted() {
    return deleted;
  }

  /** Whether the source says that the entity is deleted, rather than nothing of it. */
  public boolean isDeleting() {
    return deleted != null && !deleted.withdrawal();
  }

  /** Whether the source has written the row after it last deleted it. */
  public boolean isLive() {
    return row != null && rowStamp.isNewerThan(deleted);
  }

  /** Whether field {@code index} has a value that the source has not deleted since. */
  public boolean has(int index) {
    return !row.isAbsent(index) && fieldStamp(index).isNewerThan(deleted);
  }

  /**
   * The state after {@code change}; this very object where the change says nothing new.
   *
   * @param keepDeleted whether void registers are kept, for those who show what was deleted
   */
  public SourceState join(ChangeRecord change, boolean keepDeleted) {
    Stamp stamp = Stamp.of(change);
    if (change.op().removes()) {
      SourceState after = with(new SourceState(source, null, null, null, null, stamp), null);
      return keepDeleted ? after : after.lean();
    }
    if (!keepDeleted && !stamp.isNewerThan(deleted)) {
      return this;
    }
    return with(of(change), null);
  }

  /** What the source of {@code change}, an upsert, says by it alone. */
  private static SourceState of(ChangeRecord change) {
    Stamp stamp = Stamp.of(change.origin());
    Row row = change.row();
    return new SourceState(
        change.origin().source(), row, stamp, isFull(row) ? stamp : null, null, null);
  }

  private static boolean isFull(Row row) {
    for (int i = 0; i < row.schema().size(); i++) {
      if (row.isAbsent(i)) {
        return false;
      }
    }
    return true;
  }

  /** The state after all changes of {@code delta}; this object where they say nothing new. */
  @SuppressWarnings("ReferenceEquality") // the same object means: nothing new
  public SourceState join(SourceDelta delta, boolean keepDeleted) {
    SourceState after = with(delta.state(), delta.altered());
    if (keepDeleted || after == this) {
      return after;
    }
    SourceState lean = after.lean();
    return lean.equals(this) ? this : lean;
  }

  /** The least upper bound of two states of one source; this object where it is the greater. */
  public SourceState join(SourceState other) {
    BitSet all = new BitSet();
    all.set(0, other.row == null ? 0 : other.row.schema().size());
    return with(other, all);
  }

  /**
   * @param altered fields of {@code other} whose time holds whatever the value was before; null for
   *     none
   */
  @SuppressWarnings("ReferenceEquality") // latest returns what it was given
  private SourceState with(SourceState other, BitSet altered) {
    Stamp delete = Stamp.latest(deleted, other.deleted);
    if (row == null) {
      return other.row == null && delete == deleted
          ? this
          : new SourceState(
              source, other.row, other.rowStamp, other.fullStamp, other.fieldStamps, delete);
    }
    if (other.row == null) {
      return delete == deleted
          ? this
          : new SourceState(source, row, rowStamp, fullStamp, fieldStamps, delete);
    }
    Stamp latest = Stamp.latest(rowStamp, other.rowStamp);
    Stamp full = Stamp.latest(fullStamp, other.fullStamp);
    RegisterJoin join = new RegisterJoin(this, other, altered);
    return latest == rowStamp && full == fullStamp && delete == deleted && !join.changed()
        ? this
        : new SourceState(source, join.row(), latest, full, join.stamps(latest), delete);
  }

  /** This state without void registers; this very object where there are none. */
  @SuppressWarnings("ReferenceEquality") // the same object means: nothing to drop
  public SourceState lean() {
    if (row == null || deleted == null) {
      return this;
    }
    if (!isLive()) {
      return new SourceState(source, null, null, null, null, deleted);
    }
    Object[] values = null;
    for (int i = 0; i < row.schema().size(); i++) {
      if (!row.isAbsent(i) && !fieldStamp(i).isNewerThan(deleted)) {
        values = values == null ? row.toArray() : values;
        values[i] = Row.ABSENT;
      }
    }
    Stamp full = fullStamp != null && fullStamp.isNewerThan(deleted) ? fullStamp : null;
    if (values == null) {
      return full == fullStamp
          ? this
          : new SourceState(source, row, rowStamp, full, fieldStamps, deleted);
    }
    Stamp[] stamps = new Stamp[values.length];
    for (int i = 0; i < stamps.length; i++) {
      stamps[i] = values[i] == Row.ABSENT ? null : fieldStamp(i);
    }
    return new SourceState(source, Row.of(row.schema(), values), rowStamp, full, stamps, deleted);
  }

  /** Whether both say the same of every field, in whatever order they keep them. */
  @Override
  public boolean equals(Object other) {
    return other instanceof SourceState state
        && source.equals(state.source)
        && Objects.equals(rowStamp, state.rowStamp)
        && Objects.equals(fullStamp, state.fullStamp)
        && Objects.equals(deleted, state.deleted)
        && (row == null || (covers(state) && state.covers(this)));
  }

  private boolean covers(SourceState other) {
    for (int i = 0; i < other.row.schema().size(); i++) {
      if (!other.row.isAbsent(i)) {
        Field field = other.row.schema().field(i);
        int at = row.schema().indexOf(field.name());
        if (at < 0
            || !row.schema().field(at).type().equals(field.type())
            || !Values.equal(row.get(at), other.row.get(i))
            || !other.fieldStamp(i).equals(fieldStamp(at))) {
          return false;
        }
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    return Objects.hash(source, rowStamp, fullStamp, deleted);
  }

  @Override
  public String toString() {
    return source + (row == null ? "" : "=" + row + "@" + rowStamp) + " deleted@" + deleted;
  }
}
