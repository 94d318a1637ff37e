/**
 * The source and the target {@code kafka}: topics whose messages are changes of rows.
 *
 * <p>{@code client} reaches brokers and schema registries, {@code debezium} reads the values that
 * Debezium writes, {@code source} makes changes of messages and {@code target} messages of changes.
 * Reading, offsets and transactions are those of Flink's own Kafka connector.
 */
package io.esync.connectors.kafka;
