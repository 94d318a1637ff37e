package io.esync.operators.merge;

import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.Row;
import java.util.Arrays;
import java.util.Objects;

/**
 * What one source says of one entity: a register for each field and the latest delete. Immutable.
 *
 * <p>Joining a change takes for each field the value of the greatest version; at equal versions a
 * delete beats an upsert and the greater canonical bytes beat the lesser. A register older than the
 * latest delete does not exist. The timestamp of a field advances only where its value differs, so
 * that a source which touches one column does not look as if it had changed them all.
 */
public final class SourceState {
  private final String source;
  private final Row row;
  private final Stamp rowStamp;
  private final Stamp[] fieldStamps;
  private final Stamp deleted;

  private SourceState(String source, Row row, Stamp rowStamp, Stamp[] fieldStamps, Stamp deleted) {
    this.source = source;
    this.row = row;
    this.rowStamp = rowStamp;
    this.fieldStamps = fieldStamps;
    this.deleted = deleted;
  }

  /** What {@code source} says before it has said anything. */
  public static SourceState empty(String source) {
    return new SourceState(Objects.requireNonNull(source), null, null, null, null);
  }

  /**
   * A state from its parts.
   *
   * @param row the registers' values, or null
   * @param rowStamp of the latest upsert, null exactly where {@code row} is
   * @param fieldStamps by position in {@code row}, null where the field is absent
   * @param deleted of the latest delete, or null
   */
  public static SourceState of(
      String source, Row row, Stamp rowStamp, Stamp[] fieldStamps, Stamp deleted) {
    if ((row == null) != (rowStamp == null) || (row == null) != (fieldStamps == null)) {
      throw new IllegalArgumentException("a row, its stamp and its fields' stamps go together");
    }
    return new SourceState(source, row, rowStamp, fieldStamps, deleted);
  }

  public String source() {
    return source;
  }

  /** Whether the source has the entity now. */
  public boolean isLive() {
    return row != null;
  }

  /** The values, or null where the source does not have the entity. */
  public Row row() {
    return row;
  }

  /** When the source last wrote the row, or null. */
  public Stamp rowStamp() {
    return rowStamp;
  }

  /** When field {@code index} of {@link #row()} got its value; null where it is absent. */
  public Stamp fieldStamp(int index) {
    return fieldStamps[index];
  }

  /** The latest delete, or null. It is void if the source is live, and kept against stragglers. */
  public Stamp deleted() {
    return deleted;
  }

  /** The state after {@code change}; this very object where the change says nothing new. */
  public SourceState join(ChangeRecord change) {
    Stamp stamp = Stamp.of(change.origin());
    return change.op() == ChangeOp.DELETE ? delete(stamp) : upsert(change.row(), stamp);
  }

  @SuppressWarnings("ReferenceEquality") // latest returns what it was given
  private SourceState delete(Stamp stamp) {
    if (Stamp.latest(deleted, stamp) == deleted) {
      return this;
    }
    if (row == null || rowStamp.version().compareTo(stamp.version()) <= 0) {
      return new SourceState(source, null, null, null, stamp);
    }
    Object[] values = row.toArray();
    Stamp[] stamps = fieldStamps.clone();
    for (int i = 0; i < values.length; i++) {
      if (stamps[i] != null && stamps[i].version().compareTo(stamp.version()) <= 0) {
        values[i] = Row.ABSENT;
        stamps[i] = null;
      }
    }
    return new SourceState(source, Row.of(row.schema(), values), rowStamp, stamps, stamp);
  }

  @SuppressWarnings("ReferenceEquality") // latest returns what it was given
  private SourceState upsert(Row change, Stamp stamp) {
    if (!stamp.isNewerThan(deleted)) {
      return this;
    }
    if (row == null) {
      Stamp[] stamps = new Stamp[change.schema().size()];
      for (int i = 0; i < stamps.length; i++) {
        stamps[i] = change.isAbsent(i) ? null : stamp;
      }
      return new SourceState(source, change, stamp, stamps, deleted);
    }
    RegisterJoin join = new RegisterJoin(row, fieldStamps, change, stamp);
    Stamp latest = Stamp.latest(rowStamp, stamp);
    return latest == rowStamp && !join.changed()
        ? this
        : new SourceState(source, join.row(), latest, join.stamps(), deleted);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SourceState state
        && source.equals(state.source)
        && Objects.equals(row, state.row)
        && Objects.equals(rowStamp, state.rowStamp)
        && Arrays.equals(fieldStamps, state.fieldStamps)
        && Objects.equals(deleted, state.deleted);
  }

  @Override
  public int hashCode() {
    return Objects.hash(source, row, rowStamp, deleted);
  }

  @Override
  public String toString() {
    return source + (isLive() ? "=" + row + "@" + rowStamp : "") + " deleted@" + deleted;
  }
}
