package io.esync.connectors.spi.poll;

import io.esync.connectors.spi.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * When splits are polled: at the fires of a schedule, or a while after the last poll ended. A split
 * that is due at no time is polled at once.
 */
final class Beat {
  private final Schedule schedule;
  private final Duration interval;
  private final InstantSource clock;

  /**
   * @param schedule null where the interval counts
   */
  Beat(Schedule schedule, Duration interval, InstantSource clock) {
    this.schedule = schedule;
    this.interval = interval;
    this.clock = clock;
  }

  /**
   * When a split is due that was saved. What is overdue is due once, however many fires were
   * missed; what lies ahead follows today's schedule, which may be another one than it was.
   */
  Instant resume(Instant saved) {
    if (saved == null || schedule == null) {
      return null;
    }
    Instant now = clock.instant();
    return saved.isAfter(now) ? schedule.next(saved, now) : saved;
  }

  /** When a split is due next whose poll has just ended; null where no schedule says it. */
  Instant next(Instant due) {
    if (schedule == null) {
      return null;
    }
    Instant now = clock.instant();
    return schedule.next(due == null ? now : due, now);
  }

  /** How long to wait for the first poll since the start. */
  Duration untilStart(Instant due) {
    return due == null ? Duration.ZERO : until(due);
  }

  /** How long to wait for the poll after one that found all there is. */
  Duration untilNext(Instant due) {
    return due == null ? interval : until(due);
  }

  private Duration until(Instant due) {
    Duration left = Duration.between(clock.instant(), due);
    return left.isNegative() ? Duration.ZERO : left;
  }
}
