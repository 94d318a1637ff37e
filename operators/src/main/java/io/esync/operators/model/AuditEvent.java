package io.esync.operators.model;

import java.util.List;
import java.util.Objects;

/**
 * What happened to a change and why.
 *
 * @param operator who: name of the operator that decided
 * @param outcome what
 * @param reason why, e.g. {@code older-than-state} or the rule that decided a conflict
 * @param origin of the change it is about
 * @param key of the entity, or null where it is not known
 * @param candidates in a conflict the rivals, winner first; else empty
 */
public record AuditEvent(
    String operator,
    Outcome outcome,
    String reason,
    Origin origin,
    EntityKey key,
    List<Candidate> candidates) {
  public AuditEvent {
    Objects.requireNonNull(operator, "operator");
    Objects.requireNonNull(outcome, "outcome");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(origin, "origin");
    candidates = List.copyOf(candidates);
  }

  /** The event of a record that could not go on. */
  public static AuditEvent rejected(Rejection rejection) {
    return new AuditEvent(
        rejection.operator(),
        Outcome.REJECTED,
        rejection.code() + ": " + rejection.message(),
        rejection.origin(),
        rejection.key(),
        List.of());
  }

  /** What became of the change. */
  public enum Outcome {
    APPLIED,
    IGNORED,
    CONFLICT_RESOLVED,
    REJECTED,
    /** A reviewer's decision was taken. */
    DECIDED,
    /** A reviewer's decision or a command was not taken. */
    REFUSED,
    /** What somebody asked of the running pipeline was done. */
    COMMANDED,
    /** The entity looks different though nothing was said of it, e.g. by another policy. */
    RESOLVED_AGAIN,
    /** A value is not as the contract declares; the record went on as declared for that. */
    CONTRACT_VIOLATED,
    /** The change claims a time too far ahead, and was dealt with as declared. */
    CLOCK_AHEAD
  }

  /**
   * A rival in a conflict.
   *
   * @param timestamp microseconds since the epoch or {@link Origin#UNKNOWN_TIME}
   * @param image the rival's row as JSON text, or {@code deleted}
   */
  public record Candidate(String source, SourceVersion version, long timestamp, String image) {}
}
