package io.esync.connectors.spi;

import java.io.Serializable;
import java.time.Duration;

/**
 * How the write operator drives a {@link TargetWriter}.
 *
 * @param batchSize most records of a batch
 * @param flushInterval how long a record waits at most for its batch to fill
 * @param retryTimeout how long a batch is tried again after transient failures before the job fails
 *     over
 * @param everyChange whether each change is written, even if a later one of its key waits as well
 */
public record WriteOptions(
    int batchSize, Duration flushInterval, Duration retryTimeout, boolean everyChange)
    implements Serializable {
  public WriteOptions {
    if (batchSize < 1) {
      throw new IllegalArgumentException("batch_size must be at least 1, not " + batchSize);
    }
    if (flushInterval.isNegative() || flushInterval.isZero()) {
      throw new IllegalArgumentException("flush_interval must be positive, not " + flushInterval);
    }
    if (retryTimeout.isNegative()) {
      throw new IllegalArgumentException("retry_timeout must not be negative: " + retryTimeout);
    }
  }

  /** Options by which the latest of the changes that wait for one key may stand for all of them. */
  public WriteOptions(int batchSize, Duration flushInterval, Duration retryTimeout) {
    this(batchSize, flushInterval, retryTimeout, false);
  }

  /** The same, but for writing every change. */
  public WriteOptions withEveryChange() {
    return new WriteOptions(batchSize, flushInterval, retryTimeout, true);
  }
}
