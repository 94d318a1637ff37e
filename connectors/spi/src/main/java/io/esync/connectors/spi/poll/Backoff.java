package io.esync.connectors.spi.poll;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait before the next attempt: twice as long each time, up to half a minute, and by a
 * fifth more or less, so that many that failed together do not come again together.
 */
final class Backoff {
  private static final Duration FIRST = Duration.ofMillis(100);
  private static final Duration MOST = Duration.ofSeconds(30);

  private static final double JITTER = 0.2;

  private Duration next = FIRST;

  /** The time to wait now. */
  Duration next() {
    double jitter = ThreadLocalRandom.current().nextDouble(1 - JITTER, 1 + JITTER);
    Duration now = next;
    Duration twice = now.multipliedBy(2);
    next = twice.compareTo(MOST) > 0 ? MOST : twice;
    return Duration.ofMillis((long) (now.toMillis() * jitter));
  }

  /** An attempt succeeded. */
  void reset() {
    next = FIRST;
  }
}
