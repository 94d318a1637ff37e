package io.esync.connectors.webhook;

import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;

/**
 * Tells how events come in: below {@code esync}, {@code received} requests, {@code accepted} events
 * whose checkpoint was complete, {@code repeated} deliveries, {@code unused} ones that no stream
 * takes, {@code reason.refused}, and the gauges {@code waiting} events, {@code bufferedBytes} and
 * {@code remembered} ids.
 */
final class WebhookMetrics {
  private final Counter received = new ThreadSafeSimpleCounter();
  private final Counter accepted = new ThreadSafeSimpleCounter();
  private final Counter repeated = new ThreadSafeSimpleCounter();
  private final Counter unused = new ThreadSafeSimpleCounter();
  private final Map<Refusal, Counter> refused = new EnumMap<>(Refusal.class);

  WebhookMetrics(MetricGroup operatorGroup, Load load) {
    MetricGroup group = operatorGroup.addGroup("esync");
    group.counter("received", received);
    group.counter("accepted", accepted);
    group.counter("repeated", repeated);
    group.counter("unused", unused);
    for (Refusal why : Refusal.values()) {
      Counter counter = new ThreadSafeSimpleCounter();
      refused.put(why, group.addGroup("reason", why.name()).counter("refused", counter));
    }
    group.gauge("waiting", load::waiting);
    group.gauge("bufferedBytes", load::bytes);
    group.gauge("remembered", load::remembered);
  }

  void received() {
    received.inc();
  }

  void taken(boolean again) {
    (again ? repeated : accepted).inc();
  }

  void unused() {
    unused.inc();
  }

  void refused(Refusal why) {
    refused.get(why).inc();
  }
}
