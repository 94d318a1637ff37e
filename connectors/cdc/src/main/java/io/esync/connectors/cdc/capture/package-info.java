/**
 * What the captures of databases have in common: Flink CDC cuts tables into chunks, hands them out
 * and keeps their state; {@link io.esync.connectors.cdc.capture.DatabaseReader} is how one kind of
 * database is read.
 */
package io.esync.connectors.cdc.capture;
