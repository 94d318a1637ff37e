package io.esync.operators.merge;

import java.io.Serializable;
import java.util.Objects;

/**
 * A source that reads what is written to a target of the same entity.
 *
 * @param source its id
 * @param marked whether it tells by itself which changes were written by this pipeline; else they
 *     are known by what was written
 */
public record EchoSource(String source, boolean marked) implements Serializable {
  private static final long serialVersionUID = 1L;

  public EchoSource {
    Objects.requireNonNull(source, "source");
  }
}
