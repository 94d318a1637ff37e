package io.esync.operators.flink;

import io.esync.operators.model.AuditEvent;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.EntityKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Supplier;
import org.apache.flink.contrib.streaming.state.EmbeddedRocksDBStateBackend;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/** The merge function as Flink runs it: on RocksDB, with some parallelism, restored at will. */
final class MergeCluster implements AutoCloseable {
  private final Supplier<MergeFunction> function;
  private final StateBackend backend;
  private final List<MockEnvironment> environments = new ArrayList<>();
  private final List<KeyedOneInputStreamOperatorTestHarness<EntityKey, ChangeRecord, ChangeRecord>>
      subtasks = new ArrayList<>();
  private final List<ChangeRecord> emissions = new ArrayList<>();
  private final List<AuditEvent> audit = new ArrayList<>();
  private Metrics metrics = new Metrics();

  MergeCluster(Supplier<MergeFunction> function) throws Exception {
    this(function, new EmbeddedRocksDBStateBackend());
  }

  MergeCluster(Supplier<MergeFunction> function, StateBackend backend) throws Exception {
    this.function = function;
    this.backend = backend;
    start(1, 1, null);
  }

  private void start(int parallelism, int oldParallelism, OperatorSubtaskState state)
      throws Exception {
    metrics = new Metrics();
    for (int i = 0; i < parallelism; i++) {
      MockEnvironment environment = metrics.environment(parallelism, i);
      KeyedOneInputStreamOperatorTestHarness<EntityKey, ChangeRecord, ChangeRecord> subtask =
          new KeyedOneInputStreamOperatorTestHarness<>(
              new KeyedProcessOperator<>(function.get()),
              ChangeRecord::key,
              ModelTypeInfo.ENTITY_KEY,
              environment);
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
    int at =
        KeyGroupRangeAssignment.assignKeyToParallelOperator(
            change.key(), Metrics.MAX_PARALLELISM, subtasks.size());
    var subtask = subtasks.get(at);
    subtask.processElement(change, 0L);
    subtask.extractOutputValues().forEach(emissions::add);
    subtask.getOutput().clear();
    Queue<StreamRecord<AuditEvent>> events = subtask.getSideOutput(OutputTags.AUDIT);
    for (StreamRecord<AuditEvent> event; events != null && (event = events.poll()) != null; ) {
      audit.add(event.getValue());
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
    int oldParallelism = subtasks.size();
    stop();
    start(parallelism, oldParallelism, state);
  }

  List<ChangeRecord> emissions() {
    return emissions;
  }

  List<AuditEvent> audit() {
    return audit;
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
