package io.esync.operators.model;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * Where and when a change was made.
 *
 * @param source id of the source in the pipeline file
 * @param stream table, topic or file within the source, e.g. {@code public.customers}
 * @param version orders the changes of this source
 * @param timestamp commit time at the source, or the declared {@code timestamp:} field:
 *     microseconds since the epoch; {@link #UNKNOWN_TIME} where there is none, which loses to every
 *     known time
 * @param ingestedAt when the source connector read it: milliseconds since the epoch
 * @param snapshot whether it was read from a table rather than from a change log
 * @param ahead by how many microseconds the time that was claimed lay ahead of the reading, where
 *     that was more than the pipeline allows; else 0. Set once, where the change is decoded, so
 *     that a replay decides the same
 * @param attempt 1 at first, raised by each replay of what was rejected
 */
public record Origin(
    String source,
    String stream,
    SourceVersion version,
    long timestamp,
    long ingestedAt,
    boolean snapshot,
    long ahead,
    int attempt) {
  /** A time that is not known. */
  public static final long UNKNOWN_TIME = Long.MIN_VALUE;

  public Origin {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(stream, "stream");
    Objects.requireNonNull(version, "version");
  }

  /** An origin whose time is taken as it is. */
  public Origin(
      String source,
      String stream,
      SourceVersion version,
      long timestamp,
      long ingestedAt,
      boolean snapshot) {
    this(source, stream, version, timestamp, ingestedAt, snapshot, 0, 1);
  }

  public Origin withTimestamp(long micros) {
    return new Origin(source, stream, version, micros, ingestedAt, snapshot, ahead, attempt);
  }

  /** The same change, marked as claiming a time that lies {@code micros} ahead of its reading. */
  public Origin markedAhead(long micros) {
    return new Origin(source, stream, version, timestamp, ingestedAt, snapshot, micros, attempt);
  }

  /** The same change, tried for the {@code number}th time. */
  public Origin attempt(int number) {
    return new Origin(source, stream, version, timestamp, ingestedAt, snapshot, ahead, number);
  }

  /** The timestamp as an instant, or null where it is not known. */
  public Instant instant() {
    return timestamp == UNKNOWN_TIME ? null : Instant.EPOCH.plus(timestamp, ChronoUnit.MICROS);
  }

  /** Source, stream and position as people read them. */
  public String position() {
    return source + ":" + stream + (snapshot ? "@snapshot" : "@" + version);
  }
}
