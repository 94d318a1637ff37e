package io.esync.jobs.state;

import io.esync.operators.flink.EntityKeySerializer;
import io.esync.operators.flink.MergeStates;
import io.esync.operators.merge.Frontier;
import io.esync.operators.merge.MergedEntity;
import io.esync.operators.model.EntityKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobInfoImpl;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.TaskInfoImpl;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.functions.util.RuntimeUDFContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.contrib.streaming.state.EmbeddedRocksDBStateBackend;
import org.apache.flink.core.fs.CloseableRegistry;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.PrioritizedOperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.StateAssignmentOperation;
import org.apache.flink.runtime.checkpoint.StateObjectCollection;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.OperatorStateBackend;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.state.api.runtime.NeverFireProcessingTimeService;
import org.apache.flink.state.api.runtime.SavepointEnvironment;
import org.apache.flink.streaming.api.operators.KeyContext;
import org.apache.flink.streaming.api.operators.StreamOperatorStateContext;
import org.apache.flink.streaming.api.operators.StreamTaskStateInitializerImpl;

/**
 * The keys of some key groups, and what is kept beside all keys, restored from a checkpoint into
 * this process as a task would restore them. What it writes for that is gone when it is closed.
 */
final class RestoredPart implements AutoCloseable {
  /** In place of an index: only what is kept beside the keys. */
  static final int NO_KEYS = -1;

  private final CloseableRegistry registry;
  private final StreamOperatorStateContext context;
  private final KeyedStateBackend<EntityKey> keys;
  private final ValueState<MergedEntity> entities;

  private RestoredPart(CloseableRegistry registry, StreamOperatorStateContext context)
      throws Exception {
    this.registry = registry;
    this.context = context;
    this.keys = keysOf(context);
    this.entities =
        keys == null
            ? null
            : keys.getPartitionedState(
                VoidNamespace.INSTANCE, VoidNamespaceSerializer.INSTANCE, MergeStates.entity());
  }

  @SuppressWarnings("unchecked") // the backend was made with the serializer of these keys
  private static KeyedStateBackend<EntityKey> keysOf(StreamOperatorStateContext context) {
    return (KeyedStateBackend<EntityKey>) context.keyedStateBackend();
  }

  /**
   * Restores the key groups that task {@code index} of {@code parallelism} has.
   *
   * @param index {@link #NO_KEYS} for no key groups
   */
  static RestoredPart restore(OperatorState operator, int index, int parallelism) throws Exception {
    int groups = operator.getMaxParallelism();
    TaskInfo task = new TaskInfoImpl("state", groups, Math.max(index, 0), parallelism, 0);
    CloseableRegistry registry = new CloseableRegistry();
    try {
      return new RestoredPart(registry, context(operator, task, index == NO_KEYS, registry));
    } catch (Exception e) {
      registry.close();
      throw e;
    }
  }

  private static StreamOperatorStateContext context(
      OperatorState operator, TaskInfo task, boolean keyless, CloseableRegistry registry)
      throws Exception {
    RuntimeContext runtime =
        new RuntimeUDFContext(
            new JobInfoImpl(new JobID(), "state"),
            task,
            RestoredPart.class.getClassLoader(),
            new ExecutionConfig(),
            Map.of(),
            Map.of(),
            UnregisteredMetricsGroup.createOperatorMetricGroup());
    SavepointEnvironment environment =
        new SavepointEnvironment.Builder(
                runtime, new ExecutionConfig(), task.getMaxNumberOfParallelSubtasks())
            .setConfiguration(new Configuration())
            .setSubtaskIndex(task.getIndexOfThisSubtask())
            .setPrioritizedOperatorSubtaskState(handles(operator, task, keyless))
            .build();
    return new StreamTaskStateInitializerImpl(environment, new EmbeddedRocksDBStateBackend(true))
        .streamOperatorStateContext(
            operator.getOperatorID(),
            "state",
            new NeverFireProcessingTimeService(),
            new NoKeyContext(),
            keyless ? null : EntityKeySerializer.INSTANCE,
            registry,
            runtime.getMetricGroup(),
            1.0,
            false);
  }

  private static PrioritizedOperatorSubtaskState handles(
      OperatorState operator, TaskInfo task, boolean keyless) {
    KeyGroupRange range =
        KeyGroupRangeAssignment.computeKeyGroupRangeForOperatorIndex(
            task.getMaxNumberOfParallelSubtasks(),
            task.getNumberOfParallelSubtasks(),
            task.getIndexOfThisSubtask());
    List<KeyedStateHandle> keyed =
        keyless ? List.of() : StateAssignmentOperation.getManagedKeyedStateHandles(operator, range);
    List<OperatorStateHandle> union = new ArrayList<>();
    for (OperatorSubtaskState subtask : operator.getStates()) {
      union.addAll(subtask.getManagedOperatorState());
    }
    OperatorSubtaskState state =
        OperatorSubtaskState.builder()
            .setManagedKeyedState(new StateObjectCollection<>(keyed))
            .setManagedOperatorState(
                new StateObjectCollection<>(keyless ? union : List.<OperatorStateHandle>of()))
            .build();
    return new PrioritizedOperatorSubtaskState.Builder(state, List.of()).build();
  }

  /** What is stored of {@code key}, which is of these key groups; null where nothing is. */
  MergedEntity get(EntityKey key) throws Exception {
    keys.setCurrentKey(key);
    return entities.value();
  }

  void forEach(EntityVisitor visitor) throws Exception {
    try (Stream<EntityKey> all = keys.getKeys(MergeStates.ENTITY, VoidNamespace.INSTANCE)) {
      for (Iterator<EntityKey> each = all.iterator(); each.hasNext(); ) {
        EntityKey key = each.next();
        visitor.visit(key, get(key));
      }
    }
  }

  SavedMemory memory() throws Exception {
    OperatorStateBackend lists = context.operatorStateBackend();
    Frontier frontier = new Frontier();
    MergeStates.join(lists.getUnionListState(MergeStates.frontier()).get(), frontier);
    return new SavedMemory(
        frontier,
        byEntity(lists.getUnionListState(MergeStates.policies()).get()),
        byEntity(lists.getUnionListState(MergeStates.definitions()).get()));
  }

  private static Map<String, String> byEntity(Iterable<Tuple2<String, String>> written) {
    Map<String, String> texts = new LinkedHashMap<>();
    written.forEach(entry -> texts.put(entry.f0, entry.f1));
    return texts;
  }

  @Override
  public void close() throws IOException {
    if (keys != null) {
      keys.dispose();
    }
    context.operatorStateBackend().dispose();
    registry.close();
  }

  /** Keys are set on the backend itself. */
  private static final class NoKeyContext implements KeyContext {
    @Override
    public void setCurrentKey(Object key) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Object getCurrentKey() {
      throw new UnsupportedOperationException();
    }
  }
}
