package io.esync.connectors.spi.poll;

import org.apache.flink.api.connector.source.SourceEvent;

/**
 * Tells the enumerator how a part stands with a reader that has got it or read it.
 *
 * @param part its number, from 1
 * @param toEnd whether it was read to its end; a reader that went back to a checkpoint may have to
 *     read it again
 */
record PartRead(String split, int part, boolean toEnd) implements SourceEvent {}
