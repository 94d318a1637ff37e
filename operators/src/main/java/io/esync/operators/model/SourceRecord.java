package io.esync.operators.model;

/**
 * What a source emits: a change that it could read, the bytes of one that it could not, how far it
 * has come, or the echo of a change that came from this pipeline.
 */
public sealed interface SourceRecord permits SourceChange, Malformed, Heartbeat, Echo {
  Origin origin();
}
