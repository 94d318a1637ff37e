package io.esync.operators.flink;

import io.esync.operators.model.ErrorCode;
import io.esync.operators.model.Origin;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * Counts what a source delivers: {@code esync.source.recordsIn}, {@code
 * esync.source.entity.recordsOut}, {@code esync.source.entity.recordsLeftOut} by {@code where},
 * {@code esync.source.entity.code.violations} of contracts in records that went on, {@code
 * esync.source.code.recordsRejected}, and tells how far it is behind: {@code
 * esync.source.lagMillis} from commit to decode of the newest streamed change, {@code
 * esync.source.position} the greatest position in the source's log.
 */
final class DecodeMetrics {
  private final MetricGroup group;
  private final Counter recordsIn;
  private final Map<String, Counter> recordsOut = new HashMap<>();
  private final Map<String, Counter> leftOut = new HashMap<>();
  private final Map<String, Counter> violations = new HashMap<>();
  private final Map<ErrorCode, Counter> rejected = new EnumMap<>(ErrorCode.class);
  private volatile long lagMillis;
  private volatile long position;

  DecodeMetrics(MetricGroup operatorGroup, String source) {
    group = operatorGroup.addGroup("esync").addGroup("source", source);
    recordsIn = group.counter("recordsIn");
    group.gauge("lagMillis", () -> lagMillis);
    group.gauge("position", () -> position);
  }

  /** The source has come to the time of {@code origin}. */
  void heard(Origin origin, long now) {
    lagMillis = Math.max(0, now - Math.floorDiv(origin.timestamp(), 1000L));
  }

  void received(Origin origin, long now) {
    recordsIn.inc();
    if (!origin.snapshot() && origin.attempt() == 1) {
      position = origin.version().major();
      if (origin.timestamp() != Origin.UNKNOWN_TIME) {
        lagMillis = Math.max(0, now - Math.floorDiv(origin.timestamp(), 1000L));
      }
    }
  }

  void decoded(String entity) {
    recordsOut
        .computeIfAbsent(entity, name -> group.addGroup("entity", name).counter("recordsOut"))
        .inc();
  }

  /** A record is of a row that is no part of {@code entity}. */
  void leftOut(String entity) {
    leftOut
        .computeIfAbsent(entity, name -> group.addGroup("entity", name).counter("recordsLeftOut"))
        .inc();
  }

  /** A record of {@code entity} went on though a value is not as the contract declares. */
  void violated(String entity, ErrorCode code) {
    violations
        .computeIfAbsent(
            entity + " " + code,
            name ->
                group
                    .addGroup("entity", entity)
                    .addGroup("code", code.name())
                    .counter("violations"))
        .inc();
  }

  void rejected(ErrorCode code) {
    rejected
        .computeIfAbsent(
            code, name -> group.addGroup("code", name.name()).counter("recordsRejected"))
        .inc();
  }
}
