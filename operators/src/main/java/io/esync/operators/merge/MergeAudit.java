package io.esync.operators.merge;

import io.esync.operators.model.AuditEvent;
import io.esync.operators.model.AuditEvent.Outcome;
import io.esync.operators.model.AuditLevel;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.EntityKey;
import io.esync.operators.model.Origin;
import io.esync.operators.model.RowJson;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Says what merging did to a change, as far as the audit level asks for it.
 *
 * @param operator name of the merge operator
 */
public record MergeAudit(String operator, AuditLevel level) implements Serializable {
  private static final long serialVersionUID = 1L;

  public MergeAudit {
    Objects.requireNonNull(operator, "operator");
    Objects.requireNonNull(level, "level");
  }

  /** The event of a change that was passed on as it is, or null. */
  public AuditEvent passedOn(ChangeRecord change) {
    return level == AuditLevel.ALL
        ? event(Outcome.APPLIED, "passed on", change.origin(), change.key(), List.of())
        : null;
  }

  /**
   * The event of changes that were merged, or null.
   *
   * @param origin of the last of them
   * @param count how many they were
   */
  public AuditEvent merged(EntityKey key, Origin origin, MergeOutcome outcome, int count) {
    if (level == AuditLevel.NONE) {
      return null;
    }
    if (outcome.isConflict()) {
      return event(
          Outcome.CONFLICT_RESOLVED,
          reason(outcome) + joined(count),
          origin,
          key,
          rivals(outcome.resolution()));
    }
    if (level == AuditLevel.CONFLICTS) {
      return null;
    }
    if (outcome.differs()) {
      return event(Outcome.APPLIED, reason(outcome) + joined(count), origin, key, List.of());
    }
    return event(Outcome.IGNORED, idle(outcome) + joined(count), origin, key, List.of());
  }

  /** Why nothing came of it. */
  private static String idle(MergeOutcome outcome) {
    if (!outcome.stateChanged()) {
      return "older-or-repeated";
    }
    return outcome.resolution().isIncomplete()
        ? "incomplete: lacks " + String.join(", ", outcome.resolution().lacking())
        : "same-result";
  }

  private static String joined(int count) {
    return count == 1 ? "" : " (" + count + " changes of the source in one)";
  }

  /** The event of a change that came from this pipeline itself, or null. */
  public AuditEvent echo(ChangeRecord change) {
    return level == AuditLevel.ALL
        ? event(Outcome.IGNORED, "echo", change.origin(), change.key(), List.of())
        : null;
  }

  /** The event of a decision that was taken, or null. */
  public AuditEvent decided(MergeInput.Decided decided, MergeOutcome outcome) {
    if (level == AuditLevel.NONE) {
      return null;
    }
    return outcome.stateChanged()
        ? event(Outcome.DECIDED, describe(decided.decision()), decided, rivals(outcome))
        : event(Outcome.IGNORED, "older-or-repeated decision", decided, List.of());
  }

  /** The event of a decision on a basis that a newer candidate has passed, or null. */
  public AuditEvent refused(MergeInput.Decided decided) {
    return level == AuditLevel.NONE
        ? null
        : event(
            Outcome.REFUSED,
            "stale basis: " + describe(decided.decision()) + "; look at the review again",
            decided,
            List.of());
  }

  /** The event of an entity that looks different though nothing was said of it, or null. */
  public AuditEvent again(EntityKey key, Origin cause, MergeOutcome outcome) {
    return level == AuditLevel.NONE
        ? null
        : event(Outcome.RESOLVED_AGAIN, cause.stream(), cause, key, rivals(outcome));
  }

  /** The event of an entity that was told once more, or was to be, or null. */
  public AuditEvent retold(ChangeRecord refused, boolean held) {
    if (level != AuditLevel.ALL) {
      return null;
    }
    return held
        ? event(Outcome.IGNORED, "held for review", refused.origin(), refused.key(), List.of())
        : event(
            Outcome.APPLIED,
            "passed on again as it is now, after a target had refused it",
            refused.origin(),
            refused.key(),
            List.of());
  }

  /** The event of an entity that cannot be told once more, or null. */
  public AuditEvent untold(ChangeRecord refused) {
    return level == AuditLevel.NONE
        ? null
        : event(
            Outcome.REFUSED,
            "nothing is known of the key any more, so that it cannot be passed on again; resync it",
            refused.origin(),
            refused.key(),
            List.of());
  }

  private static String describe(Decision decision) {
    String what = decision.action() == Decision.Action.PICK ? " " + decision.source() : "";
    return decision.action()
        + what
        + " for "
        + decision.field()
        + " by "
        + decision.reviewer()
        + (decision.reason().isEmpty() ? "" : ": " + decision.reason());
  }

  /** What decided, of each field that sources differ about where they win field by field. */
  private static String reason(MergeOutcome outcome) {
    String byField =
        outcome.resolution().fields().stream()
            .filter(FieldResolution::isContested)
            .map(MergeAudit::reason)
            .collect(Collectors.joining("; "));
    return byField.isEmpty() ? outcome.resolution().decidedBy() : byField;
  }

  private static String reason(FieldResolution field) {
    FieldCandidate winner = field.choice().winner();
    return field.field()
        + ": "
        + (winner == null ? "" : winner.source() + " by ")
        + field.rule()
        + ", "
        + field.choice().decidedBy()
        + (field.held() ? ", held for review" : "");
  }

  private static List<AuditEvent.Candidate> rivals(MergeOutcome outcome) {
    return outcome.resolution() == null ? List.of() : rivals(outcome.resolution());
  }

  private static List<AuditEvent.Candidate> rivals(Resolution resolution) {
    return resolution.candidates().stream().map(MergeAudit::rival).toList();
  }

  private static AuditEvent.Candidate rival(Candidate candidate) {
    return new AuditEvent.Candidate(
        candidate.source(),
        candidate.stamp().version(),
        candidate.stamp().timestamp(),
        candidate.isDelete() ? "deleted" : RowJson.text(candidate.row()));
  }

  private AuditEvent event(
      Outcome outcome,
      String reason,
      MergeInput.Decided decided,
      List<AuditEvent.Candidate> rivals) {
    return event(outcome, reason, decided.origin(), decided.key(), rivals);
  }

  private AuditEvent event(
      Outcome outcome,
      String reason,
      Origin origin,
      EntityKey key,
      List<AuditEvent.Candidate> rivals) {
    return new AuditEvent(operator, outcome, reason, origin, key, rivals);
  }
}
