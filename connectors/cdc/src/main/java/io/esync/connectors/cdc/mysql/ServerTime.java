package io.esync.connectors.cdc.mysql;

/**
 * What the server's clock showed, and up to where its log was written then.
 *
 * @param micros since 1970
 * @param order of the place, see {@link LogPosition#order}; every commit that was logged before
 *     stands below it
 */
record ServerTime(long micros, long order) {}
