package io.esync.connectors.iceberg;

import static org.awaitility.Awaitility.await;

import io.esync.connectors.spi.TargetContext;
import io.esync.connectors.spi.write.OnRefusal;
import io.esync.connectors.spi.write.WriteStep;
import io.esync.connectors.testkit.contract.StoppedJob;
import io.esync.operators.flink.ModelTypeInfo;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.Rejection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** A job that writes a script of changes, with a checkpoint after each few of them. */
final class LakeRun {
  private static final Map<String, List<ChangeRecord>> SCRIPTS = new ConcurrentHashMap<>();
  private static final Map<String, Queue<Rejection>> REJECTIONS = new ConcurrentHashMap<>();
  private static final Map<String, Integer> FAIL_AT = new ConcurrentHashMap<>();

  private final JobClient job;

  private LakeRun(JobClient job) {
    this.job = job;
  }

  /** Lets the job of {@code id} fail once, when a checkpoint was completed after this change. */
  static void failOnceAfter(String id, int change) {
    FAIL_AT.put(id, change);
  }

  static boolean hasFailed(String id) {
    return !FAIL_AT.containsKey(id);
  }

  static List<Rejection> rejections(String id) {
    return List.copyOf(REJECTIONS.getOrDefault(id, new ConcurrentLinkedQueue<>()));
  }

  static LakeRun start(
      String id,
      List<ChangeRecord> script,
      int perCheckpoint,
      IcebergConfig config,
      TargetContext<IcebergRoute> context,
      String savepoint)
      throws Exception {
    SCRIPTS.put(id, script);
    Configuration settings = new Configuration();
    settings.set(PipelineOptions.GENERIC_TYPES, false);
    settings.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    settings.set(PipelineOptions.OBJECT_REUSE, true);
    settings.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 2);
    settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(20));
    if (savepoint != null) {
      settings.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
    }
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(settings);
    env.setParallelism(2);
    env.enableCheckpointing(100);
    var changes =
        env.fromSource(
                new DataGeneratorSource<>(
                    index -> index,
                    script.size(),
                    RateLimiterStrategy.perCheckpoint(perCheckpoint),
                    Types.LONG),
                WatermarkStrategy.noWatermarks(),
                "script")
            .setParallelism(1)
            .uid("script")
            .map(new Play(id))
            .returns(ModelTypeInfo.CHANGE_RECORD)
            .uid("play")
            .setParallelism(1)
            .keyBy(ChangeRecord::key, ModelTypeInfo.ENTITY_KEY);
    new WriteStep("shop/target/lake", "lake", 2, OnRefusal.REJECT)
        .add(changes, new IcebergConnector().target(config, context))
        .map(new Keep(id))
        .returns(ModelTypeInfo.REJECTION)
        .uid("keep")
        .sinkTo(new DiscardingSink<>())
        .uid("discard");
    return new LakeRun(env.executeAsync(id));
  }

  /** Waits until the whole script is written and committed. */
  void awaitEnd() throws Exception {
    job.getJobExecutionResult().get(3, TimeUnit.MINUTES);
  }

  String stopWithSavepoint(Path folder) throws Exception {
    await().ignoreExceptions().until(() -> job.getJobStatus().get() == JobStatus.RUNNING);
    return StoppedJob.withSavepoint(job, folder);
  }

  private static final class Play implements MapFunction<Long, ChangeRecord>, CheckpointListener {
    private static final long serialVersionUID = 1L;
    private final String id;
    private transient volatile long last;

    Play(String id) {
      this.id = id;
    }

    @Override
    public ChangeRecord map(Long index) {
      last = index;
      return SCRIPTS.get(id).get(index.intValue());
    }

    @Override
    public void notifyCheckpointComplete(long checkpoint) {
      Integer failAt = FAIL_AT.get(id);
      if (failAt != null && last >= failAt) {
        FAIL_AT.remove(id);
        throw new IllegalStateException("fails on purpose");
      }
    }
  }

  private static final class Keep implements MapFunction<Rejection, Rejection> {
    private static final long serialVersionUID = 1L;
    private final String id;

    Keep(String id) {
      this.id = id;
    }

    @Override
    public Rejection map(Rejection rejection) {
      REJECTIONS.computeIfAbsent(id, key -> new ConcurrentLinkedQueue<>()).add(rejection);
      return rejection;
    }
  }
}
