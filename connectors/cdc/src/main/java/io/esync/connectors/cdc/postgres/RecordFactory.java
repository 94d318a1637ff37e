package io.esync.connectors.cdc.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.ErrorCode;
import io.esync.operators.model.Malformed;
import io.esync.operators.model.Origin;
import io.esync.operators.model.Row;
import io.esync.operators.model.SourceChange;
import io.esync.operators.model.SourceRecord;
import io.esync.operators.model.SourceVersion;

/** Makes records of tuples: changes where they can be read, else {@link Malformed}. */
final class RecordFactory {
  private static final long DELETE = 0;
  private static final long UPSERT = 1;

  private final String source;
  private final int generation;

  RecordFactory(Capture capture) {
    this.source = capture.source();
    this.generation = capture.config().generation();
  }

  /** A row of a chunk: older than every change in the log. */
  SourceRecord snapshot(RowReader reader, String[] tuple, long now) {
    Origin origin =
        new Origin(
            source,
            reader.table().stream(),
            new SourceVersion(generation, 0, 0),
            Origin.UNKNOWN_TIME,
            now,
            true);
    try {
      return new SourceChange(origin, ChangeOp.UPSERT, null, reader.row(tuple));
    } catch (UnreadableRow e) {
      return malformed(origin, reader, "read", null, tuple, e);
    }
  }

  SourceRecord upsert(RowReader reader, Moment at, String[] before, String[] after) {
    Origin origin = origin(reader, at, UPSERT);
    try {
      Row old = before == null ? null : reader.before(before);
      return new SourceChange(origin, ChangeOp.UPSERT, old, reader.row(after));
    } catch (UnreadableRow e) {
      return malformed(origin, reader, "upsert", before, after, e);
    }
  }

  /**
   * @param whole whether {@code before} is the whole row rather than its key
   */
  SourceRecord delete(RowReader reader, Moment at, String[] before, boolean whole) {
    Origin origin = origin(reader, at, DELETE);
    try {
      Row old = whole ? reader.before(before) : reader.keyOnly(before);
      return new SourceChange(origin, ChangeOp.DELETE, old, null);
    } catch (UnreadableRow e) {
      return malformed(origin, reader, "delete", before, null, e);
    }
  }

  SourceRecord truncate(RowReader reader, Moment at) {
    String stream = reader.table().stream();
    return new Malformed(
        origin(reader, at, DELETE),
        TupleJson.of(reader.table(), "truncate", null, null).getBytes(UTF_8),
        ErrorCode.UNREADABLE_RECORD,
        "table "
            + stream
            + " was truncated: the log does not say which rows went. Delete them from the target,"
            + " or use DELETE instead of TRUNCATE");
  }

  private Origin origin(RowReader reader, Moment at, long minor) {
    return new Origin(
        source,
        reader.table().stream(),
        new SourceVersion(generation, at.position(), minor),
        at.commitMicros(),
        at.ingestedAt(),
        false);
  }

  private static Malformed malformed(
      Origin origin,
      RowReader reader,
      String op,
      String[] before,
      String[] after,
      UnreadableRow e) {
    return new Malformed(
        origin,
        TupleJson.of(reader.table(), op, before, after).getBytes(UTF_8),
        ErrorCode.UNREPRESENTABLE_VALUE,
        e.getMessage());
  }

  /**
   * When and where a change stands in the log.
   *
   * @param position of the change itself
   * @param commitMicros when its transaction was committed
   * @param ingestedAt now, in milliseconds
   */
  record Moment(long position, long commitMicros, long ingestedAt) {}
}
