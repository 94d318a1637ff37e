package io.esync.operators.flink;

import io.esync.operators.flink.MergeMetrics.EntityCounters;
import io.esync.operators.merge.MergeAudit;
import io.esync.operators.merge.MergeInput;
import io.esync.operators.merge.MergeOutcome;
import io.esync.operators.merge.ReviewItem;
import io.esync.operators.model.AuditEvent;
import io.esync.operators.model.AuditLevel;
import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.EntityKey;
import io.esync.operators.model.ErrorCode;
import io.esync.operators.model.Origin;
import io.esync.operators.model.Rejection;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** What the merge gives out and counts: changes, reviews, rejections, audit events. */
final class MergeOutputs {
  private final Output<StreamRecord<ChangeRecord>> output;
  private final MergeAudit audit;
  private final MergeMetrics counters;

  MergeOutputs(Output<StreamRecord<ChangeRecord>> output, MergeAudit audit, MergeMetrics counters) {
    this.output = output;
    this.audit = audit;
    this.counters = counters;
  }

  private EntityCounters count(EntityKey key) {
    return counters.entity(key.entity());
  }

  /** A change that is passed on as it is; what its only source takes back is deleted. */
  void replicated(ChangeRecord change) {
    ChangeRecord passed =
        change.op() == ChangeOp.WITHDRAW
            ? new ChangeRecord(change.key(), ChangeOp.DELETE, change.row(), change.origin())
            : change;
    output.collect(new StreamRecord<>(passed));
    count(change.key()).applied.inc();
    emit(audit.passedOn(change));
  }

  /** A change of the merged entity. */
  void changed(ChangeRecord emission) {
    output.collect(new StreamRecord<>(emission));
  }

  /** The steps that reviews took. */
  void reviewed(EntityKey key, MergeOutcome outcome) {
    for (ReviewItem step : outcome.reviews()) {
      EntityCounters entity = count(key);
      (step.status() == ReviewItem.Status.OPEN ? entity.reviewsOpened : entity.reviewsClosed).inc();
      output.collect(OutputTags.REVIEWS, new StreamRecord<>(step));
    }
  }

  /**
   * What merging did.
   *
   * @param last the last of the changes
   * @param changes how many they were
   */
  void merged(ChangeRecord last, MergeOutcome outcome, int changes) {
    count(last.key()).count(outcome);
    emit(audit.merged(last.key(), last.origin(), outcome, changes));
  }

  /** A change that only comes back. */
  void ignored(ChangeRecord echo) {
    count(echo.key()).echoes.inc();
    emit(audit.echo(echo));
  }

  /** A decision that was taken. */
  void decided(MergeInput.Decided decided, MergeOutcome outcome) {
    count(decided.key()).decisions.inc();
    emit(audit.decided(decided, outcome));
  }

  /** A decision that was not taken. */
  void refused(MergeInput.Decided decided) {
    count(decided.key()).decisionsRefused.inc();
    emit(audit.refused(decided));
  }

  /** An entity that looks different though nothing was said of it. */
  void resolvedAgain(EntityKey key, Origin cause, MergeOutcome outcome) {
    count(key).resolvedAgain.inc();
    emit(audit.again(key, cause, outcome));
  }

  /** An entity that targets were told once more because one had refused it. */
  void retold(ChangeRecord refused, boolean held) {
    count(refused.key()).retold.inc();
    emit(audit.retold(refused, held));
  }

  /** An entity that cannot be told once more: nothing is known of it. */
  void untold(ChangeRecord refused) {
    emit(audit.untold(refused));
  }

  /** A key of which nothing is kept any more. */
  void forgotten(EntityKey key) {
    count(key).forgotten.inc();
  }

  /** A change that comes after its key was forgotten. */
  void late(ChangeRecord change) {
    count(change.key()).late.inc();
    String message =
        change.entity()
            + ": the change of "
            + change.origin().instant()
            + " is older than a delete that was forgotten, and nothing else is known of the key";
    Rejection rejection =
        new Rejection(
            audit.operator(),
            ErrorCode.LATE_AFTER_GC,
            message,
            "",
            change.origin(),
            change.key(),
            new Rejection.ChangePayload(change),
            change.origin().attempt());
    output.collect(OutputTags.REJECTIONS, new StreamRecord<>(rejection));
    if (audit.level() == AuditLevel.ALL) {
      emit(AuditEvent.rejected(rejection));
    }
  }

  private void emit(AuditEvent event) {
    if (event != null) {
      output.collect(OutputTags.AUDIT, new StreamRecord<>(event));
    }
  }
}
