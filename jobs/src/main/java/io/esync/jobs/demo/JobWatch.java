package io.esync.jobs.demo;

import io.esync.jobs.cluster.FlinkJob;
import io.esync.jobs.cluster.FlinkRest;
import io.esync.jobs.cluster.JobFailure;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waits for what a job does, and gives up with the job's own failure when it does not. */
final class JobWatch {
  private static final Duration PAUSE = Duration.ofMillis(400);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final FlinkRest flink;
  private final String jobId;

  JobWatch(FlinkRest flink, String jobId) {
    this.flink = flink;
    this.jobId = jobId;
  }

  /** What is waited for. */
  interface Goal {
    /** How far it is: any number that rises as long as the job gets on. */
    long progress() throws SQLException;

    /** Whether this much is all. */
    boolean reached(long progress) throws SQLException;
  }

  /**
   * Waits until the goal is reached.
   *
   * @param what the goal, for the message
   * @throws DemoFailedException when the job has failed, or nothing has moved for a minute
   */
  void await(String what, Goal goal) throws SQLException {
    long last = -1;
    long moved = System.nanoTime();
    while (true) {
      long progress = goal.progress();
      if (goal.reached(progress)) {
        return;
      }
      requireAlive();
      if (progress != last) {
        last = progress;
        moved = System.nanoTime();
      } else if (System.nanoTime() - moved > PATIENCE.toNanos()) {
        throw new DemoFailedException(
            "The job makes no progress: " + what + " is not there after a minute. " + why());
      }
      pause();
    }
  }

  private void requireAlive() {
    FlinkJob job = flink.job(jobId);
    if (job.isTerminal()) {
      throw new DemoFailedException("The job is " + job.state() + ". " + why());
    }
  }

  /** The job's latest failure; the Web UI is gone when the message is read. */
  private String why() {
    return flink.failure(jobId).map(JobFailure::message).orElse("Flink names no failure of it.");
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DemoFailedException("Interrupted.", e);
    }
  }
}
