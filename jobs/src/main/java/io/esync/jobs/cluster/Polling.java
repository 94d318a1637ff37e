package io.esync.jobs.cluster;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Asks again and again until there is an answer: Flink's processes and REST API announce nothing.
 */
public final class Polling {
  private static final Duration PAUSE = Duration.ofMillis(100);

  private Polling() {}

  /**
   * The first answer of {@code probe}.
   *
   * @param probe asked at least once; an exception it throws ends the polling
   * @param tooLate makes the exception for the case that no answer came within the timeout
   */
  public static <T> T poll(
      Duration timeout, Supplier<Optional<T>> probe, Supplier<ClusterException> tooLate) {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (true) {
      Optional<T> answer = probe.get();
      if (answer.isPresent()) {
        return answer.get();
      }
      if (System.nanoTime() - deadline >= 0) {
        throw tooLate.get();
      }
      pause();
    }
  }

  /** Like {@link #poll} for a condition; false when it did not hold within the timeout. */
  public static boolean holds(Duration timeout, Supplier<Boolean> condition) {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (!condition.get()) {
      if (System.nanoTime() - deadline >= 0) {
        return false;
      }
      pause();
    }
    return true;
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException("Interrupted while waiting for Flink.", e);
    }
  }
}
