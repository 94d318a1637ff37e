package io.esync.connectors.cdc.capture;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.ErrorCode;
import io.esync.operators.model.JsonText;
import io.esync.operators.model.Malformed;
import io.esync.operators.model.Origin;
import io.esync.operators.model.Row;
import io.esync.operators.model.SourceChange;
import io.esync.operators.model.SourceRecord;
import io.esync.operators.model.SourceVersion;

/** Makes records of raw values: changes where they can be read, else {@link Malformed}. */
public final class RecordFactory {
  /** Of a {@link #statement}; {@code %s} stands for the name of the table. */
  public static final String TRUNCATED =
      "table %s was truncated: the log does not say which rows went. Delete them from the target,"
          + " or use DELETE instead of TRUNCATE";

  private final String source;
  private final int generation;
  private final SourceVersion copied;

  /**
   * A factory.
   *
   * @param source id of the source
   * @param generation see the option of this name
   */
  public RecordFactory(String source, int generation) {
    this(source, generation, new SourceVersion(generation, 0, 0));
  }

  /**
   * A factory for a table that is not read for the first time.
   *
   * @param copied the version of its rows
   */
  RecordFactory(String source, int generation, SourceVersion copied) {
    this.source = source;
    this.generation = generation;
    this.copied = copied;
  }

  /** The version of the change number {@code minor} at a place of the log. */
  public SourceVersion version(long major, long minor) {
    return new SourceVersion(generation, major, minor);
  }

  /** A row of a chunk: of a table that is read for the first time, older than all changes. */
  SourceRecord snapshot(RowReader reader, Object[] raw, long now) {
    Origin origin = new Origin(source, reader.stream(), copied, Origin.UNKNOWN_TIME, now, true);
    try {
      return new SourceChange(origin, ChangeOp.UPSERT, null, reader.row(raw));
    } catch (UnreadableRow e) {
      return unreadable(origin, null, reader, "read", null, raw, e);
    }
  }

  /**
   * A new row, or a changed one.
   *
   * @param before null where the row is new, or the log does not tell
   */
  public SourceRecord upsert(RowReader reader, Moment at, Object[] before, Object[] after) {
    Origin origin = origin(reader.stream(), at);
    try {
      Row old = before == null ? null : reader.before(before);
      return new SourceChange(origin, ChangeOp.UPSERT, old, reader.row(after));
    } catch (UnreadableRow e) {
      return unreadable(origin, at, reader, "upsert", before, after, e);
    }
  }

  public SourceRecord delete(RowReader reader, Moment at, Object[] before) {
    Origin origin = origin(reader.stream(), at);
    try {
      return new SourceChange(origin, ChangeOp.DELETE, reader.before(before), null);
    } catch (UnreadableRow e) {
      return unreadable(origin, at, reader, "delete", before, null, e);
    }
  }

  /** Changed rows that cannot be told, for a reason that the whole table has. */
  public SourceRecord untold(
      RowReader reader, Moment at, Object[] before, Object[] after, String message) {
    return malformed(
        origin(reader.stream(), at),
        ErrorCode.UNREADABLE_RECORD,
        json(reader, at, "change", before, after),
        message);
  }

  /** A statement that the log holds in place of the rows that it changed. */
  public SourceRecord statement(String stream, Moment at, String sql, String message) {
    StringBuilder json = opening(stream, "statement", at);
    JsonText.quote(sql, json.append(",\"statement\":"));
    return malformed(origin(stream, at), ErrorCode.UNREADABLE_RECORD, json, message);
  }

  private Origin origin(String stream, Moment at) {
    return new Origin(source, stream, at.version(), at.commitMicros(), at.ingestedAt(), false);
  }

  private static Malformed unreadable(
      Origin origin,
      Moment at,
      RowReader reader,
      String op,
      Object[] before,
      Object[] after,
      UnreadableRow e) {
    return malformed(
        origin,
        ErrorCode.UNREPRESENTABLE_VALUE,
        json(reader, at, op, before, after),
        e.getMessage());
  }

  private static Malformed malformed(
      Origin origin, ErrorCode code, StringBuilder json, String message) {
    return new Malformed(origin, json.append('}').toString().getBytes(UTF_8), code, message);
  }

  private static StringBuilder json(
      RowReader reader, Moment at, String op, Object[] before, Object[] after) {
    StringBuilder json = opening(reader.stream(), op, at);
    if (before != null) {
      reader.describe(before, json.append(",\"before\":"));
    }
    if (after != null) {
      reader.describe(after, json.append(",\"after\":"));
    }
    return json;
  }

  private static StringBuilder opening(String stream, String op, Moment at) {
    StringBuilder json = new StringBuilder("{\"table\":");
    JsonText.quote(stream, json);
    json.append(",\"op\":\"").append(op).append('"');
    if (at != null && at.transaction() != null) {
      JsonText.quote(at.transaction().place(), json.append(",\"transaction\":"));
      if (at.transaction().gtid() != null) {
        JsonText.quote(at.transaction().gtid(), json.append(",\"gtid\":"));
      }
    }
    return json;
  }
}
