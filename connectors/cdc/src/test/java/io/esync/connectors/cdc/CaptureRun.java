package io.esync.connectors.cdc;

import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.esync.operators.flink.ModelTypeInfo;
import io.esync.operators.model.Heartbeat;
import io.esync.operators.model.SourceRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** One run of a job that captures a source into memory; what it emits outlives it. */
final class CaptureRun implements AutoCloseable {
  private static final Map<String, Queue<SourceRecord>> EMITTED = new ConcurrentHashMap<>();
  private static final Map<String, AtomicInteger> CHECKPOINTS = new ConcurrentHashMap<>();
  private static final Map<String, AtomicReference<Predicate<SourceRecord>>> FAILURES =
      new ConcurrentHashMap<>();

  private final String id;
  private final JobClient job;

  private CaptureRun(String id, JobClient job) {
    this.id = id;
    this.job = job;
  }

  /** Starts a job. Runs of the same id add to the same records. */
  static CaptureRun start(
      String id, Source<SourceRecord, ?, ?> source, int parallelism, String savepoint)
      throws Exception {
    Configuration settings = new Configuration();
    settings.set(PipelineOptions.GENERIC_TYPES, false);
    settings.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    settings.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 3);
    settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(50));
    if (savepoint != null) {
      settings.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
    }
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(settings);
    env.setParallelism(parallelism);
    env.enableCheckpointing(200);
    env.fromSource(source, WatermarkStrategy.noWatermarks(), "source")
        .uid("source")
        .map(new Collecting(id))
        .returns(ModelTypeInfo.SOURCE_RECORD)
        .uid("collect")
        .sinkTo(new DiscardingSink<>())
        .uid("discard");
    return new CaptureRun(id, env.executeAsync(id));
  }

  /** All that was emitted but for heartbeats, in order of arrival. */
  List<SourceRecord> records() {
    return records(id);
  }

  static List<SourceRecord> records(String id) {
    return all(id).stream().filter(record -> !(record instanceof Heartbeat)).toList();
  }

  /** All that was emitted, heartbeats among it. */
  List<SourceRecord> all() {
    return all(id);
  }

  private static List<SourceRecord> all(String id) {
    return List.copyOf(EMITTED.computeIfAbsent(id, key -> new ConcurrentLinkedQueue<>()));
  }

  List<Heartbeat> heartbeats() {
    return all(id).stream().filter(Heartbeat.class::isInstance).map(Heartbeat.class::cast).toList();
  }

  /** Makes the job fail once, at the first record that matches. */
  static void failOnceAt(String id, Predicate<SourceRecord> condition) {
    failure(id).set(condition);
  }

  boolean hasFailed() {
    return failure(id).get() == null;
  }

  private static AtomicReference<Predicate<SourceRecord>> failure(String id) {
    return FAILURES.computeIfAbsent(id, key -> new AtomicReference<>());
  }

  JobStatus status() {
    return job.getJobStatus().join();
  }

  /** The message of the failure that ended the job. */
  Throwable awaitFailure() {
    return catchThrowable(() -> job.getJobExecutionResult().get(2, TimeUnit.MINUTES));
  }

  String stopWithSavepoint(Path folder) throws Exception {
    return job.stopWithSavepoint(false, folder.toUri().toString(), SavepointFormatType.CANONICAL)
        .get();
  }

  String savepoint(Path folder) throws Exception {
    return job.triggerSavepoint(folder.toUri().toString(), SavepointFormatType.CANONICAL).get();
  }

  @Override
  public void close() {
    if (!status().isGloballyTerminalState()) {
      job.cancel().join();
      await().until(() -> status().isGloballyTerminalState());
    }
  }

  /** How many checkpoints have completed since the first run of {@code id} started. */
  static int checkpoints(String id) {
    return CHECKPOINTS.computeIfAbsent(id, key -> new AtomicInteger()).get();
  }

  private static final class Collecting
      implements MapFunction<SourceRecord, SourceRecord>, CheckpointListener {
    private static final long serialVersionUID = 1L;

    private final String id;

    Collecting(String id) {
      this.id = id;
    }

    @Override
    public SourceRecord map(SourceRecord record) {
      Predicate<SourceRecord> failure = failure(id).get();
      if (failure != null && failure.test(record) && failure(id).compareAndSet(failure, null)) {
        throw new IllegalStateException("a failure that the test asked for");
      }
      EMITTED.computeIfAbsent(id, key -> new ConcurrentLinkedQueue<>()).add(record);
      return record;
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) {
      CHECKPOINTS.computeIfAbsent(id, key -> new AtomicInteger()).incrementAndGet();
    }
  }
}
