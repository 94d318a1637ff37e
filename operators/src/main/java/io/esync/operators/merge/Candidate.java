package io.esync.operators.merge;

import io.esync.operators.model.Row;

/**
 * What one source puts forward.
 *
 * @param row its row, or null where it says that the entity is deleted
 * @param stamp when it said so
 */
public record Candidate(String source, Row row, Stamp stamp) {
  public boolean isDelete() {
    return row == null;
  }
}
