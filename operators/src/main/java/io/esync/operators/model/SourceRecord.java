package io.esync.operators.model;

/** What a source emits: a change that it could read, or the bytes of one that it could not. */
public sealed interface SourceRecord permits SourceChange, Malformed {
  Origin origin();
}
