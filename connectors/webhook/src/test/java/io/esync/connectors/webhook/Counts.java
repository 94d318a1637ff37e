package io.esync.connectors.webhook;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

/** Keeps counters, by their names with those of their groups. */
final class Counts extends UnregisteredMetricsGroup {
  private final String prefix;
  private final Map<String, Counter> counters;

  Counts() {
    this("", new HashMap<>());
  }

  private Counts(String prefix, Map<String, Counter> counters) {
    this.prefix = prefix;
    this.counters = counters;
  }

  long of(String name) {
    return counters.get(name).getCount();
  }

  @Override
  public <C extends Counter> C counter(String name, C counter) {
    counters.put(prefix + name, counter);
    return counter;
  }

  @Override
  public MetricGroup addGroup(String name) {
    return new Counts(prefix + name + ".", counters);
  }

  @Override
  public MetricGroup addGroup(String key, String value) {
    return addGroup(key + "." + value);
  }
}
