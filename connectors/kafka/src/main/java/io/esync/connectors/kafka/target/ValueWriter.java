package io.esync.connectors.kafka.target;

import io.esync.connectors.spi.TargetException;
import io.esync.operators.model.ChangeRecord;

/** Writes the values, or the keys, of messages in one format. For one thread. */
@FunctionalInterface
interface ValueWriter {
  /**
   * The bytes; null for a tombstone.
   *
   * @throws IllegalArgumentException for people, if the change cannot stand in the format
   * @throws TargetException if what is needed to write it refuses, or cannot be reached
   */
  byte[] write(String topic, ChangeRecord change) throws TargetException;
}
