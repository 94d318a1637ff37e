package io.esync.connectors.cdc.mysql;

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

/** Makes records of values: changes where they can be read, else {@link Malformed}. */
final class RecordFactory {
  private final String source;
  private final int generation;

  RecordFactory(MySqlCapture capture) {
    this.source = capture.source();
    this.generation = capture.config().generation();
  }

  /** A row of a chunk: older than every change in the log. */
  SourceRecord snapshot(RowReader reader, Object[] raw, long now) {
    Origin origin =
        new Origin(
            source,
            reader.table().stream(),
            new SourceVersion(generation, 0, 0),
            Origin.UNKNOWN_TIME,
            now,
            true);
    try {
      return new SourceChange(origin, ChangeOp.UPSERT, null, reader.row(raw));
    } catch (UnreadableRow e) {
      return unreadable(origin, null, reader, "read", null, raw, e);
    }
  }

  SourceRecord upsert(RowReader reader, Moment at, Object[] before, Object[] after) {
    Origin origin = origin(reader.table().stream(), at);
    try {
      Row old = before == null ? null : reader.before(before);
      return new SourceChange(origin, ChangeOp.UPSERT, old, reader.row(after));
    } catch (UnreadableRow e) {
      return unreadable(origin, at, reader, "upsert", before, after, e);
    }
  }

  SourceRecord delete(RowReader reader, Moment at, Object[] before) {
    Origin origin = origin(reader.table().stream(), at);
    try {
      return new SourceChange(origin, ChangeOp.DELETE, reader.before(before), null);
    } catch (UnreadableRow e) {
      return unreadable(origin, at, reader, "delete", before, null, e);
    }
  }

  /** A change of rows that the log does not name. */
  SourceRecord statement(String stream, Moment at, String sql, String message) {
    StringBuilder json = opening(stream, "statement", at);
    json.append(",\"statement\":");
    JsonText.quote(sql, json);
    return malformed(origin(stream, at), ErrorCode.UNREADABLE_RECORD, json, message);
  }

  /** Changed rows whose columns the log does not name. */
  SourceRecord nameless(RowReader reader, Moment at, Object[] before, Object[] after) {
    String stream = reader.table().stream();
    return malformed(
        origin(stream, at),
        ErrorCode.UNREADABLE_RECORD,
        json(reader, at, "change", before, after),
        "the log does not name the columns of "
            + stream
            + ": set binlog_row_metadata = FULL, then touch the row again");
  }

  private Origin origin(String stream, Moment at) {
    return new Origin(
        source, stream, at.version(generation), at.commitMicros(), at.ingestedAt(), false);
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
    StringBuilder json = opening(reader.table().stream(), op, at);
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
    if (at != null) {
      JsonText.quote(at.place(), json.append(",\"transaction\":"));
      if (at.gtid() != null) {
        JsonText.quote(at.gtid(), json.append(",\"gtid\":"));
      }
    }
    return json;
  }
}
