package io.esync.connectors.kafka.source;

import io.esync.operators.model.Row;
import java.io.IOException;

/** Reads the keys of messages in one format. */
interface KeyReader {
  /**
   * The row of the key fields, all of them key; null where keys are not looked at.
   *
   * @throws IllegalArgumentException for people, if it cannot be read
   * @throws IOException if what is needed to read it cannot be reached
   */
  Row read(String topic, byte[] key) throws IOException;
}
