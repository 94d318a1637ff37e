package io.esync.operators.merge;

import io.esync.operators.model.AuditEvent;
import io.esync.operators.model.AuditEvent.Outcome;
import io.esync.operators.model.AuditLevel;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.RowJson;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;

/**
 * Says what merging did to a change, as far as the audit level asks for it.
 *
 * @param operator name of the merge operator
 */
public record MergeAudit(String operator, AuditLevel level) implements Serializable {
  public MergeAudit {
    Objects.requireNonNull(operator, "operator");
    Objects.requireNonNull(level, "level");
  }

  /** The event of a change that was passed on as it is, or null. */
  public AuditEvent passedOn(ChangeRecord change) {
    return level == AuditLevel.ALL ? event(Outcome.APPLIED, "passed on", change, List.of()) : null;
  }

  /** The event of a change that was merged, or null. */
  public AuditEvent merged(ChangeRecord change, MergeOutcome outcome) {
    if (level == AuditLevel.NONE) {
      return null;
    }
    Resolution resolution = outcome.resolution();
    if (outcome.stateChanged() && resolution.isContested()) {
      List<AuditEvent.Candidate> rivals =
          resolution.candidates().stream().map(MergeAudit::rival).toList();
      return event(Outcome.CONFLICT_RESOLVED, resolution.decidedBy(), change, rivals);
    }
    if (level == AuditLevel.CONFLICTS) {
      return null;
    }
    if (outcome.emission() != null) {
      return event(Outcome.APPLIED, resolution.decidedBy(), change, List.of());
    }
    String reason = outcome.stateChanged() ? "same-result" : "older-or-repeated";
    return event(Outcome.IGNORED, reason, change, List.of());
  }

  private AuditEvent event(
      Outcome outcome, String reason, ChangeRecord change, List<AuditEvent.Candidate> rivals) {
    return new AuditEvent(operator, outcome, reason, change.origin(), change.key(), rivals);
  }

  private static AuditEvent.Candidate rival(Candidate candidate) {
    return new AuditEvent.Candidate(
        candidate.source(),
        candidate.stamp().version(),
        candidate.stamp().timestamp(),
        candidate.isDelete() ? "deleted" : RowJson.text(candidate.row()));
  }
}
