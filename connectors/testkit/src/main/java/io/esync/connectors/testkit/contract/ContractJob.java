package io.esync.connectors.testkit.contract;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A job on the mini cluster of the test. It checkpoints often and restarts three times at most, and
 * takes neither generic types nor generated uids, as a pipeline does.
 */
record ContractJob(JobClient client) implements AutoCloseable {
  private static final Duration CHECKPOINTS = Duration.ofMillis(50);

  /** How long a test waits for what must come. */
  static final Duration PATIENCE = Duration.ofMinutes(2);

  /**
   * Where the steps of a job are added.
   *
   * @param savepoint to start from; null where there is none
   */
  static StreamExecutionEnvironment environment(int parallelism, String savepoint) {
    return environment(parallelism, savepoint, CHECKPOINTS);
  }

  /** The same, with a checkpoint {@code interval} after the start, and as long after each. */
  static StreamExecutionEnvironment environment(
      int parallelism, String savepoint, Duration interval) {
    Configuration settings = new Configuration();
    settings.set(PipelineOptions.GENERIC_TYPES, false);
    settings.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    settings.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 3);
    settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, CHECKPOINTS);
    if (savepoint != null) {
      settings.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
    }
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(settings);
    environment.setParallelism(parallelism);
    environment.enableCheckpointing(interval.toMillis());
    environment.getCheckpointConfig().setMinPauseBetweenCheckpoints(interval.toMillis());
    return environment;
  }

  JobStatus status() {
    return client.getJobStatus().join();
  }

  /** The failure that ends the job, once it has; null if it ends without one. */
  Throwable awaitFailure() {
    try {
      client.getJobExecutionResult().get(2 * PATIENCE.toSeconds(), TimeUnit.SECONDS);
      return null;
    } catch (ExecutionException e) {
      return e;
    } catch (InterruptedException | TimeoutException e) {
      throw new IllegalStateException("the job does not end", e);
    }
  }

  /** Takes a savepoint, and says where it is. */
  String savepoint(Path folder) throws Exception {
    return client.triggerSavepoint(folder.toUri().toString(), SavepointFormatType.CANONICAL).get();
  }

  /** Stops the job, and says where its savepoint is. */
  String stopWithSavepoint(Path folder) {
    return StoppedJob.withSavepoint(client, folder);
  }

  @Override
  public void close() {
    if (!status().isGloballyTerminalState()) {
      client.cancel().join();
      await().atMost(PATIENCE).until(() -> status().isGloballyTerminalState());
    }
  }
}
