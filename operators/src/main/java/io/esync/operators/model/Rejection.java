package io.esync.operators.model;

import java.util.Objects;

/**
 * A record that could not go on, with the reason and with what is needed to replay it exactly.
 *
 * @param key the entity's key, or null where it is not known
 * @param operator name of the operator that rejected it, e.g. {@code customers/decode/crm}
 * @param payload what to replay
 * @param detail the database's own code such as an SQLSTATE, or empty
 * @param attempt 1 at first, raised by each replay
 */
public record Rejection(
    String operator,
    ErrorCode code,
    String message,
    String detail,
    Origin origin,
    EntityKey key,
    Payload payload,
    int attempt) {
  public Rejection {
    Objects.requireNonNull(operator, "operator");
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(message, "message");
    Objects.requireNonNull(detail, "detail");
    Objects.requireNonNull(origin, "origin");
    Objects.requireNonNull(payload, "payload");
  }

  /** What was rejected: the original bytes or the row, either without loss. */
  public sealed interface Payload permits RawPayload, SourcePayload, ChangePayload {}

  /** Bytes that the source could not read; the array is not changed. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record RawPayload(byte[] bytes) implements Payload {}

  /** A source's change that could not be decoded. */
  public record SourcePayload(SourceChange change) implements Payload {}

  /** An entity's change that could not be merged or written. */
  public record ChangePayload(ChangeRecord change) implements Payload {}
}
