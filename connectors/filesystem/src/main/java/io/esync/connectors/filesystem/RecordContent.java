package io.esync.connectors.filesystem;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.esync.connectors.spi.json.RowLineParser.Deletes;
import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.ErrorCode;
import io.esync.operators.model.Malformed;
import io.esync.operators.model.Origin;
import io.esync.operators.model.Row;
import io.esync.operators.model.SourceChange;
import io.esync.operators.model.SourceRecord;
import io.esync.operators.model.SourceVersion;
import java.io.Closeable;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Objects;

/**
 * Records that are counted: those of Avro and Parquet. A record of which no row can be made is
 * told.
 */
final class RecordContent<T> implements FileContent {
  private final String name;
  private final String source;
  private final String stream;
  private final Deletes deletes;
  private final Records<T> records;
  private final InstantSource clock;
  private FileMark mark;

  /** The records of a file. */
  interface Records<T> extends Closeable {
    /** The next; null at the end. */
    T next() throws IOException;

    /**
     * Its row.
     *
     * @throws IllegalArgumentException if there is none
     */
    Row row(T record);
  }

  /** Skips the records before the mark. */
  RecordContent(
      String name,
      String source,
      String stream,
      Deletes deletes,
      Records<T> records,
      FileMark mark,
      InstantSource clock)
      throws IOException {
    this.name = name;
    this.source = source;
    this.stream = stream;
    this.deletes = deletes;
    this.records = records;
    this.mark = mark;
    this.clock = clock;
    for (long skipped = 0; skipped < mark.offset(); skipped++) {
      records.next();
    }
  }

  @Override
  public Found next() throws IOException {
    T next = records.next();
    if (next == null) {
      return null;
    }
    SourceVersion version = new SourceVersion(0, mark.number(), mark.offset());
    Origin origin = new Origin(source, stream, version, Origin.UNKNOWN_TIME, clock.millis(), false);
    mark = mark.advanced(mark.offset() + 1, 1);
    SourceRecord record;
    try {
      record = change(origin, records.row(next));
    } catch (IllegalArgumentException e) {
      String place = name + ":" + mark.lines() + ": ";
      record =
          new Malformed(
              origin,
              next.toString().getBytes(UTF_8),
              ErrorCode.UNREADABLE_RECORD,
              place + e.getMessage());
    }
    return new Found(record, mark.offset(), 1, 1);
  }

  private SourceChange change(Origin origin, Row row) {
    for (int i = 0; i < row.schema().keySize(); i++) {
      Object value = row.get(row.schema().keyIndex(i));
      if (value == null || value == Row.ABSENT) {
        throw new IllegalArgumentException(
            "key field '" + row.schema().key().get(i) + "' is missing");
      }
    }
    boolean gone =
        deletes.member() != null
            && Objects.toString(row.get(deletes.member()), "").equals(deletes.value());
    return gone
        ? new SourceChange(origin, ChangeOp.DELETE, row, null)
        : new SourceChange(origin, ChangeOp.UPSERT, null, row);
  }

  @Override
  public void close() throws IOException {
    records.close();
  }
}
