package io.esync.connectors.webhook;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** How much is under way, held to its limits. For any number of threads. */
final class Load {
  /** What an event takes beside its body, about. */
  static final int EVENT_BYTES = 2048;

  private final LimitOptions limits;
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();
  private volatile int remembered;

  Load(LimitOptions limits) {
    this.limits = limits;
  }

  /** Whether one more event may wait for its answer; then it does. */
  boolean beginsToWait() {
    if (waiting.incrementAndGet() > limits.waiting()) {
      waiting.decrementAndGet();
      return false;
    }
    return true;
  }

  void waitsNoMore() {
    waiting.decrementAndGet();
  }

  /** Whether so many more bytes may be held; then they are. */
  boolean holds(int more) {
    if (bytes.addAndGet(more) > limits.bufferBytes()) {
      bytes.addAndGet(-more);
      return false;
    }
    return true;
  }

  void releases(int fewer) {
    bytes.addAndGet(-fewer);
  }

  void remembers(int deliveries) {
    remembered = deliveries;
  }

  int waiting() {
    return waiting.get();
  }

  long bytes() {
    return bytes.get();
  }

  int remembered() {
    return remembered;
  }
}
