package io.esync.jobs.control;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;

/** Ids of rows that people ask by: unique, and in the order of their times. */
public final class RowId {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSSSSS").withZone(ZoneOffset.UTC);
  private static final int RANDOM_DIGITS = 8;

  private RowId() {}

  /** The id of a row that is written at {@code time}. */
  public static String at(Instant time) {
    return TIME.format(time) + "-" + UUID.randomUUID().toString().substring(0, RANDOM_DIGITS);
  }
}
