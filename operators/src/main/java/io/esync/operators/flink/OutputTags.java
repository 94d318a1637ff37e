package io.esync.operators.flink;

import io.esync.operators.merge.ReviewItem;
import io.esync.operators.model.AuditEvent;
import io.esync.operators.model.Rejection;
import org.apache.flink.util.OutputTag;

/** The side outputs that every operator of a pipeline has. */
public final class OutputTags {
  /** Records that could not go on; they become the dead-letter queue. */
  public static final OutputTag<Rejection> REJECTIONS =
      new OutputTag<>("rejections", ModelTypeInfo.REJECTION);

  /** What happened to changes and why; they become the audit stream. */
  public static final OutputTag<AuditEvent> AUDIT =
      new OutputTag<>("audit", ModelTypeInfo.AUDIT_EVENT);

  /** The steps that reviews take; they become the review queue. */
  public static final OutputTag<ReviewItem> REVIEWS =
      new OutputTag<>("reviews", ModelTypeInfo.REVIEW_ITEM);

  private OutputTags() {}
}
