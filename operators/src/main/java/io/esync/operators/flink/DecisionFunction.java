package io.esync.operators.flink;

import io.esync.operators.decode.DecodeException;
import io.esync.operators.merge.MergeInput;
import io.esync.operators.model.AuditEvent;
import io.esync.operators.model.AuditLevel;
import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.ErrorCode;
import io.esync.operators.model.Heartbeat;
import io.esync.operators.model.Malformed;
import io.esync.operators.model.Rejection;
import io.esync.operators.model.Rejection.RawPayload;
import io.esync.operators.model.Rejection.SourcePayload;
import io.esync.operators.model.SourceChange;
import io.esync.operators.model.SourceRecord;
import io.esync.operators.review.DecidableEntity;
import io.esync.operators.review.DecisionDecoder;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Decodes the records of a control source.
 *
 * <p>Input: what the source read. Output: decisions of reviewers. Side outputs: a rejection for
 * each record that is none, and audit events of these. A deleted row takes nothing back: that is
 * what UNPIN is for. No state; on restore there is nothing to do.
 */
public final class DecisionFunction extends ProcessFunction<SourceRecord, MergeInput> {
  private static final long serialVersionUID = 1L;

  private final String operator;
  private final String source;
  private final Map<String, DecidableEntity> entities;
  private final AuditLevel auditLevel;

  private transient DecisionDecoder decoder;
  private transient Counter recordsIn;
  private transient Counter recordsRejected;

  /**
   * @param operator name of this operator, for the records it rejects
   * @param source id of the control source, for metrics
   * @param entities by name, those that can be decided about
   */
  public DecisionFunction(
      String operator,
      String source,
      Map<String, DecidableEntity> entities,
      AuditLevel auditLevel) {
    this.operator = operator;
    this.source = source;
    this.entities = Map.copyOf(entities);
    this.auditLevel = auditLevel;
  }

  @Override
  public void open(OpenContext context) {
    decoder = new DecisionDecoder(entities);
    MetricGroup group =
        getRuntimeContext().getMetricGroup().addGroup("esync").addGroup("control", source);
    recordsIn = group.counter("recordsIn");
    recordsRejected = group.counter("recordsRejected");
  }

  @Override
  public void processElement(SourceRecord record, Context context, Collector<MergeInput> out) {
    if (record instanceof Heartbeat) {
      return;
    }
    recordsIn.inc();
    if (record instanceof Malformed malformed) {
      RawPayload payload = new RawPayload(malformed.payload());
      reject(malformed, malformed.code(), malformed.message(), payload, context);
    } else if (record instanceof SourceChange change && change.op() != ChangeOp.DELETE) {
      try {
        out.collect(decoder.decode(change));
      } catch (DecodeException e) {
        reject(change, e.code(), e.getMessage(), new SourcePayload(change), context);
      }
    }
  }

  private void reject(
      SourceRecord record,
      ErrorCode code,
      String message,
      Rejection.Payload payload,
      Context context) {
    recordsRejected.inc();
    Rejection rejection =
        new Rejection(operator, code, message, "", record.origin(), null, payload, 1);
    context.output(OutputTags.REJECTIONS, rejection);
    if (auditLevel == AuditLevel.ALL) {
      context.output(OutputTags.AUDIT, AuditEvent.rejected(rejection));
    }
  }
}
