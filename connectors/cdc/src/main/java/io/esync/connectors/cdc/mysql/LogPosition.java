package io.esync.connectors.cdc.mysql;

import java.util.Map;
import org.apache.flink.cdc.connectors.base.source.meta.offset.Offset;

/**
 * A place in the binary log, between two transactions.
 *
 * @param file name of the log file, e.g. {@code binlog.000042}
 * @param offset in bytes within the file
 * @param created when the server created the file, in seconds since 1970; 0 where that is not
 *     known. Tells the file from another of the same name after the log was reset
 * @param promised no change behind this place is given an earlier time than this, in microseconds
 *     since 1970
 */
record LogPosition(String file, long offset, long created, long promised) {
  private static final int FILE_SHIFT = 40;
  private static final String FILE = "file";
  private static final String OFFSET = "pos";
  private static final String CREATED = "created";
  private static final String PROMISED = "promised";

  /** Behind every other place. */
  private static final LogPosition END = new LogPosition(".9223372036854775807", 0, 0, 0);

  static LogPosition end() {
    return END;
  }

  static LogPosition of(Offset offset) {
    return of(offset.getOffset());
  }

  static LogPosition of(Map<String, String> parts) {
    return new LogPosition(
        parts.get(FILE),
        Long.parseLong(parts.get(OFFSET)),
        Long.parseLong(parts.get(CREATED)),
        Long.parseLong(parts.get(PROMISED)));
  }

  /** Reads what {@link #toString} writes. */
  static LogPosition parse(String text) {
    int colon = text.lastIndexOf(':');
    return new LogPosition(
        text.substring(0, colon), Long.parseLong(text.substring(colon + 1)), 0, 0);
  }

  Map<String, String> parts() {
    return Map.of(
        FILE, file,
        OFFSET, Long.toString(offset),
        CREATED, Long.toString(created),
        PROMISED, Long.toString(promised));
  }

  Offset toOffset() {
    return new LogOffset(this);
  }

  /** What orders places as the log does: the number of the file, then the place in it. */
  long order() {
    return order(file, offset);
  }

  static long order(String file, long offset) {
    return (number(file) << FILE_SHIFT) | offset;
  }

  static long number(String file) {
    return Long.parseLong(file.substring(file.lastIndexOf('.') + 1));
  }

  /** As people write it, e.g. {@code binlog.000042:4711}. */
  @Override
  public String toString() {
    return file + ":" + offset;
  }
}
