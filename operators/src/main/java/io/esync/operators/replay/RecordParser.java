package io.esync.operators.replay;

import io.esync.operators.model.Origin;
import io.esync.operators.model.SourceRecord;
import java.io.IOException;
import java.io.Serializable;
import java.util.Optional;

/** Reads a record again that its source once could not read, from the bytes that were kept. */
public interface RecordParser extends Serializable {
  /**
   * What the record says; empty where that is nothing.
   *
   * @param payload as {@link io.esync.operators.model.Malformed} had it
   * @param origin as it had it too
   * @throws IllegalArgumentException with what was expected, if it still cannot be read
   * @throws IOException if what is needed to read it cannot be reached
   */
  Optional<SourceRecord> parse(byte[] payload, Origin origin) throws IOException;
}
