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
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Merges the changes of all sources into one entity.
 *
 * <p>Input: changes of entities from every source. Key: the entity's key. State: an {@link
 * EntityState}, one row and a few stamps for each source that has the key; nothing under {@link
 * Replicate}. Output: a change of the merged entity wherever it looks different from before. Side
 * output: audit events. Restoring gives back the state; changes that are read again then say
 * nothing new.
 */
public final class MergeFunction
    extends KeyedProcessFunction<EntityKey, ChangeRecord, ChangeRecord> {
  private static final long serialVersionUID = 1L;

  private final Map<String, MergePolicy> policies;
  private final MergeAudit audit;

  private transient ValueState<EntityState> state;
  private transient MergeMetrics metrics;

  /**
   * @param operator name of this operator, for the audit
   * @param policies by entity
   */
  public MergeFunction(String operator, Map<String, MergePolicy> policies, AuditLevel auditLevel) {
    this.policies = Map.copyOf(policies);
    this.audit = new MergeAudit(operator, auditLevel);
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
      EntityState known = state.value();
      MergeOutcome outcome =
          MergeOutcome.of(known == null ? EntityState.EMPTY : known, change, lastWriteWins);
      if (outcome.stateChanged()) {
        state.update(outcome.state());
      }
      if (outcome.emission() != null) {
        out.collect(outcome.emission());
      }
      (outcome.emission() == null ? counters.ignored : counters.applied).inc();
      if (outcome.stateChanged() && outcome.resolution().isContested()) {
        counters.conflicts.inc();
      }
      emit(audit.merged(change, outcome), context);
    } else {
      out.collect(change);
      counters.applied.inc();
      emit(audit.passedOn(change), context);
    }
  }

  private static void emit(AuditEvent event, Context context) {
    if (event != null) {
      context.output(OutputTags.AUDIT, event);
    }
  }
}
