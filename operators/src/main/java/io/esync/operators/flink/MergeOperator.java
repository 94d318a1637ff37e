package io.esync.operators.flink;

import io.esync.operators.merge.EchoFilter;
import io.esync.operators.merge.EchoSource;
import io.esync.operators.merge.EntityMerge;
import io.esync.operators.merge.EntityPolicy;
import io.esync.operators.merge.Frontier;
import io.esync.operators.merge.MergeAudit;
import io.esync.operators.merge.MergeInput;
import io.esync.operators.merge.MergedEntity;
import io.esync.operators.model.AuditLevel;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.EntityKey;
import io.esync.operators.model.Origin;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Merges the changes of all sources into one entity.
 *
 * <p>Input: changes of entities from every source, decisions of reviewers, and how far sources have
 * come. Key: the entity's key. State: a {@link MergedEntity}, one row and a few stamps for each
 * source that has the key, nothing under {@code replicate}; and beside the keys the {@link
 * Frontier} and the policies. Output: a change of the merged entity wherever it looks different
 * from what was passed on before. Side outputs: reviews, rejections, audit events.
 *
 * <p>Restoring gives back the state of a checkpoint, but targets keep what they were given after
 * it. Sources may tell that differently the second time: changes of several sources in another
 * order, or a table without the rows that were deleted meanwhile. So after a failure, and for a key
 * that is new, whatever changes the state is passed on, even if the entity then looks as the state
 * had it; the target may have something else. Where a policy is another than at the checkpoint,
 * every key is resolved again, and passed on if it looks different.
 *
 * <p>What comes back from a source that is a target as well is dropped before it is joined, see
 * {@link EchoFilter}; for such entities it is kept what these systems hold.
 *
 * <p>Rows of a table that is read once more are changes whose version says what they may lack. At
 * the end of such a table all keys are walked through, and what its source no longer has is deleted
 * as if the source had said so, see {@link Sweeps}.
 *
 * <p>The state of a key that no source has is dropped once all sources have passed its deletes.
 * Timers by the clock only ask whether that is so.
 */
