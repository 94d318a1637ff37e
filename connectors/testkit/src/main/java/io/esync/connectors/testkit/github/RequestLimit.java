package io.esync.connectors.testkit.github;

import io.esync.connectors.testkit.http.Reply;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** How many requests there may be in a time, and how many of them are left. */
final class RequestLimit {
  private int limit = 5000;
  private Duration window = Duration.ofHours(1);
  private int used;
  private Instant reset = Instant.MIN;

  synchronized void set(int newLimit, Duration newWindow) {
    limit = newLimit;
    window = newWindow;
    used = 0;
    reset = Instant.MIN;
  }

  /** Whether there is no request left. */
  synchronized boolean isExhausted() {
    Instant now = Instant.now();
    if (!now.isBefore(reset)) {
      used = 0;
      reset = now.plus(window).truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
    }
    return used >= limit;
  }

  synchronized void use() {
    used++;
  }

  synchronized int used() {
    return used;
  }

  synchronized Reply on(Reply reply) {
    return reply
        .with("X-RateLimit-Limit", String.valueOf(limit))
        .with("X-RateLimit-Remaining", String.valueOf(Math.max(0, limit - used)))
        .with("X-RateLimit-Used", String.valueOf(used))
        .with("X-RateLimit-Reset", String.valueOf(reset.getEpochSecond()))
        .with("X-RateLimit-Resource", "core");
  }
}
