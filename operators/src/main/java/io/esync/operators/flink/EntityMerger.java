package io.esync.operators.flink;

import io.esync.operators.merge.EchoFilter;
import io.esync.operators.merge.EchoFilter.Judgement;
import io.esync.operators.merge.EntityMerge;
import io.esync.operators.merge.EntityPolicy;
import io.esync.operators.merge.Frontier;
import io.esync.operators.merge.MergeInput;
import io.esync.operators.merge.MergeOutcome;
import io.esync.operators.merge.MergedEntity;
import io.esync.operators.merge.Merging;
import io.esync.operators.merge.Rereading;
import io.esync.operators.merge.SourceState;
import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.EntityKey;
import io.esync.operators.model.Origin;
import io.esync.operators.model.Row;
import java.io.IOException;
import java.util.function.LongConsumer;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.common.state.ValueState;

/**
 * What {@link MergeOperator} does with one key: loads what is stored, asks {@link Merging}, stores
 * and gives out. Its state is that of the key that the operator has set.
 */
final class EntityMerger {
  private final ValueState<MergedEntity> state;
  private final KnownKeys knownKeys;
  private final EchoMemory echoes;
  private final Frontier frontier;
  private final Recheck recheck;
  private final MergeOutputs outputs;
  private final ProcessingTimeService clock;
  private final LongConsumer wakeUp;
  private final boolean targetsMayBeAhead;

  /**
   * @param knownKeys all keys that have state, and maybe more
   * @param wakeUp is given in how many milliseconds the current key is worth a look
   * @param targetsMayBeAhead whether targets may have been given what the state does not know
   */
  EntityMerger(
      ValueState<MergedEntity> state,
      KnownKeys knownKeys,
      EchoMemory echoes,
      Frontier frontier,
      MergeOutputs outputs,
      ProcessingTimeService clock,
      LongConsumer wakeUp,
      boolean targetsMayBeAhead) {
    this.state = state;
    this.knownKeys = knownKeys;
    this.echoes = echoes;
    this.frontier = frontier;
    this.recheck = new Recheck(frontier);
    this.outputs = outputs;
    this.clock = clock;
    this.wakeUp = wakeUp;
    this.targetsMayBeAhead = targetsMayBeAhead;
  }

  /** Takes in a change, several joined ones, an echo, a decision or a retelling of the key. */
  void merge(MergeInput input, EntityMerge merge, EntityPolicy policy) throws IOException {
    Merging merging = new Merging(policy, frontier.progress(merge), targetsMayBeAhead);
    MergedEntity stored = knownKeys.mayHave(input.key()) ? state.value() : null;
    MergedEntity before = stored == null ? MergedEntity.NEW : stored;
    if (input instanceof MergeInput.Again again) {
      readAgain(again, before, merge, merging);
      return;
    }
    if (input instanceof MergeInput.Echo echo) {
      ignoreMarked(echo.change(), stored, merge);
      return;
    }
    if (input instanceof MergeInput.Retell retell) {
      retell(retell.refused(), stored, merge, merging);
      return;
    }
    if (input instanceof MergeInput.Decided decided) {
      decide(decided, before, merge, merging);
      return;
    }
    ChangeRecord last =
        input instanceof MergeInput.Joined joined
            ? joined.last()
            : ((MergeInput.Change) input).change();
    if (stored == null && frontier.isLate(last.entity(), last.origin())) {
      outputs.late(input instanceof MergeInput.Joined joined ? joined.whole() : last);
      return;
    }
    Judgement judgement =
        input instanceof MergeInput.Change ? echoes.judge(last, before, merging.policy()) : null;
    if (judgement != null && judgement.echo()) {
      ignore(last, stored, merge);
      return;
    }
    MergeOutcome outcome = outcome(input, last, before, merging, judgement);
    boolean lost = judgement != null && EchoFilter.mustBeTold(judgement.after(), outcome.row());
    apply(outcome, merge, last.row(), last.key(), last.origin(), lost);
    int changes = input instanceof MergeInput.Joined joined ? joined.count() : 1;
    outputs.merged(last, outcome, changes);
  }

  /** Targets are told as well if nothing is new: they may be what has to be set right. */
  private void readAgain(
      MergeInput.Again again, MergedEntity known, EntityMerge merge, Merging merging)
      throws IOException {
    SourceState source = known.state().source(again.change().origin().source());
    ChangeRecord change = Rereading.timed(again, source);
    MergeOutcome outcome = merging.change(known, change);
    apply(outcome, merge, change.row(), change.key(), change.origin(), true);
    outputs.merged(change, outcome, 1);
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
    if (stored == null && echo.op().removes()) {
      echoes.forget();
    } else {
      echoes.heard(echo, stored == null ? MergedEntity.NEW : stored);
    }
    ignore(echo, stored, merge);
  }

