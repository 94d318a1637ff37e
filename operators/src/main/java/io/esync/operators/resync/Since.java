package io.esync.operators.resync;

import io.esync.operators.model.SourceVersion;
import java.util.Objects;

/**
 * The moment that a table is read again from.
 *
 * @param place the version of the first change that a reading may lack: it holds all before
 * @param micros the time of the table's system then, since the epoch; tells readings at one place
 *     apart
 */
public record Since(SourceVersion place, long micros) {
  public Since {
    Objects.requireNonNull(place, "place");
  }

  /** The version of rows that are read: behind all changes before the place, and no other. */
  public SourceVersion rows() {
    return before(2 * micros + 1);
  }

  /** The version of the deletes of rows that are not there: a row that is beats it. */
  public SourceVersion gone() {
    return before(2 * micros);
  }

  /** No change stands one byte before another. */
  private SourceVersion before(long minor) {
    return new SourceVersion(place.generation(), place.major() - 1, minor);
  }
}
