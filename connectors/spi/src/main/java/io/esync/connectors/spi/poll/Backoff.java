package io.esync.connectors.spi.poll;

import java.time.Duration;

/** How long to wait before the next attempt: twice as long each time, up to half a minute. */
final class Backoff {
  private static final Duration FIRST = Duration.ofMillis(100);
  private static final Duration MOST = Duration.ofSeconds(30);

  private Duration next = FIRST;

  /** The time to wait now. */
  Duration next() {
    Duration now = next;
    Duration twice = now.multipliedBy(2);
    next = twice.compareTo(MOST) > 0 ? MOST : twice;
    return now;
  }

  /** An attempt succeeded. */
  void reset() {
    next = FIRST;
  }
}
