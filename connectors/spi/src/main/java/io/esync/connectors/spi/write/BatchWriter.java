package io.esync.connectors.spi.write;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import io.esync.connectors.spi.TargetException;
import io.esync.connectors.spi.TargetWriter;
import io.esync.connectors.spi.TargetWriterFactory;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.EntityKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
  private final WriteMetrics metrics;
  private final Refused onRefused;

  private BatchWriter(
      TargetWriter writer, RetryPolicy<Object> retries, WriteMetrics metrics, Refused onRefused) {
    this.writer = writer;
    this.retries = retries;
    this.metrics = metrics;
    this.onRefused = onRefused;
  }

  /**
   * Opens the target's writer, with the same patience as for a write.
   *
   * @param number of the writer
   * @param metrics is told of repetitions and of what was written
   * @param onRefused gets each record that the target will never take, and why
   */
  static BatchWriter open(
      TargetWriterFactory factory,
      int number,
      Duration retryTimeout,
      WriteMetrics metrics,
      Refused onRefused)
      throws TargetException {
    RetryPolicy<Object> retries = retryPolicy(retryTimeout, metrics);
    TargetWriter writer = attempt(retries, () -> factory.open(number));
    return new BatchWriter(
        writer, retries, metrics, Objects.requireNonNull(onRefused, "onRefused"));
  }

  private static RetryPolicy<Object> retryPolicy(Duration timeout, WriteMetrics metrics) {
    var policy = RetryPolicy.builder().handleIf(BatchWriter::isTransient);
    Duration half = timeout.dividedBy(2);
    return half.isZero()
        ? policy.withMaxRetries(0).build()
        : policy
            .withBackoff(half.compareTo(FIRST_DELAY) < 0 ? half : FIRST_DELAY, GREATEST_DELAY)
            .withJitter(JITTER)
            .withMaxRetries(-1)
            .withMaxDuration(timeout)
            .onRetry(event -> metrics.retried())
            .build();
  }

  private static boolean isTransient(Throwable failure) {
    return failure instanceof TargetException target
        && target.kind() == TargetException.Kind.TRANSIENT;
  }

  /**
   * Writes {@code batch} but for the records that are refused.
   *
   * @throws TargetException if the target cannot be written at all, or takes nothing more within
   *     the time for repetitions
   */
  void write(List<ChangeRecord> batch) throws TargetException {
    long start = System.nanoTime();
    OpenBatch open = new OpenBatch(batch);
    try {
      writeOpen(open);
      metrics.written(open.written(), System.nanoTime() - start);
    } catch (TargetException e) {
      List<ChangeRecord> left = open.left();
      if (e.kind() != TargetException.Kind.REFUSED || left.isEmpty()) {
        throw e;
      }
      if (!open.written().isEmpty()) {
        metrics.written(open.written(), System.nanoTime() - start);
      }
      if (left.size() == 1) {
        onRefused.accept(left.get(0), e);
      } else {
        write(left.subList(0, left.size() / 2));
        write(left.subList(left.size() / 2, left.size()));
      }
    }
  }

  /** The time for repetitions begins anew with each record that the target takes. */
  private void writeOpen(OpenBatch open) throws TargetException {
    while (true) {
      int before = open.left().size();
      try {
        attempt(
            retries,
            () -> {
              writer.write(open.left(), open);
              return null;
            });
        open.written(open.left());
        return;
      } catch (TargetException e) {
        if (!isTransient(e) || open.left().size() == before) {
          throw e;
        }
      }
    }
  }

  /** What of a batch the target has not yet been heard of. */
  private final class OpenBatch implements TargetWriter.Settled {
    private final Map<EntityKey, ChangeRecord> left = new LinkedHashMap<>();
    private final List<ChangeRecord> written = new ArrayList<>();

    OpenBatch(List<ChangeRecord> batch) {
      batch.forEach(change -> left.put(change.key(), change));
    }

    List<ChangeRecord> left() {
      return List.copyOf(left.values());
    }

    List<ChangeRecord> written() {
      return written;
    }

    void written(List<ChangeRecord> changes) {
      changes.forEach(this::written);
    }

    @Override
    public void written(ChangeRecord change) {
      left.remove(change.key());
      written.add(change);
    }

    @Override
    public void refused(ChangeRecord change, TargetException why) throws TargetException {
      onRefused.accept(change, why); // what fails here is still left, and fails the write
      left.remove(change.key());
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
