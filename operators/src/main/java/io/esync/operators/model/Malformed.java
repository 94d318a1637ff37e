package io.esync.operators.model;

import java.util.Objects;

/**
 * A record that a source could not convert. It carries what is needed to look at it and to try it
 * again.
 *
 * @param payload the original bytes, or the source's own complete rendering of the record
 * @param code why
 * @param message what was found and what was expected, without secrets
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Malformed(Origin origin, byte[] payload, ErrorCode code, String message)
    implements SourceRecord {
  public Malformed {
    Objects.requireNonNull(origin, "origin");
    Objects.requireNonNull(payload, "payload");
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(message, "message");
  }
}
