package io.esync.connectors.kafka.target;

/**
 * A message on its way to the sink.
 *
 * @param value null for a tombstone
 * @param headers names and texts in turn
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record KafkaMessage(String topic, byte[] key, byte[] value, String[] headers) {}
