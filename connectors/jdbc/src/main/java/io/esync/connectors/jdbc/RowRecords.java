package io.esync.connectors.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.ErrorCode;
import io.esync.operators.model.Heartbeat;
import io.esync.operators.model.Malformed;
import io.esync.operators.model.Origin;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.SourceChange;
import io.esync.operators.model.SourceRecord;
import io.esync.operators.model.SourceVersion;
import io.esync.operators.model.ValueCodec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;

/**
 * Makes records of what was read from a table.
 *
 * @param source id of the source
 * @param table as the pipeline file names it
 */
record RowRecords(String source, String table) {
  /** When and as what a row was read. */
  record Reading(long major, long minor, long timestamp, Instant now, boolean snapshot) {}

  /** The row as it is, or what of it cannot be read. */
  SourceRecord row(TableRow row, Reading reading) {
    return row.problem() == null
        ? new SourceChange(origin(reading), ChangeOp.UPSERT, null, row.row())
        : new Malformed(
            origin(reading),
            row.content().getBytes(UTF_8),
            ErrorCode.UNREPRESENTABLE_VALUE,
            row.problem());
  }

  /** The row of that key is gone. */
  SourceRecord delete(Row key, Reading reading) {
    return new SourceChange(origin(reading), ChangeOp.DELETE, key, null);
  }

  SourceRecord heartbeat(long timestamp, Instant now) {
    return Heartbeat.of(source, timestamp, now.toEpochMilli());
  }

  private Origin origin(Reading reading) {
    return new Origin(
        source,
        table,
        new SourceVersion(0, reading.major(), reading.minor()),
        reading.timestamp(),
        reading.now().toEpochMilli(),
        reading.snapshot());
  }

  /** A key in its binary form, the same for equal keys. */
  static byte[] packed(Row key) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ValueCodec.writeRow(key, new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException("an array takes all bytes", e);
    }
    return bytes.toByteArray();
  }

  /** Reads what {@link #packed} wrote for a key of {@code schema}. */
  static Row unpacked(RowSchema schema, byte[] key) {
    try {
      return ValueCodec.readRow(schema, new DataInputStream(new ByteArrayInputStream(key)));
    } catch (IOException e) {
      throw new UncheckedIOException("a saved key is cut off", e);
    }
  }
}
