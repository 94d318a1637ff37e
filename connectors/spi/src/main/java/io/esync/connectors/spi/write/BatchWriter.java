package io.esync.connectors.spi.write;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import io.esync.connectors.spi.TargetException;
import io.esync.connectors.spi.TargetWriter;
import io.esync.connectors.spi.TargetWriterFactory;
import io.esync.operators.model.ChangeRecord;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * Writes a batch as far as it can be written: repeats it while the failure is a passing one, for a
 * bounded time, and halves a refused batch until the refused records stand alone.
 */
final class BatchWriter implements AutoCloseable {
  private static final Duration FIRST_DELAY = Duration.ofMillis(100);
  private static final Duration GREATEST_DELAY = Duration.ofSeconds(5);
  private static final double JITTER = 0.2;

  private final TargetWriter writer;
  private final RetryPolicy<Object> retries;
  private final Refused onRefused;

  private BatchWriter(TargetWriter writer, RetryPolicy<Object> retries, Refused onRefused) {
    this.writer = writer;
    this.retries = retries;
    this.onRefused = onRefused;
  }

  /**
   * Opens the target's writer, with the same patience as for a write.
   *
   * @param onRetry runs before each repetition
   * @param onRefused gets each record that the target will never take, and why
   */
  static BatchWriter open(
      TargetWriterFactory factory, Duration retryTimeout, Runnable onRetry, Refused onRefused)
      throws TargetException {
    RetryPolicy<Object> retries = retryPolicy(retryTimeout, onRetry);
    TargetWriter writer = attempt(retries, factory::open);
    return new BatchWriter(writer, retries, Objects.requireNonNull(onRefused, "onRefused"));
  }

  private static RetryPolicy<Object> retryPolicy(Duration timeout, Runnable onRetry) {
    var policy = RetryPolicy.builder().handleIf(BatchWriter::isTransient);
    return timeout.isZero()
        ? policy.withMaxRetries(0).build()
        : policy
            .withBackoff(FIRST_DELAY, GREATEST_DELAY)
            .withJitter(JITTER)
            .withMaxRetries(-1)
            .withMaxDuration(timeout)
            .onRetry(event -> onRetry.run())
            .build();
  }

  private static boolean isTransient(Throwable failure) {
    return failure instanceof TargetException target
        && target.kind() == TargetException.Kind.TRANSIENT;
  }

  /**
   * Writes {@code batch} but for the records that are refused.
   *
   * @throws TargetException if the target cannot be written at all, or not within the time for
   *     repetitions
   */
  void write(List<ChangeRecord> batch) throws TargetException {
    try {
      attempt(
          retries,
          () -> {
            writer.write(batch);
            return null;
          });
    } catch (TargetException e) {
      if (e.kind() != TargetException.Kind.REFUSED) {
        throw e;
      }
      if (batch.size() == 1) {
        onRefused.accept(batch.get(0), e);
      } else {
        write(batch.subList(0, batch.size() / 2));
        write(batch.subList(batch.size() / 2, batch.size()));
      }
    }
  }

  private static <T> T attempt(RetryPolicy<Object> retries, Attempt<T> attempt)
      throws TargetException {
    try {
      return Failsafe.with(retries).get(attempt::run);
    } catch (FailsafeException e) {
      if (e.getCause() instanceof TargetException target) {
        throw target;
      }
      throw e;
    }
  }

  @Override
  public void close() throws TargetException {
    writer.close();
  }

  /** Takes a record that the target will never take, with the reason. */
  @FunctionalInterface
  interface Refused {
    void accept(ChangeRecord change, TargetException refusal) throws TargetException;
  }

  /** One try. */
  @FunctionalInterface
  private interface Attempt<T> {
    T run() throws TargetException;
  }
}
