package io.esync.connectors.cdc.mysql;

import io.esync.operators.model.SourceVersion;

/**
 * When and where a change stands in the log.
 *
 * @param transaction where its transaction begins, see {@link LogPosition#order}
 * @param index of the change within its transaction
 * @param commitMicros when the transaction was committed, since 1970
 * @param place of the transaction, for people
 * @param gtid of the transaction, or null
 * @param ingestedAt now, in milliseconds
 */
record Moment(
    long transaction, long index, long commitMicros, String place, String gtid, long ingestedAt) {
  /**
   * The version of the change. Events within a transaction have no place of their own on every
   * server, hence its place and the number of the change in it; transactions are never mixed.
   */
  SourceVersion version(int generation) {
    return new SourceVersion(generation, transaction, index);
  }
}
