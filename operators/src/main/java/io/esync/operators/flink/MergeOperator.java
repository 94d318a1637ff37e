package io.esync.operators.flink;

import io.esync.operators.flink.MergeMetrics.EntityCounters;
import io.esync.operators.merge.EchoFilter;
import io.esync.operators.merge.EchoFilter.Judgement;
import io.esync.operators.merge.EchoSource;
import io.esync.operators.merge.EntityMerge;
import io.esync.operators.merge.EntityPolicy;
import io.esync.operators.merge.Frontier;
import io.esync.operators.merge.MergeAudit;
import io.esync.operators.merge.MergeInput;
import io.esync.operators.merge.MergeOutcome;
import io.esync.operators.merge.MergedEntity;
import io.esync.operators.merge.Merging;
import io.esync.operators.merge.ReviewItem;
import io.esync.operators.model.AuditEvent;
import io.esync.operators.model.AuditLevel;
import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.EntityKey;
import io.esync.operators.model.ErrorCode;
import io.esync.operators.model.Origin;
import io.esync.operators.model.Rejection;
import io.esync.operators.model.Row;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ScheduledFuture;
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
  private transient MergeMemory memory;
  private transient EchoMemory echoes;
  private transient Recheck recheck;
  private transient Reresolution reresolution;
  private transient ScheduledFuture<?> nextStep;
  private transient InternalTimerService<VoidNamespace> timers;
  private transient MergeMetrics counters;
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
    state = context.getKeyedStateStore().getState(MergeStates.entity());
    echoes = new EchoMemory(echoSources, context.getKeyedStateStore());
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    memory.snapshot();
  }

  @Override
  public void open() throws Exception {
    super.open();
    counters = new MergeMetrics(getMetricGroup());
    timers = getInternalTimerService("recheck", VoidNamespaceSerializer.INSTANCE, this);
    recheck = new Recheck(memory.frontier());
    reresolution = new Reresolution(getKeyedStateBackend(), memory, this::resolveAgain);
    counters.gauge("toResolveAgain", reresolution::remaining);
    scheduleReresolution();
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
    super.close();
  }

  @Override
  public void finish() throws Exception {
    while (reresolution.isPending()) {
      reresolution.step();
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
    EntityMerge merge = merge(input.key());
    if (merge.policy() instanceof EntityPolicy policy) {
      merge(input, merge, merging(merge, policy));
    } else if (input instanceof MergeInput.Change change) {
      output.collect(new StreamRecord<>(change.change()));
      counters.entity(change.change().entity()).applied.inc();
      emit(audit.passedOn(change.change()));
    }
  }

  private EntityMerge merge(EntityKey key) {
    return Objects.requireNonNull(merges.get(key.entity()), key.entity());
  }

  private Merging merging(EntityMerge merge, EntityPolicy policy) {
    return new Merging(policy, memory.frontier().progress(merge), targetsMayBeAhead);
  }

  private void merge(MergeInput input, EntityMerge merge, Merging merging) throws IOException {
    MergedEntity stored = state.value();
    MergedEntity known = stored == null ? MergedEntity.NEW : stored;
    EntityCounters entity = counters.entity(input.key().entity());
    if (input instanceof MergeInput.Echo echo) {
      ignoreMarked(echo.change(), stored, merge);
      return;
    }
    if (input instanceof MergeInput.Decided decided) {
      decide(decided, known, merge, merging);
      return;
    }
    ChangeRecord last =
        input instanceof MergeInput.Joined joined
            ? joined.last()
            : ((MergeInput.Change) input).change();
    if (stored == null && memory.frontier().isLate(last.entity(), last.origin())) {
      entity.late.inc();
      reject(input instanceof MergeInput.Joined joined ? joined.whole() : last);
      return;
    }
    Judgement judgement =
        input instanceof MergeInput.Change ? echoes.judge(last, known, merging.policy()) : null;
    if (judgement != null && judgement.echo()) {
      ignore(last, stored, merge);
      return;
    }
    MergeOutcome outcome = outcome(input, last, known, merging, judgement);
    boolean lost = judgement != null && EchoFilter.mustBeTold(judgement.after(), outcome.row());
    apply(outcome, merge, last.row(), last.key(), last.origin(), lost);
    entity.count(outcome);
    int count = input instanceof MergeInput.Joined joined ? joined.count() : 1;
    emit(audit.merged(last.key(), last.origin(), outcome, count));
  }

  private static MergeOutcome outcome(
      MergeInput input,
      ChangeRecord last,
      MergedEntity known,
      Merging merging,
      Judgement judgement) {
    if (input instanceof MergeInput.Joined joined) {
      return merging.joined(known, joined);
    }
    return judgement == null || judgement.delta() == null
        ? merging.change(known, last)
        : merging.joined(known, new MergeInput.Joined(judgement.delta(), last, 1));
  }

  private void ignoreMarked(ChangeRecord echo, MergedEntity stored, EntityMerge merge)
      throws IOException {
    if (stored == null && echo.op() == ChangeOp.DELETE) {
      echoes.forget();
    } else {
      echoes.heard(echo, stored == null ? MergedEntity.NEW : stored);
    }
    ignore(echo, stored, merge);
  }

  private void ignore(ChangeRecord echo, MergedEntity stored, EntityMerge merge)
      throws IOException {
    counters.entity(echo.entity()).echoes.inc();
    emit(audit.echo(echo));
    if (stored != null && echo.op() == ChangeOp.DELETE) {
      schedule(echo.key(), stored, merge);
    }
  }

  private void decide(
      MergeInput.Decided decided, MergedEntity known, EntityMerge merge, Merging merging)
      throws IOException {
    EntityCounters entity = counters.entity(decided.key().entity());
    if (merging.isStale(known, decided.decision())) {
      entity.decisionsRefused.inc();
      emit(audit.refused(decided));
      return;
    }
    MergeOutcome outcome = merging.decided(known, decided);
    apply(outcome, merge, outcome.row(), decided.key(), decided.origin(), false);
    entity.decisions.inc();
    emit(audit.decided(decided, outcome));
  }

  /**
   * @param row one that has the fields of the key; null where the entity does not exist and nothing
   *     needs to be told of it
   * @param lost whether a target holds something else, though the result may be as it was
   */
  private void apply(
      MergeOutcome outcome, EntityMerge merge, Row row, EntityKey key, Origin origin, boolean lost)
      throws IOException {
    if (!outcome.stateChanged()) {
      return;
    }
    state.update(outcome.entity());
    boolean tell = outcome.differs() || targetsMayBeAhead || lost;
    if (!outcome.isHeld() && row != null && tell) {
      passOn(emission(outcome, row, key, origin));
    }
    for (ReviewItem step : outcome.reviews()) {
      EntityCounters entity = counters.entity(key.entity());
      (step.status() == ReviewItem.Status.OPEN ? entity.reviewsOpened : entity.reviewsClosed).inc();
      output.collect(OutputTags.REVIEWS, new StreamRecord<>(step));
    }
    schedule(key, outcome.entity(), merge);
  }

  private void passOn(ChangeRecord emission) throws IOException {
    output.collect(new StreamRecord<>(emission));
    echoes.wrote(emission, getProcessingTimeService().getCurrentProcessingTime());
  }

  private static ChangeRecord emission(
      MergeOutcome outcome, Row row, EntityKey key, Origin origin) {
    return outcome.row() == null
        ? new ChangeRecord(key, ChangeOp.DELETE, row.keyRow(), origin)
        : new ChangeRecord(key, ChangeOp.UPSERT, outcome.row(), origin);
  }

  private void schedule(EntityKey key, MergedEntity entity, EntityMerge merge) throws IOException {
    long delay = recheck.delay(echoes.asHeld(key.entity(), entity), merge);
    if (delay != Recheck.NEVER) {
      timers.registerProcessingTimeTimer(
          VoidNamespace.INSTANCE, recheck.roundUp(timers.currentProcessingTime() + delay));
    }
  }

  @Override
  public void onProcessingTime(InternalTimer<EntityKey, VoidNamespace> timer) throws Exception {
    MergedEntity entity = state.value();
    EntityMerge merge = merges.get(timer.getKey().entity());
    if (entity == null || merge == null || !(merge.policy() instanceof EntityPolicy policy)) {
      return;
    }
    MergedEntity held = echoes.asHeld(timer.getKey().entity(), entity);
    if (recheck.isForgettable(held, merge)) {
      state.clear();
      echoes.forget();
      memory.frontier().forgot(timer.getKey().entity(), Frontier.deletedAt(held.state()));
      counters.entity(timer.getKey().entity()).forgotten.inc();
    } else if (!entity.reviews().isEmpty()) {
      resolveAgain(timer.getKey(), entity, merge, policy, "review expired");
    }
    if (state.value() != null) {
      schedule(timer.getKey(), state.value(), merge);
    }
  }

  @Override
  public void onEventTime(InternalTimer<EntityKey, VoidNamespace> timer) {
    throw new IllegalStateException("no timer by event time is ever set");
  }

  /** Resolves a key of the state by the policy as it is now. */
  private void resolveAgain(EntityKey key) throws IOException {
    setCurrentKey(key);
    MergedEntity entity = state.value();
    EntityMerge merge = merges.get(key.entity());
    if (entity != null && merge != null && merge.policy() instanceof EntityPolicy policy) {
      resolveAgain(key, entity, merge, policy, "policy changed");
    }
  }

  private void resolveAgain(
      EntityKey key, MergedEntity entity, EntityMerge merge, EntityPolicy policy, String cause)
      throws IOException {
    Origin origin = Reresolution.origin(cause, getProcessingTimeService());
    long progress = memory.frontier().progress(merge);
    MergeOutcome outcome = new Merging(policy, progress, false).again(entity, key, origin);
    boolean nothing = !outcome.differs() && outcome.reviews().isEmpty();
    if (nothing) {
      return;
    }
    Row row = outcome.row() == null ? Reresolution.anyRow(entity) : outcome.row();
    state.update(outcome.entity());
    if (outcome.differs() && row != null) {
      passOn(emission(outcome, row, key, origin));
      counters.entity(key.entity()).resolvedAgain.inc();
      emit(audit.again(key, origin, outcome));
    }
    for (ReviewItem step : outcome.reviews()) {
      output.collect(OutputTags.REVIEWS, new StreamRecord<>(step));
    }
    schedule(key, outcome.entity(), merge);
  }

  private void reject(ChangeRecord change) {
    String message =
        change.entity()
            + ": the change of "
            + change.origin().instant()
            + " is older than a delete that was forgotten, and nothing else is known of the key";
    Rejection rejection =
        new Rejection(
            audit.operator(),
            ErrorCode.LATE_AFTER_GC,
            message,
            "",
            change.origin(),
            change.key(),
            new Rejection.ChangePayload(change),
            1);
    output.collect(OutputTags.REJECTIONS, new StreamRecord<>(rejection));
    if (audit.level() == AuditLevel.ALL) {
      emit(AuditEvent.rejected(rejection));
    }
  }

  private void emit(AuditEvent event) {
    if (event != null) {
      output.collect(OutputTags.AUDIT, new StreamRecord<>(event));
    }
  }
}
