package io.esync.connectors.kafka.source;

import io.esync.operators.model.Row;
import java.io.IOException;

/** Reads the values of messages in one format. */
interface ValueReader {
  /**
   * The change that a message tells of; null where it tells of none.
   *
   * @param value not null
   * @param key what the message's key says, all of it key; null where it is not looked at
   * @throws IllegalArgumentException for people, if it cannot be read
   * @throws IOException if what is needed to read it cannot be reached
   */
  Change read(String topic, byte[] value, Row key) throws IOException;
}
