package io.esync.operators.model;

import java.util.Objects;

/**
 * Behind the last row of a table that was read once more: what an entity has of the table and is
 * older than this was not in it.
 *
 * @param origin whose version precedes that of the rows which were read, and whose timestamp is
 *     when the reading began
 * @param entity one that has nothing of the source but of this table
 */
public record RereadEnd(Origin origin, String entity) implements SourceRecord {
  public RereadEnd {
    Objects.requireNonNull(origin, "origin");
    Objects.requireNonNull(entity, "entity");
  }
}
