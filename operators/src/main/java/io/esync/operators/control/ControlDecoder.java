package io.esync.operators.control;

import io.esync.operators.decode.DecodeException;
import io.esync.operators.model.SourceChange;
import java.io.Serializable;

/**
 * Reads what people ask for out of the rows of a control source.
 *
 * @param <T> what a row holds
 */
public interface ControlDecoder<T> extends Serializable {
  /**
   * What a row holds.
   *
   * @param change an upsert
   * @throws DecodeException with what was expected, if the row holds something else
   */
  T decode(SourceChange change) throws DecodeException;
}
