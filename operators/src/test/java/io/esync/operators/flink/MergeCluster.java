package io.esync.operators.flink;

import io.esync.operators.merge.MergeInput;
import io.esync.operators.merge.ReviewItem;
import io.esync.operators.model.AuditEvent;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.EntityKey;
import io.esync.operators.model.Rejection;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Supplier;
import org.apache.flink.contrib.streaming.state.EmbeddedRocksDBStateBackend;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/** The merge operator as Flink runs it: on RocksDB, with some parallelism, restored at will. */
final class MergeCluster implements AutoCloseable {
  private final Supplier<MergeOperator> operator;
  private final StateBackend backend;
  private final List<MockEnvironment> environments = new ArrayList<>();
  private final List<KeyedOneInputStreamOperatorTestHarness<EntityKey, MergeInput, ChangeRecord>>
      subtasks = new ArrayList<>();
  private final List<ChangeRecord> emissions = new ArrayList<>();
  private final List<AuditEvent> audit = new ArrayList<>();
  private final List<ReviewItem> reviews = new ArrayList<>();
  private final List<Rejection> rejections = new ArrayList<>();
  private Metrics metrics = new Metrics();

  MergeCluster(Supplier<MergeOperator> operator) throws Exception {
    this(operator, new EmbeddedRocksDBStateBackend());
  }

  MergeCluster(Supplier<MergeOperator> operator, StateBackend backend) throws Exception {
    this.operator = operator;
    this.backend = backend;
    start(1, 1, null);
  }

  private void start(int parallelism, int oldParallelism, OperatorSubtaskState state)
      throws Exception {
    metrics = new Metrics();
    for (int i = 0; i < parallelism; i++) {
      MockEnvironment environment = metrics.environment(parallelism, i);
      KeyedOneInputStreamOperatorTestHarness<EntityKey, MergeInput, ChangeRecord> subtask =
          new KeyedOneInputStreamOperatorTestHarness<>(
              operator.get(), MergeInput::key, ModelTypeInfo.ENTITY_KEY, environment);
      subtask.setStateBackend(backend);
      subtask.setup(ChangeRecordSerializer.INSTANCE);
      if (state != null) {
        subtask.initializeState(
            AbstractStreamOperatorTestHarness.repartitionOperatorState(
                state, Metrics.MAX_PARALLELISM, oldParallelism, parallelism, i));
      }
      subtask.open();
      environments.add(environment);
      subtasks.add(subtask);
    }
  }

  void process(ChangeRecord change) throws Exception {
    process(new MergeInput.Change(change));
  }

  void process(MergeInput input) throws Exception {
    int at =
        KeyGroupRangeAssignment.assignKeyToParallelOperator(
            input.key(), Metrics.MAX_PARALLELISM, subtasks.size());
    subtasks.get(at).processElement(input, 0L);
    collect(subtasks.get(at));
  }

  /** Says to every subtask how far {@code source} has come. */
  void progress(String source, long time) throws Exception {
    for (EntityKey key : ProgressKeys.of(Metrics.MAX_PARALLELISM)) {
      process(new MergeInput.Progress(key, source, time));
    }
  }

  /** Lets the clock of every subtask come to {@code millis}. */
  void clock(long millis) throws Exception {
    for (var subtask : subtasks) {
      subtask.setProcessingTime(millis);
      collect(subtask);
    }
  }

  private void collect(
      KeyedOneInputStreamOperatorTestHarness<EntityKey, MergeInput, ChangeRecord> subtask) {
    subtask.extractOutputValues().forEach(emissions::add);
    subtask.getOutput().clear();
    drain(subtask.getSideOutput(OutputTags.AUDIT), audit);
    drain(subtask.getSideOutput(OutputTags.REVIEWS), reviews);
    drain(subtask.getSideOutput(OutputTags.REJECTIONS), rejections);
  }

  private static <T> void drain(Queue<StreamRecord<T>> from, List<T> into) {
    for (StreamRecord<T> record; from != null && (record = from.poll()) != null; ) {
      into.add(record.getValue());
    }
  }

  /** A checkpoint; processing goes on. */
  OperatorSubtaskState snapshot() throws Exception {
    OperatorSubtaskState[] states = new OperatorSubtaskState[subtasks.size()];
    for (int i = 0; i < states.length; i++) {
      states[i] = subtasks.get(i).snapshot(1L, 1L);
    }
    return AbstractStreamOperatorTestHarness.repackageState(states);
  }

  /** Starts anew from {@code state} with this parallelism. */
  void restore(OperatorSubtaskState state, int parallelism) throws Exception {
    restore(state, subtasks.size(), parallelism);
  }

  /** Starts anew from {@code state}, which so many instances had written. */
  void restore(OperatorSubtaskState state, int oldParallelism, int parallelism) throws Exception {
    stop();
    start(parallelism, oldParallelism, state);
  }

  List<ChangeRecord> emissions() {
    return emissions;
  }

  List<AuditEvent> audit() {
    return audit;
  }

  List<ReviewItem> reviews() {
    return reviews;
  }

  List<Rejection> rejections() {
    return rejections;
  }

  Metrics metrics() {
    return metrics;
  }

  /** How many keys have state; RocksDB does not tell. */
  int keys() {
    return subtasks.stream().mapToInt(subtask -> subtask.numKeyedStateEntries()).sum();
  }

  private void stop() throws Exception {
    for (var subtask : subtasks) {
      subtask.close();
    }
    for (MockEnvironment environment : environments) {
      environment.close();
    }
    subtasks.clear();
    environments.clear();
  }

  @Override
  public void close() {
    try {
      stop();
    } catch (Exception e) {
      throw new IllegalStateException("the harness does not close", e);
    }
  }
}
