package io.esync.operators.privacy;

/** What is given out instead of personal data. */
public enum Protection {
  /** The value itself. */
  CLEAR,
  /** What {@link PiiKind#mask} leaves of a text. */
  MASK,
  /** A keyed hash: the same for the same value wherever it stands, so that it can be joined by. */
  HASH,
  /** NULL. */
  REDACT
}
