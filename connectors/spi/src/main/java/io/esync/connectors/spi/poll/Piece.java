package io.esync.connectors.spi.poll;

import io.esync.operators.model.SourceRecord;
import java.util.List;
import java.util.Objects;

/**
 * What one poll found. A checkpoint holds either all of it or nothing.
 *
 * @param records in their order, possibly none
 * @param position after the last of them
 */
public record Piece<P>(List<SourceRecord> records, P position, Next next) {
  /** When to ask again. */
  public enum Next {
    /** There is more already. */
    AT_ONCE,
    /** After the interval. */
    LATER,
    /** Never: the split is at its end. */
    NEVER
  }

  public Piece {
    records = List.copyOf(records);
    Objects.requireNonNull(position, "position");
    Objects.requireNonNull(next, "next");
  }
}
