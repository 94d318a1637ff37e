package io.esync.connectors.spi.write;

import io.esync.connectors.spi.WriteOptions;
import io.esync.operators.flink.ModelTypeInfo;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.Rejection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.runtime.clusterframework.types.ResourceID;
import org.apache.flink.runtime.executiongraph.ExecutionGraphTestUtils;
import org.apache.flink.runtime.metrics.groups.TaskManagerMetricGroup;
import org.apache.flink.runtime.metrics.groups.TaskMetricGroup;
import org.apache.flink.runtime.metrics.util.TestingMetricRegistry;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.runtime.util.TestingTaskManagerRuntimeInfo;
import org.apache.flink.streaming.runtime.tasks.mailbox.TaskMailbox;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;

/** The write operator as Flink runs it, over a fake target. */
final class WriteHarness implements AutoCloseable {
  static final Duration FLUSH_INTERVAL = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Map<String, Metric> metrics = new ConcurrentHashMap<>();
  private final MockEnvironment environment;
  private final OneInputStreamOperatorTestHarness<ChangeRecord, Rejection> harness;

  WriteHarness(FakeTarget target, int batchSize, Duration retryTimeout, OnRefusal onRefusal)
      throws Exception {
    WriteOptions options = new WriteOptions(batchSize, FLUSH_INTERVAL, retryTimeout);
    WriteOperatorFactory operator =
        new WriteOperatorFactory(
            "dwh", target, options, new Refusals("customers/target/dwh", onRefusal));
    environment =
        new MockEnvironmentBuilder()
            .setMetricGroup(metricGroup())
            .setTaskManagerRuntimeInfo(
                new TestingTaskManagerRuntimeInfo(
                    new Configuration()
                        .set(TaskManagerOptions.TASK_CANCELLATION_INTERVAL, PATIENCE)))
            .build();
    harness =
        new OneInputStreamOperatorTestHarness<>(
            operator,
            ModelTypeInfo.CHANGE_RECORD.createSerializer(new SerializerConfigImpl()),
            environment);
    harness.setup(ModelTypeInfo.REJECTION.createSerializer(new SerializerConfigImpl()));
  }

  private TaskMetricGroup metricGroup() {
    TestingMetricRegistry registry =
        TestingMetricRegistry.builder()
            .setRegisterConsumer(
                (metric, name, group) -> metrics.put(group.getMetricIdentifier(name), metric))
            .build();
    return TaskManagerMetricGroup.createTaskManagerMetricGroup(
            registry, "localhost", ResourceID.generate())
        .addJob(new JobID(), "job")
        .addTask(ExecutionGraphTestUtils.createExecutionAttemptId(), "task");
  }

  static WriteHarness open(FakeTarget target, int batchSize) throws Exception {
    WriteHarness harness =
        new WriteHarness(target, batchSize, Duration.ofMinutes(1), OnRefusal.REJECT);
    harness.open();
    return harness;
  }

  void open() throws Exception {
    harness.open();
  }

  /** Gives in changes, and waits until what was started of them is written. */
  void process(ChangeRecord... changes) throws Exception {
    feed(changes);
    settle();
  }

  /** Gives in changes, and does not wait. */
  void feed(ChangeRecord... changes) throws Exception {
    for (ChangeRecord change : changes) {
      harness.processElement(change, 0L);
    }
  }

  /** Waits until nothing is being written. */
  private void settle() throws Exception {
    while (((WriteOperator) (Object) harness.getOperator()).isWriting()) {
      harness.getTaskMailbox().take(TaskMailbox.MIN_PRIORITY).run();
    }
  }

  void barrier() throws Exception {
    harness.prepareSnapshotPreBarrier(1L);
  }

  void time(Duration sinceStart) throws Exception {
    harness.setProcessingTime(sinceStart.toMillis());
    settle();
  }

  void endInput() throws Exception {
    harness.endInput();
  }

  List<Rejection> rejections() {
    return harness.extractOutputValues();
  }

  /** The count or value of the metric whose name ends in {@code name}. */
  long metric(String name) {
    return metrics.entrySet().stream()
        .filter(entry -> entry.getKey().endsWith(".esync." + name))
        .mapToLong(entry -> value(entry.getValue()))
        .findFirst()
        .orElse(0);
  }

  private static long value(Metric metric) {
    return metric instanceof Counter counter
        ? counter.getCount()
        : ((Number) ((Gauge<?>) metric).getValue()).longValue();
  }

  @Override
  public void close() {
    try {
      harness.close();
      environment.close();
    } catch (Exception e) {
      throw new IllegalStateException("the harness does not close", e);
    }
  }
}
