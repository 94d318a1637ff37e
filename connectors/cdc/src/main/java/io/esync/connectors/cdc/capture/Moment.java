package io.esync.connectors.cdc.capture;

import io.esync.operators.model.SourceVersion;

/**
 * When and where a change stands in the log.
 *
 * @param commitMicros when its transaction was committed, since 1970
 * @param ingestedAt now, in milliseconds
 * @param transaction for people; null where it has no name
 */
public record Moment(
    SourceVersion version, long commitMicros, long ingestedAt, Transaction transaction) {
  /**
   * How people find a transaction in the log.
   *
   * @param gtid or null where the server gives none
   */
  public record Transaction(String place, String gtid) {}
}