  private void ignore(ChangeRecord echo, MergedEntity stored, EntityMerge merge)
      throws IOException {
    outputs.ignored(echo);
    if (stored != null && echo.op().removes()) {
      schedule(echo.key(), stored, merge);
    }
  }

  private void decide(
      MergeInput.Decided decided, MergedEntity known, EntityMerge merge, Merging merging)
      throws IOException {
    if (merging.isStale(known, decided.decision())) {
      outputs.refused(decided);
      return;
    }
    MergeOutcome outcome = merging.decided(known, decided);
    apply(outcome, merge, outcome.row(), decided.key(), decided.origin(), false);
    outputs.decided(decided, outcome);
  }

  /** Passes on what is known now, whatever it was that a target refused. */
  private void retell(ChangeRecord refused, MergedEntity stored, EntityMerge merge, Merging merging)
      throws IOException {
    if (stored == null) {
      retellUnknown(refused);
      return;
    }
    MergeOutcome outcome = merging.retold(stored, refused);
    state.update(outcome.entity());
    if (!outcome.isHeld()) {
      passOn(emission(outcome, refused.row(), refused.key(), refused.origin()));
    }
    outputs.retold(refused, outcome.isHeld());
    outputs.reviewed(refused.key(), outcome);
    schedule(refused.key(), outcome.entity(), merge);
  }

  /** Only what was deleted is forgotten, so a delete still holds; of the rest nobody can tell. */
  private void retellUnknown(ChangeRecord refused) {
    if (refused.op().removes()) {
      outputs.changed(refused);
      outputs.retold(refused, false);
    } else {
      outputs.untold(refused);
    }
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
    knownKeys.add(key);
    boolean tell = outcome.differs() || targetsMayBeAhead || lost;
    if (!outcome.isHeld() && row != null && tell) {
      passOn(emission(outcome, row, key, origin));
    }
    outputs.reviewed(key, outcome);
    schedule(key, outcome.entity(), merge);
  }

  private void passOn(ChangeRecord emission) throws IOException {
    outputs.changed(emission);
    echoes.wrote(emission, clock.getCurrentProcessingTime());
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
      wakeUp.accept(delay);
    }
  }

  /** Deletes the current key for the source of {@code end} if that no longer has it. */
  void sweep(EntityKey key, Origin end, EntityMerge merge, EntityPolicy policy) throws IOException {
    MergedEntity entity = state.value();
    ChangeRecord delete =
        entity == null ? null : Rereading.missing(key, entity.state().source(end.source()), end);
    if (delete != null) {
      merge(new MergeInput.Change(delete), merge, policy);
    }
  }

  /** Looks at the current key at a time when it may be forgotten, or its review has expired. */
  void lookAgain(EntityKey key, EntityMerge merge, EntityPolicy policy) throws IOException {
    MergedEntity entity = state.value();
    if (entity == null) {
      return;
    }
    MergedEntity held = echoes.asHeld(key.entity(), entity);
    if (recheck.isForgettable(held, merge)) {
      state.clear();
      echoes.forget();
      frontier.forgot(key.entity(), Frontier.deletedAt(held.state()));
      outputs.forgotten(key);
    } else if (!entity.reviews().isEmpty()) {
      resolveAgain(key, merge, policy, "review expired");
    }
    if (state.value() != null) {
      schedule(key, state.value(), merge);
    }
  }

  /**
   * Resolves the current key once more, and passes on what looks different.
   *
   * @param cause why, for the audit
   */
  void resolveAgain(EntityKey key, EntityMerge merge, EntityPolicy policy, String cause)
      throws IOException {
    MergedEntity entity = state.value();
    if (entity == null) {
      return;
    }
    Origin origin = Reresolution.origin(cause, clock);
    long progress = frontier.progress(merge);
    MergeOutcome outcome = new Merging(policy, progress, false).again(entity, key, origin);
    boolean nothing = !outcome.differs() && outcome.reviews().isEmpty();
    if (nothing) {
      return;
    }
    Row row = outcome.row() == null ? Reresolution.anyRow(entity) : outcome.row();
    state.update(outcome.entity());
    if (outcome.differs() && row != null) {
      passOn(emission(outcome, row, key, origin));
      outputs.resolvedAgain(key, origin, outcome);
    }
    outputs.reviewed(key, outcome);
    schedule(key, outcome.entity(), merge);
  }
}
