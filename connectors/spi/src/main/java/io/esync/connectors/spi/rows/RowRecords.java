package io.esync.connectors.spi.rows;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.ErrorCode;
import io.esync.operators.model.Heartbeat;
import io.esync.operators.model.Malformed;
import io.esync.operators.model.Origin;
import io.esync.operators.model.Row;
import io.esync.operators.model.SourceChange;
import io.esync.operators.model.SourceRecord;
import io.esync.operators.model.SourceVersion;
import java.time.Instant;

/**
 * Makes records of what was read from a table, or another stream of rows.
 *
 * @param source id of the source
 * @param stream as the pipeline file names it
 */
public record RowRecords(String source, String stream) {
  /**
   * When and as what a row was read.
   *
   * @param major of its version
   * @param minor of its version
   * @param timestamp in microseconds since the epoch, or {@link Origin#UNKNOWN_TIME}
   * @param snapshot whether it is told as it is now, rather than as a change
   */
  public record Reading(long major, long minor, long timestamp, Instant now, boolean snapshot) {}

  /** The row as it is. */
  public SourceRecord upsert(Row row, Reading reading) {
    return new SourceChange(origin(reading), ChangeOp.UPSERT, null, row);
  }

  /** What cannot be read. */
  public SourceRecord malformed(String content, ErrorCode code, String problem, Reading reading) {
    return new Malformed(origin(reading), content.getBytes(UTF_8), code, problem);
  }

  /** The row of that key is gone. */
  public SourceRecord delete(Row key, Reading reading) {
    return new SourceChange(origin(reading), ChangeOp.DELETE, key, null);
  }

  /** The promise that nothing before {@code timestamp} comes any more. */
  public SourceRecord heartbeat(long timestamp, Instant now) {
    return Heartbeat.of(source, timestamp, now.toEpochMilli());
  }

  private Origin origin(Reading reading) {
    return new Origin(
        source,
        stream,
        new SourceVersion(0, reading.major(), reading.minor()),
        reading.timestamp(),
        reading.now().toEpochMilli(),
        reading.snapshot());
  }
}
