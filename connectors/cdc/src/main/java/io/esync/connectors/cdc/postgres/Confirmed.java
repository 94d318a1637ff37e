package io.esync.connectors.cdc.postgres;

import java.io.Serializable;
import java.util.concurrent.atomic.AtomicLong;

/** The position up to which completed checkpoints hold the log; it only grows. */
final class Confirmed implements Serializable {
  private static final long serialVersionUID = 1L;

  private final AtomicLong position = new AtomicLong();

  long position() {
    return position.get();
  }

  void advance(long to) {
    position.accumulateAndGet(to, Math::max);
  }
}
