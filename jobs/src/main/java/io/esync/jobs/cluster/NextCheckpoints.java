package io.esync.jobs.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Checkpoints that a job makes from now on. */
public final class NextCheckpoints {
  private NextCheckpoints() {}

  /**
   * Waits until two checkpoints are complete, both of which began after this call, one after the
   * other: with the second, what the first one holds is committed. Goes by the times when they
   * began, as the counts that Flink gives are some seconds old. Supposes a cluster with the clock
   * of this machine.
   *
   * @throws ClusterException if that takes longer than twice the timeout
   */
  public static void await(FlinkRest flink, String job, Duration timeout) {
    Instant first = begunAfter(Instant.now(), flink, job, timeout);
    begunAfter(first, flink, job, timeout);
  }

  private static Instant begunAfter(Instant time, FlinkRest flink, String job, Duration timeout) {
    return Polling.poll(
        timeout,
        () -> latestBegin(flink, job).filter(begin -> begin.isAfter(time)),
        () -> new ClusterException("There was no checkpoint within " + timeout + " of job " + job));
  }

  private static Optional<Instant> latestBegin(FlinkRest flink, String job) {
    return flink.checkpoints(job).latestBegin();
  }
}
