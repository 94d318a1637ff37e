package io.esync.operators.model;

/**
 * What a source emits: a change that it could read, the bytes of one that it could not, how far it
 * has come, or the echo of a change that came from this pipeline. What reads tables once more emits
 * their rows, and where they end.
 */
public sealed interface SourceRecord
    permits SourceChange, Malformed, Heartbeat, Echo, Reread, RereadEnd {
  Origin origin();
}
