package io.esync.jobs.compile;

import io.esync.jobs.spec.PipelineSpec;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The settings that a pipeline's guarantees rest on; a cluster's configuration cannot loosen them.
 *
 * <p>No generated uid, so that state is always found again; no generic type, so that nothing is
 * ever written by Kryo; a fixed maximum parallelism, so that key groups stay where they are;
 * RocksDB with incremental, exactly-once checkpoints, which outlive a cancellation.
 */
final class FailClosed {
  /** How long a change waits between tasks where little happens; Flink's own 100 ms are felt. */
  private static final Duration BUFFER_TIMEOUT = Duration.ofMillis(20);

  private FailClosed() {}

  static void configure(StreamExecutionEnvironment environment, PipelineSpec pipeline) {
    Configuration settings = new Configuration();
    settings.set(PipelineOptions.NAME, pipeline.id());
    settings.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    settings.set(PipelineOptions.GENERIC_TYPES, false);
    settings.set(PipelineOptions.OBJECT_REUSE, true);
    settings.set(PipelineOptions.MAX_PARALLELISM, pipeline.maxParallelism());
    settings.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
    settings.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
    settings.set(
        CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
    settings.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, pipeline.checkpointing().interval());
    settings.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, pipeline.checkpointing().timeout());
    if (environment.getConfiguration().getOptional(ExecutionOptions.BUFFER_TIMEOUT).isEmpty()) {
      settings.set(ExecutionOptions.BUFFER_TIMEOUT_ENABLED, true);
      settings.set(ExecutionOptions.BUFFER_TIMEOUT, BUFFER_TIMEOUT);
    }
    environment.configure(settings);
    if (pipeline.parallelism() != null) {
      environment.setParallelism(pipeline.parallelism());
    }
  }
}
