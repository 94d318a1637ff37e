package io.esync.operators.flink;

import io.esync.operators.merge.EntityState;
import io.esync.operators.merge.LastWriteWins;
import io.esync.operators.merge.MergeAudit;
import io.esync.operators.merge.MergeOutcome;
import io.esync.operators.merge.MergePolicy;
import io.esync.operators.merge.Replicate;
import io.esync.operators.model.AuditEvent;
import io.esync.operators.model.AuditLevel;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.EntityKey;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Merges the changes of all sources into one entity.
 *
 * <p>Input: changes of entities from every source. Key: the entity's key. State: an {@link
 * EntityState}, one row and a few stamps for each source that has the key; nothing under {@link
 * Replicate}. Output: a change of the merged entity wherever it looks different from before. Side
 * output: audit events.
 *
 * <p>Restoring gives back the state of a checkpoint, but targets keep what they were given after
 * it. Sources may tell that differently the second time: changes of several sources in another
 * order, or a table without the rows that were deleted meanwhile. So after a failure, and for a key
 * that is new, whatever changes the state is passed on, even if the entity then looks as the state
 * had it; the target may have something else.
 */
public final class MergeFunction extends KeyedProcessFunction<EntityKey, ChangeRecord, ChangeRecord>
    implements CheckpointedFunction {
  private static final long serialVersionUID = 1L;

  private final Map<String, MergePolicy> policies;
  private final MergeAudit audit;

  private transient ValueState<EntityState> state;
  private transient MergeMetrics metrics;
  private transient boolean targetMayBeAhead;

  /**
   * @param operator name of this operator, for the audit
   * @param policies by entity
   */
  public MergeFunction(String operator, Map<String, MergePolicy> policies, AuditLevel auditLevel) {
    this.policies = Map.copyOf(policies);
    this.audit = new MergeAudit(operator, auditLevel);
  }

  @Override
  public void initializeState(FunctionInitializationContext context) {
    targetMayBeAhead =
        context.isRestored() || getRuntimeContext().getTaskInfo().getAttemptNumber() > 0;
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) {
    // all state is keyed, and Flink's own
  }

  @Override
  public void open(OpenContext context) {
    state =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("entity", EntityStateSerializer.INSTANCE));
    metrics = new MergeMetrics(getRuntimeContext().getMetricGroup());
  }

  @Override
  public void processElement(ChangeRecord change, Context context, Collector<ChangeRecord> out)
      throws IOException {
    MergePolicy policy = Objects.requireNonNull(policies.get(change.entity()), change.entity());
    MergeMetrics.EntityCounters counters = metrics.entity(change.entity());
    if (policy instanceof LastWriteWins lastWriteWins) {
      MergeOutcome outcome = merge(change, lastWriteWins, out);
      counters.count(outcome);
      emit(audit.merged(change, outcome), context);
    } else {
      out.collect(change);
      counters.applied.inc();
      emit(audit.passedOn(change), context);
    }
  }

  private MergeOutcome merge(ChangeRecord change, LastWriteWins policy, Collector<ChangeRecord> out)
      throws IOException {
    EntityState known = state.value();
    MergeOutcome outcome =
        MergeOutcome.of(known == null ? EntityState.EMPTY : known, change, policy);
    if (outcome.stateChanged()) {
      state.update(outcome.state());
    }
    if (outcome.emission() != null) {
      out.collect(outcome.emission());
    } else if (outcome.stateChanged() && (targetMayBeAhead || known == null)) {
      out.collect(outcome.current(change));
    }
    return outcome;
  }

  private static void emit(AuditEvent event, Context context) {
    if (event != null) {
      context.output(OutputTags.AUDIT, event);
    }
  }
}
