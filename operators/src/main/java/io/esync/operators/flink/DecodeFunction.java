package io.esync.operators.flink;

import io.esync.operators.decode.DecodeException;
import io.esync.operators.decode.EntityDecoder;
import io.esync.operators.decode.EntityMapping;
import io.esync.operators.decode.Violation;
import io.esync.operators.merge.MergeInput;
import io.esync.operators.model.AuditEvent;
import io.esync.operators.model.AuditLevel;
import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.Echo;
import io.esync.operators.model.EntityKey;
import io.esync.operators.model.ErrorCode;
import io.esync.operators.model.Heartbeat;
import io.esync.operators.model.Malformed;
import io.esync.operators.model.Origin;
import io.esync.operators.model.Rejection;
import io.esync.operators.model.Rejection.RawPayload;
import io.esync.operators.model.Rejection.SourcePayload;
import io.esync.operators.model.Reread;
import io.esync.operators.model.RereadEnd;
import io.esync.operators.model.SourceChange;
import io.esync.operators.model.SourceRecord;
import java.util.List;
import java.util.function.Function;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Decodes the records of one source.
 *
 * <p>Input: what the source read. Output: changes of entities, and how far the source has come,
 * once for each key group, so that it reaches every instance of the merge behind the changes before
 * it. Side outputs: a rejection for each record that could not be read or does not fit its mapping,
 * and audit events of these. No state; on restore there is nothing to do.
 */
public final class DecodeFunction extends ProcessFunction<SourceRecord, MergeInput> {
  private static final long serialVersionUID = 1L;

  private final String operator;
  private final String source;
  private final List<EntityMapping> mappings;
  private final AuditLevel auditLevel;

  private transient List<EntityDecoder> decoders;
  private transient EntityKey[] progressKeys;
  private transient DecodeMetrics metrics;

  /**
   * @param operator name of this operator, for the records it rejects
   * @param source id of the source
   * @param mappings one for each entity that the source feeds
   */
  public DecodeFunction(
      String operator, String source, List<EntityMapping> mappings, AuditLevel auditLevel) {
    this.operator = operator;
    this.source = source;
    this.mappings = List.copyOf(mappings);
    this.auditLevel = auditLevel;
  }

  @Override
  public void open(OpenContext context) {
    decoders = mappings.stream().map(EntityDecoder::new).toList();
    metrics = new DecodeMetrics(getRuntimeContext().getMetricGroup(), source);
  }

  @Override
  public void processElement(SourceRecord record, Context context, Collector<MergeInput> out) {
    if (record instanceof Heartbeat heartbeat) {
      metrics.heard(heartbeat.origin(), context.timerService().currentProcessingTime());
      report(heartbeat.origin().timestamp(), out);
      return;
    }
    metrics.received(record.origin(), context.timerService().currentProcessingTime());
    if (record instanceof Malformed malformed) {
      reject(
          new Rejection(
              operator,
              malformed.code(),
              malformed.message(),
              "",
              malformed.origin(),
              null,
              new RawPayload(malformed.payload()),
              malformed.origin().attempt()),
          context);
    } else if (record instanceof SourceChange change) {
      if (!decode(change, MergeInput.Change::new, context, out)) {
        String message = "no entity takes stream '" + change.origin().stream() + "'";
        reject(rejection(change, ErrorCode.UNMAPPED_STREAM, message), context);
      }
    } else if (record instanceof Reread reread) {
      again(reread, context, out);
    } else if (record instanceof RereadEnd end) {
      sweep(end.entity(), end.origin(), true, out);
    } else if (record instanceof Echo echo) {
      // What was written to a table that no entity reads is nothing to anybody.
      boolean unused = decode(echo.change(), MergeInput.Echo::new, context, out);
    }
  }

  private void report(long time, Collector<MergeInput> out) {
    for (EntityKey key : everyPart()) {
      out.collect(new MergeInput.Progress(key, source, time));
    }
  }

