package io.esync.operators.merge;

import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.EntityKey;
import io.esync.operators.model.Origin;
import io.esync.operators.model.Row;
import io.esync.operators.model.Values;

/** What a table that is read once more says of one entity. Pure. */
public final class Rereading {
  private Rereading() {}

  /**
   * A row that was read again as a change with a time. What is as the source said before is known
   * since then; what differs is known since it was noticed. A time that the row itself tells holds.
   *
   * @param known what the source said before
   */
  public static ChangeRecord timed(MergeInput.Again again, SourceState known) {
    ChangeRecord change = again.change();
    if (change.origin().timestamp() != Origin.UNKNOWN_TIME) {
      return change;
    }
    long time = again.noticed();
    if (known.isLive()) {
      long since = known.rowStamp().timestamp();
      time = change.op().removes() ? Math.max(time, since) : says(known, change) ? since : time;
    }
    return at(change, time);
  }

  private static ChangeRecord at(ChangeRecord change, long time) {
    Origin origin = change.origin().withTimestamp(time);
    return new ChangeRecord(change.key(), change.op(), change.row(), origin);
  }

  private static boolean says(SourceState known, ChangeRecord change) {
    Row row = change.row();
    for (int i = 0; i < row.schema().size(); i++) {
      int at = known.row().schema().indexOf(row.schema().field(i).name());
      boolean same =
          row.isAbsent(i)
              || (at >= 0
                  && known.has(at)
                  && known.row().schema().field(at).type().equals(row.schema().field(i).type())
                  && Values.equal(known.row().get(at), row.get(i)));
      if (!same) {
        return false;
      }
    }
    return true;
  }

  /**
   * The delete of an entity that its source had before a reading and has no more; null where the
   * source has it, or never did.
   *
   * @param end of the reading
   */
  public static ChangeRecord missing(EntityKey key, SourceState known, Origin end) {
    if (!known.isLive() || known.rowStamp().version().compareTo(end.version()) >= 0) {
      return null;
    }
    long time = Math.max(end.timestamp(), known.rowStamp().timestamp());
    return new ChangeRecord(key, ChangeOp.DELETE, known.row().keyRow(), end.withTimestamp(time));
  }
}
