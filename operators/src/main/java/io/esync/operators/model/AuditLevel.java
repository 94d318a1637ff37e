package io.esync.operators.model;

/** Which events the audit stream carries. */
public enum AuditLevel {
  /** Every change: applied, ignored, resolved, rejected. */
  ALL,
  /** Conflicts between sources and how they were resolved. */
  CONFLICTS,
  /** None. */
  NONE
}
