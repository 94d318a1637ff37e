package io.esync.operators.flink;

import io.esync.operators.merge.ReviewItem;
import io.esync.operators.model.AuditEvent;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.Rejection;
import io.esync.operators.privacy.ReportProtection;
import io.esync.operators.report.AuditTrail;
import io.esync.operators.report.DeadLetters;
import io.esync.operators.review.DecidableEntity;
import io.esync.operators.review.ReviewQueue;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.MapFunction;

/** Turns side outputs into rows that any target can hold, without personal data. */
public final class ReportFunctions {
  private ReportFunctions() {}

  /** Rejections as rows of {@value DeadLetters#ENTITY}. */
  public static MapFunction<Rejection, ChangeRecord> deadLetters(
      String pipeline, ReportProtection protection) {
    return rejection ->
        DeadLetters.row(
            pipeline,
            protection.apply(rejection),
            protection.concerns(rejection)
                ? null
                : RejectionPayloadCodec.toBytes(rejection.payload(), rejection.origin()));
  }

  /** Audit events as rows of {@value AuditTrail#ENTITY}. */
  public static MapFunction<AuditEvent, ChangeRecord> auditTrail(
      String pipeline, ReportProtection protection) {
    return event -> AuditTrail.row(pipeline, protection.apply(event));
  }

  /** Steps of reviews as rows of {@value ReviewQueue#ENTITY}, with the time of this machine. */
  public static MapFunction<ReviewItem, ChangeRecord> reviewQueue(
      String pipeline, Map<String, DecidableEntity> entities, ReportProtection protection) {
    Map<String, DecidableEntity> known = new HashMap<>(entities);
    return step -> ReviewQueue.row(pipeline, known, protection.apply(step), now());
  }

  /** No finer than databases keep it: others refuse what they would have to round. */
  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MICROS);
  }
}
