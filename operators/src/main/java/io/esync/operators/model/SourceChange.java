package io.esync.operators.model;

import java.util.Objects;

/**
 * A change as the source names and types it, before mapping.
 *
 * @param op a change of primary key arrives as a delete of the old and an upsert of the new key
 * @param before the row as it was, or as much of it as the source tells (at least the primary key);
 *     null where the source tells nothing. Never null for a delete
 * @param after the row as it is; fields that the source did not send are {@link Row#ABSENT}. Null
 *     for a delete
 */
public record SourceChange(Origin origin, ChangeOp op, Row before, Row after)
    implements SourceRecord {
  public SourceChange {
    Objects.requireNonNull(origin, "origin");
    if ((op == ChangeOp.DELETE ? before : after) == null) {
      throw new IllegalArgumentException(op + " lacks its row");
    }
  }
}
