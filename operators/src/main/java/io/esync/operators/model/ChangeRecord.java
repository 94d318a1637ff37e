package io.esync.operators.model;

import java.util.Objects;

/**
 * A change of one entity: before the merge of one source's share of it, after the merge of the
 * merged whole.
 *
 * @param row for an upsert the entity's fields, key fields included and absent ones {@link
 *     Row#ABSENT}; for a delete the key fields alone
 * @param origin of the source change that led to it
 */
public record ChangeRecord(EntityKey key, ChangeOp op, Row row, Origin origin) {
  public ChangeRecord {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(op, "op");
    Objects.requireNonNull(row, "row");
    Objects.requireNonNull(origin, "origin");
  }

  public String entity() {
    return key.entity();
  }
}
