package io.esync.connectors.spi.http;

import dev.failsafe.RateLimiter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** Lets requests through as often as it may be, and none before the time that the server named. */
final class RateGate {
  private static final long NANOS_OF_MILLI = 1_000_000;
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Duration maxWait;
  private final InstantSource clock;

  /** Null where there is no limit. */
  private final RateLimiter<Object> pace;

  private final AtomicLong waitedMillis = new AtomicLong();

  private Instant closedUntil = Instant.MIN;

  /**
   * @param perSecond most requests; null for any number
   * @param maxWait longest time to wait for the server's sake
   */
  RateGate(Double perSecond, Duration maxWait, InstantSource clock) {
    this.maxWait = maxWait;
    this.clock = clock;
    this.pace =
        perSecond == null
            ? null
            : RateLimiter.smoothBuilder(
                    Duration.ofNanos((long) Math.ceil(SECOND.toNanos() / perSecond)))
                .build();
  }

  /**
   * Waits until a request may be made.
   *
   * @throws HttpFailure passing, if that is too far off
   */
  void pass(HttpCall call) throws HttpFailure, InterruptedException {
    for (Duration wait = untilOpen(); !wait.isZero(); wait = untilOpen()) {
      if (wait.compareTo(maxWait) > 0) {
        throw new HttpFailure(
            HttpFailure.NO_ANSWER,
            true,
            "%s is not made: the server takes no requests for another %d s, longer than 'max_wait'"
                .formatted(call, wait.toSeconds()),
            null);
      }
      sleep(wait.toMillis() + 1);
    }
    if (pace != null) {
      pace.acquirePermit();
    }
  }

  private void sleep(long millis) throws InterruptedException {
    long start = System.nanoTime();
    try {
      Thread.sleep(millis);
    } finally {
      waitedMillis.addAndGet((System.nanoTime() - start) / NANOS_OF_MILLI);
    }
  }

  /** How long requests have waited for the server's sake. */
  long waitedMillis() {
    return waitedMillis.get();
  }

  /** How long no request may be made. */
  synchronized Duration untilOpen() {
    Instant now = clock.instant();
    return closedUntil.isAfter(now) ? Duration.between(now, closedUntil) : Duration.ZERO;
  }

  /** The server takes no request before {@code until}. */
  synchronized void close(Instant until) {
    if (until.isAfter(closedUntil)) {
      closedUntil = until;
    }
  }
}