  private EntityKey[] everyPart() {
    if (progressKeys == null) {
      progressKeys =
          ProgressKeys.of(getRuntimeContext().getTaskInfo().getMaxNumberOfParallelSubtasks());
    }
    return progressKeys;
  }

  /** A row that cannot be taken is not gone: the merge must hear so before it hears of the end. */
  private void again(Reread reread, Context context, Collector<MergeInput> out) {
    SourceChange change = reread.change();
    for (EntityDecoder decoder : decoders) {
      if (decoder.accepts(change.origin().stream())) {
        try {
          for (ChangeRecord one :
              decoder.decodeAgain(change, violation -> tell(violation, change, context))) {
            out.collect(new MergeInput.Again(one, reread.noticed()));
            audit(one, context);
          }
          metrics.decoded(decoder.entity());
        } catch (DecodeException e) {
          reject(rejection(change, e.code(), decoder.entity() + ": " + e.getMessage()), context);
          if (change.op() != ChangeOp.DELETE) {
            sweep(decoder.entity(), change.origin(), false, out);
          }
        }
      }
    }
  }

  private void sweep(String entity, Origin origin, boolean complete, Collector<MergeInput> out) {
    for (EntityKey key : everyPart()) {
      out.collect(new MergeInput.Swept(key, entity, origin, complete));
    }
  }

  /** False where no entity takes the stream of {@code change}. */
  private boolean decode(
      SourceChange change,
      Function<ChangeRecord, MergeInput> input,
      Context context,
      Collector<MergeInput> out) {
    boolean mapped = false;
    for (EntityDecoder decoder : decoders) {
      if (decoder.accepts(change.origin().stream())) {
        mapped = true;
        try {
          List<ChangeRecord> decoded =
              decoder.decode(change, violation -> tell(violation, change, context));
          for (ChangeRecord one : decoded) {
            out.collect(input.apply(one));
            audit(one, context);
          }
          if (decoded.isEmpty()) {
            leftOut(decoder.entity(), change, context);
          } else {
            metrics.decoded(decoder.entity());
          }
        } catch (DecodeException e) {
          reject(rejection(change, e.code(), decoder.entity() + ": " + e.getMessage()), context);
        }
      }
    }
    return mapped;
  }

  /** The change is of a row that is no part of the entity, and never was. */
  private void leftOut(String entity, SourceChange change, Context context) {
    metrics.leftOut(entity);
    if (auditLevel == AuditLevel.ALL) {
      event(AuditEvent.Outcome.IGNORED, entity + ": where", change.origin(), null, context);
    }
  }

  private void tell(Violation violation, SourceChange change, Context context) {
    metrics.violated(violation.entity(), violation.code());
    if (auditLevel != AuditLevel.NONE) {
      String reason = violation.code() + ": " + violation.entity() + ": " + violation.message();
      event(AuditEvent.Outcome.CONTRACT_VIOLATED, reason, change.origin(), null, context);
    }
  }

  private void event(
      AuditEvent.Outcome outcome, String reason, Origin origin, EntityKey key, Context context) {
    context.output(
        OutputTags.AUDIT, new AuditEvent(operator, outcome, reason, origin, key, List.of()));
  }

  private void audit(ChangeRecord change, Context context) {
    if (change.origin().ahead() != 0 && auditLevel != AuditLevel.NONE) {
      String reason = "claimed a time " + change.origin().ahead() + " microseconds ahead";
      event(AuditEvent.Outcome.CLOCK_AHEAD, reason, change.origin(), change.key(), context);
    }
  }

  private Rejection rejection(SourceChange change, ErrorCode code, String message) {
    Origin origin = change.origin();
    return new Rejection(
        operator, code, message, "", origin, null, new SourcePayload(change), origin.attempt());
  }

  private void reject(Rejection rejection, Context context) {
    metrics.rejected(rejection.code());
    context.output(OutputTags.REJECTIONS, rejection);
    if (auditLevel == AuditLevel.ALL) {
      context.output(OutputTags.AUDIT, AuditEvent.rejected(rejection));
    }
  }
}
