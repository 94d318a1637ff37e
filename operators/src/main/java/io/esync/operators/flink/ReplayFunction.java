package io.esync.operators.flink;

import io.esync.operators.control.Command;
import io.esync.operators.control.Command.Action;
import io.esync.operators.flink.RejectionPayloadCodec.Kept;
import io.esync.operators.merge.MergeInput;
import io.esync.operators.model.AuditEvent;
import io.esync.operators.model.AuditEvent.Outcome;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.Echo;
import io.esync.operators.model.EntityKey;
import io.esync.operators.model.ErrorCode;
import io.esync.operators.model.Malformed;
import io.esync.operators.model.Origin;
import io.esync.operators.model.Rejection.ChangePayload;
import io.esync.operators.model.Rejection.RawPayload;
import io.esync.operators.model.Rejection.SourcePayload;
import io.esync.operators.model.SourceChange;
import io.esync.operators.model.SourceRecord;
import io.esync.operators.replay.Letter;
import io.esync.operators.replay.ReplayRules;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Brings dead letters into the pipeline once more.
 *
 * <p>Input: commands; others than REPLAY are left alone. Output: what goes to the merge itself, the
 * rows that a target refused. Side outputs: for each source the records that go to its decode, with
 * the origin that they had and a raised attempt, and an audit event of each command. No state: what
 * a replay says twice changes nothing, so that on restore there is nothing to do.
 *
 * <p>What was refused by a target does not go there again itself: the merge is asked for the row as
 * it is now. Only what is replicated, of which nothing is kept, goes as it was.
 */
public final class ReplayFunction extends ProcessFunction<Command, MergeInput> {
  private static final long serialVersionUID = 1L;

  private final String operator;
  private final ReplayRules rules;

  private transient Counter replayed;
  private transient Counter refused;

  /**
   * @param operator name of this operator, for the audit
   */
  public ReplayFunction(String operator, ReplayRules rules) {
    this.operator = operator;
    this.rules = rules;
  }

  /** The records that go to the decode of {@code source}. */
  public static OutputTag<SourceRecord> records(String source) {
    return new OutputTag<>("replayed-" + source, ModelTypeInfo.SOURCE_RECORD);
  }

  @Override
  public void open(OpenContext context) {
    MetricGroup group = getRuntimeContext().getMetricGroup().addGroup("esync");
    replayed = group.counter("replayed");
    refused = group.counter("replaysRefused");
  }

  @Override
  public void processElement(Command command, Context context, Collector<MergeInput> out) {
    if (command.action() != Action.REPLAY) {
      return;
    }
    Letter letter = Letter.parse(command.letter());
    Kept kept = null;
    String problem;
    try {
      kept = kept(letter);
      problem = rules.refusal(letter, kept.payload(), kept.origin()).orElse(null);
      if (problem == null) {
        replay(letter, kept, context, out);
      }
    } catch (IOException e) {
      problem = "what was kept of it cannot be read: " + e.getMessage();
    }
    (problem == null ? replayed : refused).inc();
    context.output(OutputTags.AUDIT, event(command, letter, kept, problem));
  }

  /** Anybody may have written the command: bytes that are none of ours are no reason to fail. */
  private static Kept kept(Letter letter) throws IOException {
    try {
      return RejectionPayloadCodec.ofBytes(letter.payload());
    } catch (RuntimeException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private AuditEvent event(Command command, Letter letter, Kept kept, String problem) {
    EntityKey key =
        kept != null && kept.payload() instanceof ChangePayload change
            ? change.change().key()
            : null;
    String reason =
        "REPLAY " + letter.id() + command.by() + (problem == null ? "" : ": " + problem);
    Outcome outcome = problem == null ? Outcome.COMMANDED : Outcome.REFUSED;
    return new AuditEvent(operator, outcome, reason, command.origin(), key, List.of());
  }

  private void replay(Letter letter, Kept kept, Context context, Collector<MergeInput> out)
      throws IOException {
    Origin origin = kept.origin().attempt(kept.origin().attempt() + 1);
    if (kept.payload() instanceof ChangePayload change) {
      ChangeRecord again =
          new ChangeRecord(
              change.change().key(), change.change().op(), change.change().row(), origin);
      boolean itself = ReplayRules.isBeforeMerge(letter) || !rules.isMerged(again.entity());
      out.collect(itself ? new MergeInput.Change(again) : new MergeInput.Retell(again));
    } else if (kept.payload() instanceof SourcePayload source) {
      context.output(records(origin.source()), withAttempt(source.change(), origin.attempt()));
    } else if (kept.payload() instanceof RawPayload raw) {
      parse(raw.bytes(), origin)
          .ifPresent(record -> context.output(records(origin.source()), record));
    }
  }

  /** The record as its source reads it now; what it still cannot read is a dead letter again. */
  private Optional<SourceRecord> parse(byte[] payload, Origin origin) throws IOException {
    try {
      return rules
          .parser(origin.source())
          .parse(payload, origin)
          .map(
              record ->
                  record instanceof Malformed malformed
                      ? new Malformed(origin, payload, malformed.code(), malformed.message())
                      : withAttempt(record, origin.attempt()));
    } catch (IllegalArgumentException e) {
      return Optional.of(
          new Malformed(origin, payload, ErrorCode.UNREADABLE_RECORD, e.getMessage()));
    }
  }

  private static SourceRecord withAttempt(SourceRecord record, int attempt) {
    if (record instanceof SourceChange change) {
      return new SourceChange(
          change.origin().attempt(attempt), change.op(), change.before(), change.after());
    } else if (record instanceof Echo echo) {
      return new Echo((SourceChange) withAttempt(echo.change(), attempt));
    } else if (record instanceof Malformed malformed) {
      return new Malformed(
          malformed.origin().attempt(attempt),
          malformed.payload(),
          malformed.code(),
          malformed.message());
    }
    return record;
  }
}
