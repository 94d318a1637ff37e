package io.esync.operators.flink;

import io.esync.operators.control.ControlDecoder;
import io.esync.operators.decode.DecodeException;
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
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Decodes the records of a control source.
 *
 * <p>Input: what the source read. Output: what people ask for. Side outputs: a rejection for each
 * record that is nothing of the kind, and audit events of these. A deleted row takes nothing back.
 * No state; on restore there is nothing to do.
 *
 * @param <T> what people ask for
 */
public final class ControlFunction<T> extends ProcessFunction<SourceRecord, T> {
  private static final long serialVersionUID = 1L;

  private final String operator;
  private final String source;
  private final ControlDecoder<T> decoder;
  private final AuditLevel auditLevel;

  private transient Counter recordsIn;
  private transient Counter recordsRejected;

  /**
   * @param operator name of this operator, for the records it rejects
   * @param source id of the control source, for metrics
   */
  public ControlFunction(
      String operator, String source, ControlDecoder<T> decoder, AuditLevel auditLevel) {
    this.operator = operator;
    this.source = source;
    this.decoder = decoder;
    this.auditLevel = auditLevel;
  }

  @Override
  public void open(OpenContext context) {
    MetricGroup group =
        getRuntimeContext().getMetricGroup().addGroup("esync").addGroup("control", source);
    recordsIn = group.counter("recordsIn");
    recordsRejected = group.counter("recordsRejected");
  }

  @Override
  public void processElement(SourceRecord record, Context context, Collector<T> out) {
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
