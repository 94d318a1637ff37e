package io.esync.connectors.spi.write;

import io.esync.operators.model.ChangeRecord;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/**
 * Tells how writing in batches goes, beside what {@link TargetMetrics} tells: {@code
 * esync.target.retries}, {@code esync.target.pending} changes that wait for their batch, and the
 * histograms {@code esync.target.batchSize} in changes and {@code esync.target.writeMillis} for a
 * batch, repetitions included.
 */
final class WriteMetrics {
  private static final int WINDOW = 500;

  private final TargetMetrics target;
  private final Counter retries;
  private final Histogram batchSize;
  private final Histogram writeMillis;

  WriteMetrics(TargetMetrics target, IntSupplier pending) {
    this.target = target;
    MetricGroup group = target.group();
    retries = group.counter("retries");
    batchSize = group.histogram("batchSize", new DescriptiveStatisticsHistogram(WINDOW));
    writeMillis = group.histogram("writeMillis", new DescriptiveStatisticsHistogram(WINDOW));
    group.gauge("pending", pending::getAsInt);
  }

  void retried() {
    retries.inc();
  }

  void written(List<ChangeRecord> batch, long nanos) {
    batchSize.update(batch.size());
    writeMillis.update(TimeUnit.NANOSECONDS.toMillis(nanos));
    batch.forEach(target::taken);
  }
}
