package io.esync.operators.model;

import java.util.Objects;

/**
 * A row of a table that is read once more while the changes of its source flow on, or the delete of
 * one that was looked for and is not there. Its version lies between the changes that the reading
 * holds for certain and those that it may lack, so that it never beats what comes behind it.
 *
 * @param change without a time: when the row became so is not known
 * @param noticed when the table was begun to be read, by the clock of its system: microseconds
 *     since the epoch
 */
public record Reread(SourceChange change, long noticed) implements SourceRecord {
  public Reread {
    Objects.requireNonNull(change, "change");
  }

  @Override
  public Origin origin() {
    return change.origin();
  }
}
