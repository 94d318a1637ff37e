package io.esync.operators.flink;

import io.esync.operators.model.AuditEvent;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.Rejection;
import io.esync.operators.report.AuditTrail;
import io.esync.operators.report.DeadLetters;
import org.apache.flink.api.common.functions.MapFunction;

/** Turns side outputs into rows that any target can hold. */
public final class ReportFunctions {
  private ReportFunctions() {}

  /** Rejections as rows of {@value DeadLetters#ENTITY}. */
  public static MapFunction<Rejection, ChangeRecord> deadLetters(String pipeline) {
    return rejection ->
        DeadLetters.row(pipeline, rejection, RejectionPayloadCodec.toBytes(rejection.payload()));
  }

  /** Audit events as rows of {@value AuditTrail#ENTITY}. */
  public static MapFunction<AuditEvent, ChangeRecord> auditTrail(String pipeline) {
    return event -> AuditTrail.row(pipeline, event);
  }
}
