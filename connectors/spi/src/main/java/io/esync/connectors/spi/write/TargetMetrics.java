package io.esync.connectors.spi.write;

import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.ErrorCode;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * Tells what a target takes and what it refuses: {@code esync.target.entity.recordsOut} and {@code
 * esync.target.code.recordsRejected}.
 */
final class TargetMetrics {
  private final MetricGroup group;
  private final Map<String, Counter> recordsOut = new HashMap<>();
  private final Map<ErrorCode, Counter> rejected = new EnumMap<>(ErrorCode.class);

  TargetMetrics(MetricGroup operatorGroup, String target) {
    group = operatorGroup.addGroup("esync").addGroup("target", target);
  }

  MetricGroup group() {
    return group;
  }

  void taken(ChangeRecord change) {
    recordsOut
        .computeIfAbsent(
            change.entity(), name -> group.addGroup("entity", name).counter("recordsOut"))
        .inc();
  }

  void rejected(ErrorCode code) {
    rejected
        .computeIfAbsent(
            code, name -> group.addGroup("code", name.name()).counter("recordsRejected"))
        .inc();
  }
}
