package io.esync.connectors.testkit.contract;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.CheckpointException;
import org.apache.flink.runtime.checkpoint.CheckpointFailureReason;
import org.apache.flink.util.ExceptionUtils;

/** Stops a job of a test that may have begun to work in a part of its tasks only. */
public final class StoppedJob {
  private StoppedJob() {}

  /**
   * Stops the job, and says where its savepoint is. Asks again while tasks have not started: Flink
   * declines until then, and the job goes on.
   */
  public static String withSavepoint(JobClient job, Path folder) {
    AtomicReference<String> savepoint = new AtomicReference<>();
    await()
        .until(
            () -> {
              savepoint.set(stop(job, folder.toUri().toString()));
              return savepoint.get() != null;
            });
    return savepoint.get();
  }

  private static String stop(JobClient job, String folder) throws Exception {
    try {
      return job.stopWithSavepoint(false, folder, SavepointFormatType.CANONICAL).get();
    } catch (ExecutionException e) {
      if (isTooEarly(e)) {
        return null;
      }
      throw e;
    }
  }

  private static boolean isTooEarly(ExecutionException failure) {
    return ExceptionUtils.findThrowable(failure, CheckpointException.class)
        .filter(
            cause ->
                cause.getCheckpointFailureReason()
                    == CheckpointFailureReason.NOT_ALL_REQUIRED_TASKS_RUNNING)
        .isPresent();
  }
}
