package io.esync.connectors.spi.write;

import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.ErrorCode;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/**
 * Tells how writing goes, for each target: {@code esync.target.entity.recordsOut}, {@code
 * esync.target.code.recordsRejected}, {@code esync.target.retries}, {@code esync.target.pending}
 * changes that wait for their batch, and the histograms {@code esync.target.batchSize} in changes
 * and {@code esync.target.writeMillis} for a batch, repetitions included.
 */
final class WriteMetrics {
  private static final int WINDOW = 500;

  private final MetricGroup group;
  private final Counter retries;
  private final Histogram batchSize;
  private final Histogram writeMillis;
  private final Map<String, Counter> recordsOut = new HashMap<>();
  private final Map<ErrorCode, Counter> rejected = new EnumMap<>(ErrorCode.class);

  WriteMetrics(MetricGroup operatorGroup, String target, IntSupplier pending) {
    group = operatorGroup.addGroup("esync").addGroup("target", target);
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
    for (ChangeRecord change : batch) {
      recordsOut
          .computeIfAbsent(
              change.entity(), name -> group.addGroup("entity", name).counter("recordsOut"))
          .inc();
    }
  }

  void rejected(ErrorCode code) {
    rejected
        .computeIfAbsent(
            code, name -> group.addGroup("code", name.name()).counter("recordsRejected"))
        .inc();
  }
}
