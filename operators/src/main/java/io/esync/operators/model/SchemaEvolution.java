package io.esync.operators.model;

/** What happens to a field that the contract of an entity, or the target, does not have. */
public enum SchemaEvolution {
  /** It is taken along, and the target gets it. */
  EVOLVE,
  /** It is left out. */
  IGNORE,
  /** The record is rejected. */
  FAIL
}
