package io.esync.connectors.spi.poll;

import org.apache.flink.api.connector.source.SourceEvent;

/**
 * Tells the enumerator that a part was read to its end.
 *
 * @param part its number, from 1
 */
record PartRead(String split, int part) implements SourceEvent {}