public final class MergeOperator extends AbstractStreamOperator<ChangeRecord>
    implements OneInputStreamOperator<MergeInput, ChangeRecord>,
        Triggerable<EntityKey, VoidNamespace> {
  private static final long serialVersionUID = 1L;

  private final Map<String, EntityMerge> merges;
  private final MergeAudit audit;
  private final Map<String, List<EchoSource>> echoSources;

  private transient ValueState<MergedEntity> state;
  private transient KnownKeys knownKeys;
  private transient MergeMemory memory;
  private transient EchoMemory echoes;
  private transient EntityMerger merger;
  private transient Reresolution reresolution;
  private transient ScheduledFuture<?> nextStep;
  private transient Sweeps sweeps;
  private transient ScheduledFuture<?> nextSweep;
  private transient InternalTimerService<VoidNamespace> timers;
  private transient MergeOutputs outputs;
  private transient boolean targetsMayBeAhead;

  /**
   * @param operator name of this operator, for the audit
   * @param merges by entity
   */
  public MergeOperator(String operator, Map<String, EntityMerge> merges, AuditLevel auditLevel) {
    this(operator, merges, Map.of(), auditLevel);
  }

  /**
   * @param operator name of this operator, for the audit
   * @param merges by entity
   * @param echoSources by entity the sources that read what is written to one of its targets
   */
  public MergeOperator(
      String operator,
      Map<String, EntityMerge> merges,
      Map<String, List<EchoSource>> echoSources,
      AuditLevel auditLevel) {
    this.merges = Map.copyOf(merges);
    this.echoSources = Map.copyOf(echoSources);
    this.audit = new MergeAudit(operator, auditLevel);
    this.chainingStrategy = ChainingStrategy.ALWAYS;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    targetsMayBeAhead =
        context.isRestored() || getRuntimeContext().getTaskInfo().getAttemptNumber() > 0;
    memory = new MergeMemory(context, merges);
    sweeps = new Sweeps(context);
    state = context.getKeyedStateStore().getState(MergeStates.entity());
    knownKeys = context.isRestored() ? KnownKeys.any() : KnownKeys.none();
    echoes = new EchoMemory(echoSources, context.getKeyedStateStore());
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    memory.snapshot();
    sweeps.snapshot();
  }

  @Override
  public void open() throws Exception {
    super.open();
    MergeMetrics counters = new MergeMetrics(getMetricGroup());
    outputs = new MergeOutputs(output, audit, counters);
    timers = getInternalTimerService("recheck", VoidNamespaceSerializer.INSTANCE, this);
    ProcessingTimeService clock = getProcessingTimeService();
    merger =
        new EntityMerger(
            state,
            knownKeys,
            echoes,
            memory.frontier(),
            outputs,
            clock,
            this::wake,
            targetsMayBeAhead);
    reresolution = new Reresolution(getKeyedStateBackend(), memory, this::resolveAgain);
    counters.gauge("toResolveAgain", reresolution::remaining);
    sweeps.open(getKeyedStateBackend(), this::sweep);
    counters.gauge("sweptKeys", sweeps::seen);
    scheduleReresolution();
    scheduleSweep();
  }

  private void scheduleSweep() {
    if (sweeps.isPending() && nextSweep == null) {
      nextSweep =
          getProcessingTimeService()
              .registerTimer(
                  getProcessingTimeService().getCurrentProcessingTime() + 1,
                  time -> {
                    nextSweep = null;
                    sweeps.step();
                    scheduleSweep();
                  });
    }
  }

  private void scheduleReresolution() {
    if (reresolution.isPending()) {
      nextStep =
          getProcessingTimeService()
              .registerTimer(
                  getProcessingTimeService().getCurrentProcessingTime() + 1,
                  time -> {
                    reresolution.step();
                    scheduleReresolution();
                  });
    }
  }

  @Override
  public void close() throws Exception {
    if (nextStep != null) {
      nextStep.cancel(false);
    }
    if (reresolution != null) {
      reresolution.close();
    }
    if (nextSweep != null) {
      nextSweep.cancel(false);
    }
    if (sweeps != null) {
      sweeps.close();
    }
    super.close();
  }

  @Override
  public void finish() throws Exception {
    while (reresolution.isPending()) {
      reresolution.step();
    }
    while (sweeps.isPending()) {
      sweeps.step();
    }
    super.finish();
  }

  @Override
  public void processElement(StreamRecord<MergeInput> element) throws Exception {
    MergeInput input = element.getValue();
    if (input instanceof MergeInput.Progress progress) {
      memory.frontier().reached(progress.source(), progress.time());
      return;
    }
    if (input instanceof MergeInput.Swept swept) {
      sweeps.heard(swept);
      scheduleSweep();
      return;
    }
    EntityMerge merge =
        Objects.requireNonNull(merges.get(input.key().entity()), input.key().entity());
    if (merge.policy() instanceof EntityPolicy policy) {
      merger.merge(input, merge, policy);
    } else if (input instanceof MergeInput.Change change) {
      outputs.replicated(change.change());
    }
  }

  @Override
  public void onProcessingTime(InternalTimer<EntityKey, VoidNamespace> timer) throws Exception {
    EntityKey key = timer.getKey();
    EntityMerge merge = merges.get(key.entity());
    if (merge != null && merge.policy() instanceof EntityPolicy policy) {
      merger.lookAgain(key, merge, policy);
    }
  }

  @Override
  public void onEventTime(InternalTimer<EntityKey, VoidNamespace> timer) {
    throw new IllegalStateException("no timer by event time is ever set");
  }

  /** Resolves a key of the state by the policy as it is now. */
  private void resolveAgain(EntityKey key) throws IOException {
    setCurrentKey(key);
    EntityMerge merge = merges.get(key.entity());
    if (merge != null && merge.policy() instanceof EntityPolicy policy) {
      merger.resolveAgain(key, merge, policy, "policy changed");
    }
  }

  /** Looks whether a key of the state was missing in a table that was read again. */
  private void sweep(EntityKey key, Origin end) throws IOException {
    setCurrentKey(key);
    EntityMerge merge = merges.get(key.entity());
    if (merge != null && merge.policy() instanceof EntityPolicy policy) {
      merger.sweep(key, end, merge, policy);
    }
  }

  private void wake(long delayMillis) {
    timers.registerProcessingTimeTimer(
        VoidNamespace.INSTANCE, Recheck.roundUp(timers.currentProcessingTime() + delayMillis));
  }
}
