package io.esync.operators.model;

/**
 * What a source emits: a change that it could read, the bytes of one that it could not, or how far
 * it has come.
 */
public sealed interface SourceRecord permits SourceChange, Malformed, Heartbeat {
  Origin origin();
}
